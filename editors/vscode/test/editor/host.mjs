// Runs test/editor/host/index.cjs inside a real extension host, with the extension of this folder.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Editor, EXTENSION, HERE, pause } from "./editor.mjs";

const editor = new Editor();
let code = 1;
try {
  const result = join(editor.folder, "result.txt");
  await editor.start({ tests: true, env: { SEQLINT_RESULT: result } });
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
