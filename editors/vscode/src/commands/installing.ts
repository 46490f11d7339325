/** "Install seqlint": asks where to, runs pip, and starts the server. */

import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { findServer, ownFolder } from "../server/find.js";
import { follow, intoInterpreter, intoOwn, type Step } from "../server/install.js";
import { canSelect } from "../server/interpreter.js";
import type { Probe } from "../server/probe.js";
import type { Service } from "../service.js";

interface Offer extends vscode.QuickPickItem {
  readonly steps: readonly Step[];
}

/** Ask where to, install, start. */
export async function install(
  context: vscode.ExtensionContext,
  service: Service,
  output: vscode.LogOutputChannel,
): Promise<void> {
  const usable = await interpreters(context, service);
  if (!usable.length) {
    const chosen = await vscode.window.showErrorMessage(
      "seqlint needs Python 3.10 or newer, and none was found. Install Python, or choose one that is installed.",
      "Choose Python",
    );
    if (chosen) {
      await vscode.commands.executeCommand("seqlint.selectInterpreter");
    }
    return;
  }
  const chosen = await vscode.window.showQuickPick(offers(usable, ownFolder(context), toInstall(context)), {
    title: "Install seqlint",
    placeHolder: "Where to? seqlint reads programs without running them: any of these will do.",
  });
  if (chosen === undefined) {
    return;
  }
  mkdirSync(context.globalStorageUri.fsPath, { recursive: true });
  const problem = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: "Installing seqlint", cancellable: true },
    (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      const said = (line: string): void => {
        output.info(line);
        progress.report({ message: line.slice(0, 80) });
      };
      return follow(chosen.steps, context.globalStorageUri.fsPath, said, stop.signal);
    },
  );
  if (problem === undefined) {
    await service.restart();
    return;
  }
  output.error(problem);
  const next = await vscode.window.showErrorMessage(
    `seqlint could not be installed: ${problem}`,
    "Show Output",
    "Install Elsewhere",
  );
  if (next === "Show Output") {
    output.show();
  } else if (next !== undefined) {
    await install(context, service, output);
  }
}

/** Let the user choose an interpreter. */
export async function selectInterpreter(): Promise<void> {
  if (canSelect()) {
    await vscode.commands.executeCommand("python.setInterpreter");
  } else {
    await vscode.commands.executeCommand("workbench.action.openSettings", "seqlint.interpreter");
  }
}

async function interpreters(context: vscode.ExtensionContext, service: Service): Promise<readonly Probe[]> {
  const missing = service.missing ?? (await findServer(context));
  if ("usable" in missing) {
    return missing.usable;
  }
  const { command, version, candidate } = missing;
  return candidate.kind === "program"
    ? []
    : [{ executable: command, version: [3, 10, 0], seqlint: version, bundled: null, missing: [] }];
}

function offers(usable: readonly Probe[], own: string, what: string): Offer[] {
  const found: Offer[] = usable.map(({ executable, version }) => ({
    label: "$(package) Into this Python's environment",
    description: `Python ${version.join(".")}`,
    detail: executable,
    steps: intoInterpreter(executable, what),
  }));
  const base = usable[0];
  if (base !== undefined) {
    found.push({
      label: "$(lock) Into an environment of its own",
      description: "your projects stay as they are",
      detail: own,
      steps: intoOwn(base.executable, own, what),
    });
  }
  return found;
}

/** The wheel that the extension brings along, else the name under which the registry has it. */
function toInstall(context: vscode.ExtensionContext): string {
  const folder = context.asAbsolutePath("bundled");
  const wheel = existsSync(folder) ? readdirSync(folder).find((name) => name.endsWith(".whl")) : undefined;
  return wheel === undefined ? "seqlint" : join(folder, wheel);
}
