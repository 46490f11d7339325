/** The interpreter that is selected in the Python extension (ms-python.python), where it is installed. */

import * as vscode from "vscode";

const PYTHON = "ms-python.python";

/** The part of that extension's interface that is used here. */
interface PythonApi {
  readonly environments: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly path: string };
    resolveEnvironment(
      environment: { readonly path: string } | string,
    ): Promise<{ readonly executable: { readonly uri?: vscode.Uri } } | undefined>;
    readonly onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

async function api(): Promise<PythonApi | undefined> {
  const extension = vscode.extensions.getExtension<PythonApi>(PYTHON);
  if (extension === undefined) {
    return undefined;
  }
  try {
    const found = extension.isActive ? extension.exports : await extension.activate();
    return found?.environments === undefined ? undefined : found;
  } catch {
    return undefined;
  }
}

/** Whether an interpreter can be selected with the Python extension's command. */
export function canSelect(): boolean {
  return vscode.extensions.getExtension(PYTHON) !== undefined;
}

/** The whole path of the selected interpreter. */
export async function selectedInterpreter(resource: vscode.Uri | undefined): Promise<string | undefined> {
  const environments = (await api())?.environments;
  if (environments === undefined) {
    return undefined;
  }
  const active = environments.getActiveEnvironmentPath(resource);
  try {
    return (await environments.resolveEnvironment(active))?.executable.uri?.fsPath;
  } catch {
    return undefined;
  }
}

/** Call back when another interpreter is selected. */
export async function onSelected(listener: () => void): Promise<vscode.Disposable | undefined> {
  return (await api())?.environments.onDidChangeActiveEnvironmentPath(listener);
}
