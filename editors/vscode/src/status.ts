/** The item in the status bar: shown beside Python texts and notebooks, leads to all commands. */

import * as vscode from "vscode";
import type { Service } from "./service.js";
import { lookOf } from "./states.js";

const BACKGROUNDS = {
  none: undefined,
  warning: "statusBarItem.warningBackground",
  error: "statusBarItem.errorBackground",
};

/** Show what the service does, as long as a Python text is in front. */
export function showStatus(service: Service): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("seqlint.status", vscode.StatusBarAlignment.Right, 90);
  item.name = "seqlint";
  item.command = "seqlint.menu";
  const draw = (): void => {
    const { text, tooltip, severity } = lookOf(service.state);
    item.text = text;
    item.tooltip = tooltip;
    item.accessibilityInformation = { label: tooltip, role: "button" };
    const background = BACKGROUNDS[severity];
    item.backgroundColor = background ? new vscode.ThemeColor(background) : undefined;
    if (vscode.window.activeTextEditor?.document.languageId === "python" || vscode.window.activeNotebookEditor) {
      item.show();
    } else {
      item.hide();
    }
  };
  draw();
  return vscode.Disposable.from(
    item,
    service.onState(draw),
    vscode.window.onDidChangeActiveTextEditor(draw),
    vscode.window.onDidChangeActiveNotebookEditor(draw),
  );
}
