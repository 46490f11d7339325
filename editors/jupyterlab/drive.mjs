// Uses seqlint in JupyterLab as a person does, and takes pictures into out/:
// `SEQLINT_EDITOR=… JUPYTER=…/bin/jupyter KERNEL=…/bin/python node editors/jupyterlab/drive.mjs`.
// SEQLINT_EDITOR is what editors/vscode/test/editor/install.sh filled; JUPYTER has jupyterlab, jupyterlab-lsp and seqlint;
// KERNEL is an interpreter with ipykernel, TensorFlow and seqlint.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort, launch, pause } from "../vscode/test/editor/editor.mjs";

const OUT = join(dirname(fileURLToPath(import.meta.url)), "out");
const LSP = [
  "from tensorflow import keras\n\n(x_train, y_train), _ = keras.datasets.fashion_mnist.load_data()\nx_train = x_train / 255.0",
  'model = keras.Sequential([\n    keras.Input((28, 28)),\n    keras.layers.Flatten(),\n    keras.layers.Dense(128, activation="relu"),\n    keras.layers.Dense(10, activation="softmax"),\n])',
  'model.compile("adam", loss="categorical_crossentropy")\nmodel.fit(x_train, y_train, epochs=3)',
];
const MAGIC = [
  "%load_ext seqlint",
  'import numpy as np\nfrom tensorflow import keras\n\nx = np.random.rand(200, 28, 28).astype("float32")\ny = np.random.randint(0, 10, 200)',
  'model = keras.Sequential([\n    keras.layers.Flatten(),\n    keras.layers.Dense(10, activation="softmax"),\n])\nmodel.compile("adam", loss="categorical_crossentropy")\nmodel.fit(x, y)',
  "%seqlint explain x",
  "%seqlint summary",
];

const folder = mkdtempSync(join(tmpdir(), "seqlint-jupyter-"));
const work = join(folder, "work");
const places = {
  JUPYTER_CONFIG_DIR: "config",
  JUPYTER_DATA_DIR: "data",
  JUPYTER_RUNTIME_DIR: "run",
  IPYTHONDIR: "ipython",
  JUPYTERLAB_SETTINGS_DIR: "settings",
  JUPYTERLAB_WORKSPACES_DIR: "workspaces",
};

function put(file, content) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), typeof content === "string" ? content : JSON.stringify(content));
}

function notebook(cells) {
  const made = cells.map((source, index) => ({
    cell_type: "code",
    id: `cell-${index}`,
    execution_count: null,
    metadata: {},
    outputs: [],
    source,
  }));
  const metadata = { kernelspec: { name: "lessons", display_name: "Lessons", language: "python" } };
  return { cells: made, metadata, nbformat: 4, nbformat_minor: 5 };
}

put("work/train.ipynb", notebook(LSP));
put("work/lesson/magic.ipynb", notebook(MAGIC));
// A file of the user with the name of a module that the server needs and the kernel does not.
put("work/msgspec.py", "raise SystemExit('imported')\n");
const argv = [process.env.KERNEL, "-m", "ipykernel_launcher", "-f", "{connection_file}"];
put("data/kernels/lessons/kernel.json", { argv, display_name: "Lessons", language: "python" });
put("settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings", {
  fetchNews: "false",
  checkForUpdates: false,
});

mkdirSync(OUT, { recursive: true });
const port = await freePort();
const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3", CUDA_VISIBLE_DEVICES: "" };
for (const [name, at] of Object.entries(places)) {
  env[name] = join(folder, at);
}
const server = spawn(
  process.env.JUPYTER,
  [
    ...["lab", "--no-browser", "--allow-root", "--ip", "127.0.0.1", "--port", String(port)],
    ...["--ServerApp.port_retries=0", "--IdentityProvider.token=", "--ServerApp.password="],
    ...[`--ServerApp.root_dir=${work}`, "--expose-app-in-browser"],
  ],
  { cwd: work, env, stdio: ["ignore", "ignore", "pipe"] },
);
let said = "";
server.stderr.on("data", (text) => {
  said += text;
});
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
let failed = false;

async function shot(name) {
  await pause(700);
  await page.screenshot({ path: join(OUT, `${name}.png`) });
  console.log(name);
}

async function word(line, text) {
  const found = page.locator(".cm-line", { hasText: line }).first();
  await found.click();
  return found.evaluate((element, text) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(text);
      if (at >= 0) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + text.length);
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      }
    }
    throw new Error(`there is no ${text}`);
  }, text);
}

async function card(line, text, said) {
  const { x, y } = await word(line, text);
  await page.mouse.move(x - 6, y, { steps: 4 });
  await pause(500);
  await page.keyboard.down("Control");
  await page.mouse.move(x, y, { steps: 4 });
  await page.waitForSelector(`.lsp-hover:has-text('${said}')`, { timeout: 15_000 });
  await page.keyboard.up("Control");
}

try {
  for (let tries = 0; tries < 300; tries++) {
    if ((await fetch(`http://127.0.0.1:${port}/api`).catch(() => undefined))?.ok) {
      break;
    }
    await pause(200);
  }
  await page.goto(`http://127.0.0.1:${port}/lab/tree/train.ipynb?reset`);
  await page.waitForSelector(".jp-Notebook .jp-CodeCell", { timeout: 60_000 });
  await page.waitForSelector("[class*=cm-lsp-diagnostic], .cm-lintRange", { timeout: 60_000 });
  await shot("findings");
  await card("Dense(128", "Dense", "layer 2 of 3");
  await shot("card");
  await page.keyboard.press("Escape");
  await page.goto(`http://127.0.0.1:${port}/lab/tree/lesson/magic.ipynb?reset`);
  await page.waitForSelector(".jp-Notebook .jp-CodeCell", { timeout: 60_000 });
  await page.waitForSelector(".jp-Notebook-ExecutionIndicator[data-status=idle]", { timeout: 60_000 });
  await page.locator(".cm-line").first().click();
  await page.locator(".jp-MenuBar-item, .lm-MenuBar-item", { hasText: "Run" }).click();
  await page.locator(".lm-Menu-item", { hasText: /^Run All Cells/ }).click();
  await page.waitForSelector(".jp-OutputArea-output:has-text('SEQ307')", { timeout: 90_000 });
  await page.waitForSelector(".jp-OutputArea-output:has-text('Error')", { timeout: 90_000 });
  await shot("magic");
  // The cell with the mistake ended the run; the others still answer.
  for (const line of ["%seqlint explain", "%seqlint summary"]) {
    await page.locator(".cm-line", { hasText: line }).click();
    await page.keyboard.press("Shift+Enter");
  }
  await page.waitForSelector(".jp-OutputArea-output:has-text('7,850')", { timeout: 60_000 });
  await shot("magic-summary");
} catch (error) {
  failed = true;
  console.error(error, said.split("\n").slice(-30).join("\n"));
  await page.screenshot({ path: join(OUT, "failure.png") });
} finally {
  await browser.close();
  server.kill("SIGINT");
  await pause(300);
  server.kill("SIGTERM");
  await new Promise((done) => (server.exitCode === null ? server.on("exit", done) : done()));
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
process.exit(failed ? 1 : 0);
