// Makes the .vsix: `npm run package`, or `npm run package -- --target linux-x64` for one that needs nothing but Python.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

const target = process.argv.slice(2);
const windows = process.platform === "win32";
const python = process.env.PYTHON ?? (windows ? "python" : "python3");

function run(command, ...args) {
  execFileSync(command, args, { stdio: "inherit", shell: windows });
}

run(process.execPath, "build.mjs", "--production");
run(python, "bundle.py", ...target);
const file = `seqlint${target.length ? `-${target.at(-1)}` : ""}.vsix`;
run(
  "npx",
  "vsce",
  "package",
  "--no-dependencies",
  "--allow-missing-repository",
  "--no-rewrite-relative-links",
  "--out",
  file,
  ...target,
);
if (!existsSync(file)) {
  throw new Error(`${file} was not made`);
}
