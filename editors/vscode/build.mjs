// Builds the extension and its page into dist/: `node build.mjs [--production] [--tests]`.

import { copyFile, mkdir, readdir, rm } from "node:fs/promises";
import { build } from "esbuild";

const production = process.argv.includes("--production");
const common = { bundle: true, sourcemap: !production, minify: production, logLevel: "warning", outdir: "dist" };

await rm("dist", { recursive: true, force: true });
await mkdir("dist");
await copyFile("../../examples/digits.py", "dist/digits.py");
await build({
  ...common,
  entryPoints: ["src/extension.ts"],
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["vscode"],
});
await build({
  ...common,
  entryPoints: { panel: "src/webview/main.ts" },
  platform: "browser",
  target: "chrome122",
  format: "iife",
});
if (process.argv.includes("--tests")) {
  const tests = (await readdir("test/unit")).filter((name) => name.endsWith(".test.ts"));
  await build({
    ...common,
    outdir: "dist/test",
    entryPoints: tests.map((name) => `test/unit/${name}`),
    platform: "node",
    format: "esm",
    outExtension: { ".js": ".mjs" },
  });
}
