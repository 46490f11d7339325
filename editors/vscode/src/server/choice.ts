/** Takes the first candidate that can run the server, and says of the others why not. */

import { type Candidate, described } from "./candidates.js";
import type { Asked, Probe } from "./probe.js";

export const OLDEST: readonly [number, number] = [3, 10];

/** How the server is started. */
export interface Choice {
  readonly command: string;
  readonly args: readonly string[];
  readonly version: string;
  readonly candidate: Candidate;
}

/** Nothing can run the server; `reasons` has a line for each place that was looked at. */
export interface Missing {
  readonly reasons: readonly string[];
  /** Interpreters that are new enough to have seqlint installed. */
  readonly usable: readonly Probe[];
}

/** What the choice asks of the machine. */
export interface Machine {
  /** `python/start.py` of this extension. */
  readonly starter: string;
  probe(executable: string): Promise<Asked<Probe>>;
  /** What `<executable> --version` prints. */
  version(executable: string): Promise<Asked<string>>;
}

/** The first candidate that works. */
export async function choose(candidates: readonly Candidate[], machine: Machine): Promise<Choice | Missing> {
  const reasons: string[] = [];
  const usable: Probe[] = [];
  const probes = new Map<string, Promise<Asked<Probe>>>();
  for (const candidate of candidates) {
    const { executable, kind } = candidate;
    if (kind === "program") {
      const asked = await machine.version(executable);
      const version = "ok" in asked ? /^seqlint (\S+)/.exec(asked.ok)?.[1] : undefined;
      if (version) {
        return { command: executable, args: ["server"], version, candidate };
      }
      reasons.push(`${described(candidate)}: ${"wrong" in asked ? asked.wrong : "it is not seqlint"}`);
      continue;
    }
    const asked = await (probes.get(executable) ?? probes.set(executable, machine.probe(executable)).get(executable));
    if (asked === undefined || "wrong" in asked) {
      if (kind === "module") {
        reasons.push(`${described(candidate)}: ${asked?.wrong ?? "it gave no answer"}`);
      }
      continue;
    }
    const problem = unfit(kind, asked.ok);
    if (problem === undefined) {
      const [args, version] =
        kind === "module"
          ? [["-m", "seqlint", "server"], asked.ok.seqlint]
          : [[machine.starter, "server"], asked.ok.bundled];
      return { command: executable, args, version: version ?? "", candidate };
    }
    if (recent(asked.ok) && !usable.includes(asked.ok)) {
      usable.push(asked.ok);
    }
    if (kind === "module" || recent(asked.ok)) {
      reasons.push(`${described(candidate)}: ${problem}`);
    }
  }
  return { reasons, usable };
}

function recent(probe: Probe): boolean {
  const [major, minor] = probe.version;
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

function unfit(kind: "module" | "bundled", probe: Probe): string | undefined {
  if (!recent(probe)) {
    return `it is Python ${probe.version.join(".")}; seqlint needs ${OLDEST.join(".")} or newer`;
  }
  if (kind === "module") {
    return probe.seqlint === null ? "seqlint is not installed there" : undefined;
  }
  if (probe.bundled === null) {
    return "this build of the extension has no copy of seqlint";
  }
  return probe.missing.length ? `the bundled seqlint needs ${probe.missing.join(" and ")} there` : undefined;
}
