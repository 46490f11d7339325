/** Installs seqlint: into an interpreter's environment, or into one that the extension makes for it alone. */

import { spawn } from "node:child_process";
import { environment } from "./probe.js";
import { interpreterOf } from "./search.js";

/** Where a line of a running installation goes. */
export type Said = (line: string) => void;

export interface Step {
  readonly command: string;
  readonly args: readonly string[];
}

/** What to run so that an interpreter has seqlint. `what` is a wheel's path or a requirement. */
export function intoInterpreter(python: string, what: string): Step[] {
  return [{ command: python, args: ["-m", "pip", "install", "--disable-pip-version-check", "--upgrade", what] }];
}

/** What to run so that a new environment in `folder` has seqlint. */
export function intoOwn(python: string, folder: string, what: string): Step[] {
  return [
    { command: python, args: ["-m", "venv", "--clear", folder] },
    ...intoInterpreter(interpreterOf(folder), what),
  ];
}

/** Run steps one after the other; gives the last line that was printed by one that failed. */
export async function follow(
  steps: readonly Step[],
  folder: string,
  said: Said,
  stop: AbortSignal,
): Promise<string | undefined> {
  for (const { command, args } of steps) {
    said(`$ ${[command, ...args].join(" ")}`);
    const problem = await one(command, args, folder, said, stop);
    if (problem !== undefined) {
      return problem;
    }
  }
  return undefined;
}

function one(
  command: string,
  args: readonly string[],
  folder: string,
  said: Said,
  stop: AbortSignal,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(command, [...args], { cwd: folder, env: environment(), signal: stop, windowsHide: true });
    let last = "";
    const hear = (text: string): void => {
      for (const line of text.split(/\r?\n/)) {
        if (line.trim()) {
          last = line.trim();
          said(line);
        }
      }
    };
    child.stdout.setEncoding("utf-8").on("data", hear);
    child.stderr.setEncoding("utf-8").on("data", hear);
    child.on("error", (error) => resolve(stop.aborted ? "it was cancelled" : error.message));
    child.on("close", (code) => resolve(code === 0 ? undefined : last || `it ended with status ${code}`));
  });
}
