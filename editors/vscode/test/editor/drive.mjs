// Uses the extension as a person does, from the .vsix, with mouse and keys, and takes pictures into out/:
// (with --pictures, those of the README and the walkthrough into media/ too):
// `SEQLINT_EDITOR=… PYTHON=… node test/editor/drive.mjs [light|dark|contrast|program|panel|pages|notebook|walkthrough …]`.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Editor, EXTENSION, pause } from "./editor.mjs";

const THEMES = { light: "Default Light Modern", dark: "Default Dark Modern", contrast: "Default High Contrast" };
const OUT = join(EXTENSION, "out");
const PICTURES = process.argv.includes("--pictures");
const VSIX = join(EXTENSION, process.env.VSIX ?? "seqlint.vsix");

/** The page of the workbench, in the words of a user. */
class Person {
  constructor(page, theme) {
    this.page = page;
    this.theme = theme;
  }

  async shot(name, options = {}) {
    await pause(500);
    await this.page.screenshot({ path: join(OUT, `${this.theme}-${name}.png`), ...options });
    console.log(`${this.theme}: ${name}`);
  }

  /** A part of the window for the README or the walkthrough. */
  async picture(name, theme, [x, y, width, height]) {
    if (PICTURES && this.theme === theme) {
      await pause(500);
      await this.page.screenshot({ path: join(EXTENSION, `media/${name}.png`), clip: { x, y, width, height } });
    }
  }

  async sees(selector, timeout = 60_000) {
    await this.page.waitForSelector(selector, { timeout });
  }

  async open(name) {
    await this.page.keyboard.press("Control+p");
    await this.sees(".quick-input-widget .quick-input-box input");
    await this.page.keyboard.type(name);
    await this.sees(`.quick-input-list .monaco-list-row:has-text('${name}')`);
    await this.page.keyboard.press("Enter");
    await this.sees(`.tab.active:has-text('${name}')`);
  }

  async command(title) {
    await this.page.keyboard.press("F1");
    await this.sees(".quick-input-widget .quick-input-box input");
    await this.page.keyboard.type(title);
    await this.sees(`.quick-input-list .monaco-list-row:has-text('${title}')`);
    await this.page.keyboard.press("Enter");
  }

  /** The box of a word in the text. */
  async word(line, word, inside = ".editor-instance") {
    const found = this.page.locator(`${inside} .view-line`, { hasText: line }).first();
    return found.evaluate((element, word) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(word);
        if (at >= 0) {
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + word.length);
          const { x, y, width, height } = range.getBoundingClientRect();
          return { x: x + width / 2, y: y + height / 2 };
        }
      }
      throw new Error(`there is no ${word}`);
    }, word);
  }

  async hover(line, word, inside) {
    const { x, y } = await this.word(line, word, inside);
    await this.page.mouse.move(x - 6, y, { steps: 3 });
    await this.page.mouse.move(x, y, { steps: 3 });
    await this.sees(".monaco-hover:visible");
  }

  async click(line, word, inside) {
    const { x, y } = await this.word(line, word, inside);
    await this.page.mouse.click(x, y);
  }

  /** The page of the side panel. */
  async panel() {
    for (let tries = 0; tries < 300; tries++) {
      for (const frame of this.page.frames()) {
        if (await frame.$("#drawing").catch(() => null)) {
          return frame;
        }
      }
      await pause(100);
    }
    throw new Error("the side panel did not come");
  }
}

const PARTS = { program, typing, panel, pages, notebook, walkthrough, missing };
// An interpreter without seqlint, for the part that installs it.
const BARE = process.env.BARE_PYTHON;

async function program(person) {
  const { page } = person;
  await person.open("digits.py");
  await person.sees(".squiggly-error");
  await person.sees(".codelens-decoration:has-text('50,890')");
  await person.shot("editor");

  await person.hover("Dense(64", "Dense");
  await person.sees(".monaco-hover:visible:has-text('50,240')");
  await person.shot("hover");
  await person.picture("hover", "light", [352, 86, 836, 390]);
  await page.keyboard.press("Escape");

  await person.click("loss=", "categorical");
  await page.keyboard.press("Control+.");
  await person.sees(".action-widget:has-text('sparse_categorical_crossentropy')");
  await person.shot("light-bulb");
  await person.picture("fix", "light", [352, 86, 836, 320]);
  await page.keyboard.press("Enter");
  await person.sees(".view-line:has-text('sparse_categorical_crossentropy')");
  await page.waitForSelector(".squiggly-error", { state: "detached" });
  await person.shot("mended");
  await page.keyboard.press("Control+z");
  await person.sees(".squiggly-error");

  await page.keyboard.press("Control+Shift+m");
  await person.sees(".markers-panel .monaco-list-row:has-text('SEQ307')");
  await person.shot("problems");
  await page.keyboard.press("Control+Shift+m");

  await person.command("seqlint: Show Model in the Side Panel");
  const panel = await person.panel();
  await person.click("Dense(10", "Dense");
  await panel.waitForSelector(".here .layer:has-text('Dense(10')");
  await person.picture("model", "light", [4, 31, 1000, 430]);
}

async function typing(person) {
  const { page } = person;
  await person.open("digits.py");
  await person.sees(".codelens-decoration:has-text('50,890')");
  await person.click("Dense(64", "Dense");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("tf.keras.layers.Dro");
  await person.sees(".suggest-widget .monaco-list-row:has-text('Dropout')");
  await person.shot("typing-layer");
  await page.keyboard.press("Tab");
  await page.keyboard.type("(");
  await person.sees(".parameter-hints-widget:has-text('rate')");
  await person.shot("typing-argument");
  await page.keyboard.press("Escape");
  await person.command("File: Revert File");
}

async function panel(person) {
  const { page } = person;
  await person.open("pictures.py");
  await person.sees(".codelens-decoration:has-text('parameters')");
  await person.command("seqlint: Show Model in the Side Panel");
  const panel = await person.panel();
  await panel.waitForSelector(".layer:has-text('Conv2D(64')");
  await person.click("Dense(128", "Dense");
  await panel.waitForSelector(".here .layer:has-text('Dense(128')");
  await person.shot("panel");
  // What a screen reader is given.
  const heard = await panel.locator("body").ariaSnapshot();
  for (const words of ['heading "model Sequential"', 'button "Layer 1 of 9: Conv2D(32, (3, 3), relu), gives']) {
    assert.ok(heard.includes(words), heard);
  }
  // With keys alone: the first layer, then the next one, then its line.
  await panel.focus(".layer[aria-current=true]");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await person.shot("panel-keys");
  await page.keyboard.press("Enter");
  await panel.waitForSelector(".here .layer:has-text('BatchNormalization')");
  await panel.click(".finding:has-text('SEQ303')");
  await pause(500);
  await person.shot("panel-finding");
  await person.picture("panel", "dark", [0, 30, 1200, 740]);
}

async function pages(person) {
  await person.open("pictures.py");
  await person.sees(".squiggly-warning");
  await person.command("seqlint: Show Model Picture");
  await person.sees(".tab:has-text('Model')");
  await pause(1500);
  await person.shot("picture");
  await person.command("seqlint: Explain Model at Cursor");
  await person.sees(".tab:has-text('model.md')");
  await pause(2000);
  await person.shot("explain");
  await person.command("seqlint: Show Model Summary");
  await person.sees(".view-line:has-text('Total')");
  await person.shot("summary");
}

async function notebook(person) {
  const { page } = person;
  await person.open("train.ipynb");
  await person.sees(".notebookOverlay .view-line:has-text('Conv2D')");
  await person.sees(".notebookOverlay .squiggly-error");
  await person.command("seqlint: Show Model in the Side Panel");
  const panel = await person.panel();
  await person.click("Dense(10", "Dense", ".notebookOverlay");
  await panel.waitForSelector(".here .layer:has-text('Dense(10')");
  await person.hover("Conv2D(16", "Conv2D", ".notebookOverlay");
  await person.shot("notebook");
  await page.keyboard.press("Escape");
  await panel.click(".layer:has-text('Flatten')");
  await panel.waitForSelector(".here .layer:has-text('Flatten')");
  await person.shot("notebook-jump");
}

async function walkthrough(person) {
  const { page } = person;
  await person.command("seqlint: Open the Walkthrough");
  await person.sees(".gettingStartedContainer:has-text('Your first')");
  await person.shot("walkthrough");
  await page.locator(".getting-started-step", { hasText: "Open the first program" }).click();
  await page.getByRole("button", { name: "Open the Example", exact: true }).click();
  await person.sees(".squiggly-error");
  await person.sees(".getting-started-step:has-text('Start seqlint') .codicon-getting-started-step-checked");
  await page.locator(".getting-started-step", { hasText: "Mend the mistake" }).click();
  await pause(1000);
  await person.shot("walkthrough-example");
}

/** seqlint is nowhere: the message, where to install it, and that it runs afterwards. */
async function missing(person) {
  const { page } = person;
  await person.open("digits.py");
  await person.sees(".notification-toast:has-text('seqlint cannot start')");
  await person.shot("missing");
  await page.getByRole("button", { name: "Install seqlint" }).click();
  await person.sees(".quick-input-list .monaco-list-row:has-text('of its own')");
  await person.shot("missing-where");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "of its own" }).click();
  await person.sees(".squiggly-error", 180_000);
  await page.locator(".statusbar-item", { hasText: "seqlint" }).click();
  await person.sees(".quick-input-list .monaco-list-row:has-text('Restart')");
  await person.shot("missing-installed");
  await page.keyboard.press("Escape");
}

mkdirSync(OUT, { recursive: true });
const chosen = (names, otherwise) => {
  const found = process.argv.slice(2).filter((name) => names.includes(name));
  return found.length ? found : otherwise;
};
const themes = chosen(Object.keys(THEMES), ["light", "dark"]);
const parts = chosen(Object.keys(PARTS), Object.keys(PARTS));
const rounds = [parts.filter((part) => part !== "missing"), parts.includes("missing") && BARE ? ["missing"] : []];
let failed = false;
for (const [theme, round] of themes.flatMap((theme) => rounds.map((round) => [theme, round]))) {
  if (!round.length) {
    continue;
  }
  const interpreter = round.includes("missing") ? { "seqlint.interpreter": BARE } : {};
  const editor = new Editor({ "workbench.colorTheme": THEMES[theme], ...interpreter });
  let page;
  try {
    editor.install(VSIX);
    await editor.start();
    page = await editor.browser();
    const person = new Person(page, theme);
    await page.goto(editor.address());
    await person.sees(".monaco-workbench .explorer-viewlet .monaco-list-row", 90_000);
    for (const part of round) {
      await PARTS[part](person);
      await person.command("View: Close All Editors");
    }
  } catch (error) {
    failed = true;
    console.error(error);
    await page?.screenshot({ path: join(OUT, `${theme}-failure.png`) });
  } finally {
    await editor.stop();
  }
}
process.exit(failed ? 1 : 0);
