/** Finds what can run the server on this machine. */

import { existsSync } from "node:fs";
import * as vscode from "vscode";
import { presetInterpreter, wishes } from "../settings.js";
import { candidates, type Surroundings } from "./candidates.js";
import { type Choice, choose, type Machine, type Missing } from "./choice.js";
import { selectedInterpreter } from "./interpreter.js";
import { read, run } from "./probe.js";
import { interpreterOf, onPath } from "./search.js";

/** The folder that one server works for: that of the text in front, else the first. */
export function homeFolder(): vscode.Uri | undefined {
  const front = vscode.window.activeTextEditor?.document.uri;
  const folder = front && vscode.workspace.getWorkspaceFolder(front);
  return (folder ?? vscode.workspace.workspaceFolders?.[0])?.uri;
}

/** The environment that the extension makes for seqlint alone. */
export function ownFolder(context: vscode.ExtensionContext): string {
  return vscode.Uri.joinPath(context.globalStorageUri, "env").fsPath;
}

/** The best way to start the server, or why there is none. */
export async function findServer(context: vscode.ExtensionContext): Promise<Choice | Missing> {
  const folder = homeFolder();
  const own = interpreterOf(ownFolder(context));
  const path = process.env.PATH ?? process.env.Path ?? "";
  const around: Surroundings = {
    selected: await selectedInterpreter(folder),
    preset: presetInterpreter(folder),
    own: existsSync(own) ? own : undefined,
    program: onPath(["seqlint"], path, existsSync),
    system: onPath(["python3", "python"], path, existsSync),
  };
  const script = (name: string): string => context.asAbsolutePath(`python/${name}.py`);
  const machine: Machine = {
    starter: script("start"),
    probe: async (executable) => {
      const asked = await run(executable, [script("probe")], context.extensionPath);
      return "ok" in asked ? read(asked.ok) : asked;
    },
    version: (executable) => run(executable, ["--version"], context.extensionPath),
  };
  return choose(candidates(wishes(folder), around), machine);
}
