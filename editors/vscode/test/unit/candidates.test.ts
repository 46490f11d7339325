import assert from "node:assert/strict";
import { test } from "node:test";
import { type Candidate, candidates, described, type Surroundings, type Wishes } from "../../src/server/candidates.js";

const NONE: Wishes = { path: "", interpreter: "", importStrategy: "fromEnvironment" };
const ALL: Surroundings = {
  selected: "/env/bin/python",
  preset: "/preset/python",
  own: "/own/bin/python",
  program: "/usr/bin/seqlint",
  system: "/usr/bin/python3",
};
const short = (found: Candidate[]): string[] => found.map(({ kind, origin }) => `${kind} ${origin}`);

test("the selected interpreter comes first, the extension's copy last", () => {
  assert.deepEqual(short(candidates(NONE, ALL)), [
    "module selected",
    "module preset",
    "module own",
    "program path",
    "module path",
    "bundled selected",
    "bundled preset",
    "bundled own",
    "bundled path",
  ]);
});

test("the copy comes first where that is asked for", () => {
  const found = short(candidates({ ...NONE, importStrategy: "useBundled" }, ALL));
  assert.deepEqual(found.slice(0, 2), ["bundled selected", "bundled preset"]);
  assert.equal(found.at(-1), "module path");
});

test("a program of the settings is the only one", () => {
  assert.deepEqual(candidates({ ...NONE, path: "/x/seqlint", interpreter: "/y" }, ALL), [
    { kind: "program", executable: "/x/seqlint", origin: "setting" },
  ]);
});

test("beside an interpreter of the settings only the own environment is looked at", () => {
  assert.deepEqual(short(candidates({ ...NONE, interpreter: "/y" }, ALL)), [
    "module setting",
    "module own",
    "bundled setting",
    "bundled own",
  ]);
});

test("the same interpreter is asked once", () => {
  const found = candidates(NONE, { selected: "/p", preset: "/p", system: "/p" });
  assert.deepEqual(short(found), ["module selected", "bundled selected"]);
});

test("a machine without anything has no candidates", () => {
  assert.deepEqual(candidates(NONE, {}), []);
});

test("a candidate is described with where it comes from", () => {
  const own: Candidate = { kind: "module", executable: "/e/bin/python", origin: "own" };
  assert.equal(described(own), "/e/bin/python (the extension's own environment)");
});
