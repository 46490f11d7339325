/** The menu behind the item in the status bar. */

import * as vscode from "vscode";
import type { Service } from "../service.js";
import { lookOf } from "../states.js";

interface Entry extends vscode.QuickPickItem {
  readonly command?: string;
}

/** Offer what can be done in the server's state. */
export async function menu(service: Service): Promise<void> {
  const { state } = service;
  const models: Entry[] = [
    { label: "$(layers) Show the model at the cursor", command: "seqlint.showModel" },
    { label: "$(book) Explain it in words", command: "seqlint.explainModel" },
    { label: "$(table) Show its summary", command: "seqlint.showSummary" },
    { label: "$(symbol-structure) Show its picture", command: "seqlint.showPicture" },
    { label: "$(wand) Fix what is safe to fix in this file", command: "seqlint.fixAll" },
  ];
  const install: Entry[] = [{ label: "$(cloud-download) Install seqlint", command: "seqlint.install" }];
  const entries: Entry[] = [
    ...(state.name === "running" ? models : state.name === "missing" ? install : []),
    { label: "", kind: vscode.QuickPickItemKind.Separator },
    { label: "$(debug-restart) Restart the server", command: "seqlint.restart" },
    { label: "$(output) Show the output", command: "seqlint.showOutput" },
    { label: "$(settings-gear) Open the settings", command: "seqlint.openSettings" },
  ];
  const chosen = await vscode.window.showQuickPick(entries, {
    placeHolder: lookOf(state).tooltip.split("\n")[0] ?? "",
  });
  if (chosen?.command) {
    await vscode.commands.executeCommand(chosen.command);
  }
}
