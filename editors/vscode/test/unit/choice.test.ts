import assert from "node:assert/strict";
import { test } from "node:test";
import { candidates, type Surroundings } from "../../src/server/candidates.js";
import { type Choice, choose, type Machine, type Missing } from "../../src/server/choice.js";
import type { Asked, Probe } from "../../src/server/probe.js";

const WISHES = { path: "", interpreter: "", importStrategy: "fromEnvironment" } as const;
const BARE: Probe = {
  executable: "/bare",
  version: [3, 12, 1],
  seqlint: null,
  bundled: "0.1.0",
  missing: ["libcst", "msgspec"],
};

function machine(probes: Record<string, Probe>, versions: Record<string, string> = {}): Machine {
  const found = <T>(known: Record<string, T>, name: string): Asked<T> => {
    const value = known[name];
    return value === undefined ? { wrong: "it does not exist" } : { ok: value };
  };
  return {
    starter: "/extension/python/start.py",
    probe: async (executable) => found(probes, executable),
    version: async (executable) => found(versions, executable),
  };
}

async function chosen(around: Surroundings, on: Machine): Promise<Choice> {
  const found = await choose(candidates(WISHES, around), on);
  assert.ok("command" in found);
  return found;
}

async function missing(around: Surroundings, on: Machine): Promise<Missing> {
  const found = await choose(candidates(WISHES, around), on);
  assert.ok("reasons" in found);
  return found;
}

test("an interpreter with seqlint runs it as a module", async () => {
  const found = await chosen({ selected: "/env" }, machine({ "/env": { ...BARE, seqlint: "0.3.0" } }));
  assert.deepEqual([found.command, found.args, found.version], ["/env", ["-m", "seqlint", "server"], "0.3.0"]);
});

test("one without is passed over for a program", async () => {
  const on = machine({ "/bare": BARE }, { "/usr/bin/seqlint": "seqlint 0.2.1\n" });
  const found = await chosen({ selected: "/bare", program: "/usr/bin/seqlint" }, on);
  assert.deepEqual([found.command, found.args, found.version], ["/usr/bin/seqlint", ["server"], "0.2.1"]);
});

test("the copy runs where all that it needs is there", async () => {
  const found = await chosen({ selected: "/bare" }, machine({ "/bare": { ...BARE, missing: [] } }));
  assert.deepEqual([found.args, found.version], [["/extension/python/start.py", "server"], "0.1.0"]);
});

test("what the copy lacks is said, and where seqlint can be installed", async () => {
  const found = await missing({ selected: "/bare" }, machine({ "/bare": BARE }));
  assert.deepEqual(found.reasons, [
    "/bare (the selected interpreter): seqlint is not installed there",
    "/bare (the selected interpreter): the bundled seqlint needs libcst and msgspec there",
  ]);
  assert.deepEqual(found.usable, [BARE]);
});

test("an old Python is no place to install into, even with a seqlint", async () => {
  const old: Probe = { ...BARE, version: [3, 9, 18], seqlint: "0.1.0" };
  const found = await missing({ selected: "/old" }, machine({ "/old": old }));
  assert.deepEqual(found, {
    reasons: ["/old (the selected interpreter): it is Python 3.9.18; seqlint needs 3.10 or newer"],
    usable: [],
  });
});

test("an interpreter that does not exist is named", async () => {
  const found = await missing({ selected: "/gone", program: "/bin/other" }, machine({}, { "/bin/other": "other 1" }));
  assert.deepEqual(found.reasons, [
    "/gone (the selected interpreter): it does not exist",
    "/bin/other (on the PATH): it is not seqlint",
  ]);
});
