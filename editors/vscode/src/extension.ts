/** Where the editor starts and ends the extension. */

import { readFile } from "node:fs/promises";
import * as vscode from "vscode";
import { install, selectInterpreter } from "./commands/installing.js";
import { menu } from "./commands/menu.js";
import { modelCommands } from "./commands/models.js";
import { Panel, VIEW } from "./panel/view.js";
import { onSelected } from "./server/interpreter.js";
import { Service } from "./service.js";
import { OF_THE_START } from "./settings.js";
import { missingMessage, type State } from "./states.js";
import { showStatus } from "./status.js";

let service: Service | undefined;

/** What other extensions can ask. */
export interface Api {
  /** What the server does now. */
  readonly state: () => State;
}

export function activate(context: vscode.ExtensionContext): Api {
  const output = vscode.window.createOutputChannel("seqlint", { log: true });
  const started = new Service(context, output);
  service = started;
  const panel = new Panel(started, context.extensionUri);
  const { registerCommand } = vscode.commands;
  context.subscriptions.push(
    output,
    started,
    panel,
    showStatus(started),
    vscode.window.registerWebviewViewProvider(VIEW, panel),
    modelCommands(started, panel, context.extensionUri),
    registerCommand("seqlint.restart", () => started.restart()),
    registerCommand("seqlint.showOutput", () => output.show()),
    registerCommand("seqlint.install", () => install(context, started, output)),
    registerCommand("seqlint.selectInterpreter", selectInterpreter),
    registerCommand("seqlint.menu", () => menu(started)),
    registerCommand("seqlint.openSettings", () =>
      vscode.commands.executeCommand("workbench.action.openSettings", "seqlint"),
    ),
    registerCommand("seqlint.fixAll", () =>
      vscode.commands.executeCommand("editor.action.codeAction", { kind: "source.fixAll.seqlint", apply: "first" }),
    ),
    registerCommand("seqlint.openExample", async () => {
      await openExample(context);
      await tickOff(started);
    }),
    registerCommand("seqlint.openWalkthrough", async () => {
      const walkthrough = `${context.extension.id}#seqlint.start`;
      await vscode.commands.executeCommand("workbench.action.openWalkthrough", walkthrough);
      await tickOff(started);
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      const python = event.affectsConfiguration("python.defaultInterpreterPath");
      if (python || OF_THE_START.some((name) => event.affectsConfiguration(name))) {
        void started.restart();
      }
    }),
    started.onState((state) => {
      if (state.name === "missing") {
        void offerToInstall(state.reasons);
      }
    }),
  );
  // Not waited for: commands work meanwhile, and the Python extension may take its time.
  void started.restart();
  void onSelected(() => void started.restart()).then((selected) => {
    if (selected !== undefined) {
      context.subscriptions.push(selected);
    }
  });
  return { state: () => started.state };
}

export async function deactivate(): Promise<void> {
  await service?.stop();
}

async function offerToInstall(reasons: readonly string[]): Promise<void> {
  const commands = new Map([
    ["Install seqlint", "seqlint.install"],
    ["Choose Python", "seqlint.selectInterpreter"],
    ["Show Output", "seqlint.showOutput"],
  ]);
  const chosen = await vscode.window.showWarningMessage(missingMessage(reasons), ...commands.keys());
  const command = chosen && commands.get(chosen);
  if (command) {
    await vscode.commands.executeCommand(command);
  }
}

/** Tick off the walkthrough's first step, also where seqlint ran before the walkthrough was opened. */
async function tickOff(started: Service): Promise<void> {
  await vscode.commands.executeCommand("setContext", "seqlint.welcomed", started.state.name === "running");
}

/** The first program of every course, as a text that need not be saved. */
async function openExample(context: vscode.ExtensionContext): Promise<void> {
  const content = await readFile(context.asAbsolutePath("dist/digits.py"), "utf-8");
  const document = await vscode.workspace.openTextDocument({ language: "python", content });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: false });
}
