// Runs test/editor/host/index.cjs inside a real extension host, with the extension of this folder.

import { execFileSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Editor, EXTENSION, HERE, interpreterOf, PYTHON, pause } from "./editor.mjs";

const editor = new Editor();
let code = 1;
try {
  const result = join(editor.folder, "result.txt");
  // An interpreter without seqlint, and the stand-in for the Python extension, which selects it at first.
  const bare = join(editor.folder, "bare");
  execFileSync(PYTHON, ["-m", "venv", "--without-pip", bare]);
  cpSync(join(HERE, "python-extension"), join(editor.folder, "extensions/ms-python.python-2026.0.0"), {
    recursive: true,
  });
  const env = { SEQLINT_RESULT: result, SEQLINT_SELECTED: interpreterOf(bare), SEQLINT_PYTHON: PYTHON };
  await editor.start({ tests: true, env: { ...env, PATH: "/usr/bin:/bin" } });
  const page = await editor.browser();
  const ended = new Promise((done) => page.exposeFunction("codeAutomationExit", async (status) => done(status)));
  await page.exposeFunction("codeAutomationLog", () => undefined);
  await page.goto(
    editor.address([
      ["extensionDevelopmentPath", editor.remote(EXTENSION)],
      ["extensionTestsPath", editor.remote(join(HERE, "host/index.cjs"))],
      ["skipWelcome", "true"],
      ["skipReleaseNotes", "true"],
    ]),
  );
  code = await Promise.race([ended, pause(150_000).then(() => 2)]);
  console.log(readFileSync(result, "utf-8"));
} finally {
  await editor.stop();
}
process.exit(code);
