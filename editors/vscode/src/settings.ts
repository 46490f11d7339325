/** The settings that the extension itself reads; all others are for the server. */

import { homedir } from "node:os";
import * as vscode from "vscode";
import type { ImportStrategy, Wishes } from "./server/candidates.js";
import { expanded } from "./server/search.js";

export const SECTION = "seqlint";

/** What a change of must start the server anew. */
export const OF_THE_START = ["enable", "path", "interpreter", "importStrategy"].map((name) => `${SECTION}.${name}`);

function get<T>(name: string, otherwise: T): T {
  return vscode.workspace.getConfiguration(SECTION).get<T>(name, otherwise);
}

/** Whether the server runs at all. */
export function enabled(): boolean {
  return get("enable", true);
}

/** Whether the side panel follows the cursor. */
export function followsCursor(): boolean {
  return get("panel.followCursor", true);
}

/** What the user set about the server. */
export function wishes(folder: vscode.Uri | undefined): Wishes {
  return {
    path: whole(get("path", ""), folder),
    interpreter: whole(get("interpreter", ""), folder),
    importStrategy: get<ImportStrategy>("importStrategy", "fromEnvironment"),
  };
}

/** `python.defaultInterpreterPath`, where it is a path and not only the name of a command. */
export function presetInterpreter(folder: vscode.Uri | undefined): string | undefined {
  const path = vscode.workspace.getConfiguration("python", folder).get<string>("defaultInterpreterPath", "");
  const found = whole(path, folder);
  return /[/\\]/.test(found) ? found : undefined;
}

function whole(path: string, folder: vscode.Uri | undefined): string {
  return expanded(path.trim(), folder?.fsPath ?? "", homedir(), process.env);
}
