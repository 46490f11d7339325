/** Finds programs on the PATH, and replaces the variables in paths of settings; made for tests without an editor. */

import { delimiter, join } from "node:path";

/** The first of some programs that is on the PATH. */
export function onPath(
  names: readonly string[],
  path: string,
  exists: (file: string) => boolean,
  windows = process.platform === "win32",
): string | undefined {
  for (const name of names) {
    for (const folder of path.split(windows ? ";" : delimiter)) {
      const file = join(folder, windows ? `${name}.exe` : name);
      // What stands there under Windows opens the shop.
      if (folder && !(windows && folder.includes("WindowsApps")) && exists(file)) {
        return file;
      }
    }
  }
  return undefined;
}

/** The interpreter of an environment. */
export function interpreterOf(folder: string, windows = process.platform === "win32"): string {
  return windows ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");
}

/** A path of the settings with its variables: `~`, `${workspaceFolder}`, `${userHome}`, `${env:NAME}`. */
export function expanded(path: string, folder: string, home: string, env: NodeJS.ProcessEnv): string {
  return path
    .replace(/^~(?=$|[/\\])/, () => home)
    .replace(/\$\{workspaceFolder\}/g, () => folder)
    .replace(/\$\{userHome\}/g, () => home)
    .replace(/\$\{env:(\w+)\}/g, (_, name: string) => env[name] ?? "");
}
