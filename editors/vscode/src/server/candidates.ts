/** Where the server may be found, in the order in which it is looked for. */

export type ImportStrategy = "fromEnvironment" | "useBundled";

/** What the user set about the server. Empty words mean: not set. */
export interface Wishes {
  readonly path: string;
  readonly interpreter: string;
  readonly importStrategy: ImportStrategy;
}

/** What is on this machine. */
export interface Surroundings {
  /** The interpreter that is selected in the Python extension. */
  readonly selected?: string | undefined;
  /** `python.defaultInterpreterPath`, with its variables replaced. */
  readonly preset?: string | undefined;
  /** The interpreter of the environment that this extension made. */
  readonly own?: string | undefined;
  /** `seqlint` on the PATH. */
  readonly program?: string | undefined;
  /** `python3` or `python` on the PATH. */
  readonly system?: string | undefined;
}

export type Origin = "setting" | "selected" | "preset" | "own" | "path";

/** One way to start the server: an interpreter's seqlint, a program, or the extension's copy under an interpreter. */
export interface Candidate {
  readonly kind: "module" | "program" | "bundled";
  readonly executable: string;
  readonly origin: Origin;
}

/** All ways to start the server, the best first, each once. */
export function candidates(wishes: Wishes, around: Surroundings): Candidate[] {
  if (wishes.path) {
    return [{ kind: "program", executable: wishes.path, origin: "setting" }];
  }
  const pythons: [string | undefined, Origin][] = wishes.interpreter
    ? [
        [wishes.interpreter, "setting"],
        [around.own, "own"],
      ]
    : [
        [around.selected, "selected"],
        [around.preset, "preset"],
        [around.own, "own"],
        [around.system, "path"],
      ];
  const modules: Candidate[] = [];
  const bundled: Candidate[] = [];
  for (const [executable, origin] of pythons) {
    if (executable && !modules.some((other) => other.executable === executable)) {
      modules.push({ kind: "module", executable, origin });
      bundled.push({ kind: "bundled", executable, origin });
    }
  }
  const programs: Candidate[] =
    around.program && !wishes.interpreter ? [{ kind: "program", executable: around.program, origin: "path" }] : [];
  const installed = [
    ...modules.filter((candidate) => candidate.origin !== "path"),
    ...programs,
    ...modules.filter((candidate) => candidate.origin === "path"),
  ];
  return wishes.importStrategy === "useBundled" ? [...bundled, ...installed] : [...installed, ...bundled];
}

const ORIGINS: Record<Origin, string> = {
  setting: "from the settings",
  selected: "the selected interpreter",
  preset: "python.defaultInterpreterPath",
  own: "the extension's own environment",
  path: "on the PATH",
};

/** A candidate in the user's words: `/usr/bin/python3 (on the PATH)`. */
export function described(candidate: Candidate): string {
  return `${candidate.executable} (${ORIGINS[candidate.origin]})`;
}
