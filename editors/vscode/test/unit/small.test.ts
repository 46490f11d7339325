import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { nearest } from "../../src/nearest.js";
import { follow, intoInterpreter, intoOwn } from "../../src/server/install.js";
import { read, run } from "../../src/server/probe.js";
import { expanded, onPath } from "../../src/server/search.js";
import { lookOf, missingMessage } from "../../src/states.js";
import { step } from "../../src/webview/keys.js";

test("arrow keys stop at the ends", () => {
  assert.deepEqual(
    [step("ArrowDown", 1, 3), step("ArrowDown", 2, 3), step("ArrowUp", 0, 3), step("Home", 2, 3), step("End", 0, 3)],
    [2, 2, 0, 0, 2],
  );
  assert.equal(step("Enter", 0, 3), undefined);
  assert.equal(step("ArrowDown", -1, 0), undefined);
});

test("beside the models, the one above is meant, else the first", () => {
  const models = [20, 5].map((line) => ({ start: { line, character: 0 }, end: { line: line + 4, character: 1 } }));
  assert.deepEqual(
    [0, 12, 40].map((line) => nearest(models, line)?.line),
    [5, 5, 20],
  );
  assert.equal(nearest([], 3), undefined);
});

test("programs are found on the PATH in its order", () => {
  const there = (file: string): boolean => ["/b/python", "/c/python3"].includes(file);
  assert.equal(onPath(["python3", "python"], "/a:/b:/c", there, false), "/c/python3");
  assert.equal(onPath(["seqlint"], "/a:/b", there, false), undefined);
  assert.equal(onPath(["python"], "", there, false), undefined);
});

test("the alias of the Windows shop is no Python", () => {
  assert.equal(
    onPath(["python"], "C:\\Users\\me\\WindowsApps", () => true, true),
    undefined,
  );
});

test("variables in paths are replaced", () => {
  const env = { ENVS: "/envs" };
  const whole = (path: string): string => expanded(path, "/work", "/home/me", env);
  assert.deepEqual(
    ["~/p", "${workspaceFolder}/.venv", "${userHome}/x", "${env:ENVS}/a", "${env:NONE}/a", "a~b"].map(whole),
    ["/home/me/p", "/work/.venv", "/home/me/x", "/envs/a", "/a", "a~b"],
  );
});

test("an answer that is no probe is no Python", () => {
  assert.deepEqual(read("hello"), { wrong: "it is no Python" });
  assert.deepEqual(read("{}"), { wrong: "it is no Python" });
});

test("programs are run, and what goes wrong is one line", async () => {
  const node = process.execPath;
  assert.deepEqual(await run(node, ["-p", "1 + 1"], "/"), { ok: "2\n" });
  assert.deepEqual(await run("/no/such/python", [], "/"), { wrong: "it does not exist" });
  const failed = await run(node, ["-e", "console.error('first\\nlast'); process.exit(3)"], "/");
  assert.deepEqual(failed, { wrong: "last" });
});

test("seqlint goes into the environment that was chosen", () => {
  assert.deepEqual(intoInterpreter("/p", "x.whl")[0]?.args.slice(0, 3), ["-m", "pip", "install"]);
  const [make, fill] = intoOwn("/p", "/store/env", "x.whl");
  assert.deepEqual([make?.command, make?.args.at(-1)], ["/p", "/store/env"]);
  assert.ok(fill?.command.startsWith("/store/env"));
});

test("an installation stops at the first step that fails, and says its last line", async () => {
  const folder = mkdtempSync(join(tmpdir(), "seqlint-test-"));
  const heard: string[] = [];
  const say = (words: string, status: number) => ({
    command: process.execPath,
    args: ["-e", `console.log(${JSON.stringify(words)}); process.exit(${status})`],
  });
  const stop = new AbortController();
  const problem = await follow(
    [say("one", 0), say("two", 1), say("three", 0)],
    folder,
    (line) => heard.push(line),
    stop.signal,
  );
  assert.equal(problem, "two");
  assert.ok(!heard.includes("three"));
  assert.equal(await follow([say("four", 0)], folder, () => undefined, stop.signal), undefined);
  rmSync(folder, { recursive: true });
});

test("every state has a look", () => {
  const running = lookOf({ name: "running", version: "0.1.0", place: "/p (on the PATH)" });
  assert.match(running.tooltip, /seqlint 0\.1\.0 runs: \/p/);
  assert.equal(lookOf({ name: "missing", reasons: ["a"] }).severity, "warning");
  assert.equal(lookOf({ name: "failed", reason: "b" }).severity, "error");
  assert.equal(lookOf({ name: "off" }).severity, "none");
  assert.match(lookOf({ name: "starting" }).text, /spin/);
});

test("the message about a missing seqlint names the first place", () => {
  assert.match(missingMessage(["/p: it does not exist"]), /^seqlint cannot start\. \/p: it does not exist\. /);
  assert.match(missingMessage([]), /No Python was found\./);
});
