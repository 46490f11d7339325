/** Asks an interpreter, in a process of its own, whether it can run the server. */

import { execFile } from "node:child_process";

/** What `python/probe.py` prints. */
export interface Probe {
  readonly executable: string;
  readonly version: readonly [number, number, number];
  /** The version of the seqlint that is installed there; null if none is. */
  readonly seqlint: string | null;
  /** The version of the extension's copy of seqlint; null if it has none. */
  readonly bundled: string | null;
  /** What that copy would still need there. */
  readonly missing: readonly string[];
}

export type Asked<T> = { readonly ok: T } | { readonly wrong: string };

const PATIENCE = 20_000;

/** Run a program and give back what it prints, or what went wrong in one line. */
export function run(command: string, args: readonly string[], folder: string): Promise<Asked<string>> {
  return new Promise((resolve) => {
    // The folder is never the user's: Python would import what lies there.
    execFile(
      command,
      [...args],
      { cwd: folder, timeout: PATIENCE, windowsHide: true, env: environment() },
      (error, stdout, stderr) => {
        if (error === null) {
          resolve({ ok: stdout });
        } else if (error.code === "ENOENT") {
          resolve({ wrong: "it does not exist" });
        } else if (error.killed) {
          resolve({ wrong: `it gave no answer in ${PATIENCE / 1000} seconds` });
        } else {
          const last = stderr.trim().split("\n").at(-1)?.trim();
          resolve({ wrong: last ? last : error.message });
        }
      },
    );
  });
}

/** The environment of the processes that are started here. */
export function environment(): NodeJS.ProcessEnv {
  return { ...process.env, PYTHONSAFEPATH: "1", PYTHONIOENCODING: "utf-8", PYTHONDONTWRITEBYTECODE: "1" };
}

/** Read what `python/probe.py` printed. */
export function read(printed: string): Asked<Probe> {
  try {
    const found = JSON.parse(printed) as Probe;
    if (Array.isArray(found.version) && Array.isArray(found.missing)) {
      return { ok: found };
    }
  } catch {
    // It printed something else.
  }
  return { wrong: "it is no Python" };
}
