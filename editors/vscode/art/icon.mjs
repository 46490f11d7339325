// Makes media/icon.png from art/icon.svg: `SEQLINT_EDITOR=… node art/icon.mjs`.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EXTENSION, launch } from "../test/editor/editor.mjs";

const browser = await launch();
const page = await browser.newPage({ viewport: { width: 128, height: 128 } });
await page.setContent(`<body style="margin: 0">${readFileSync(join(EXTENSION, "art/icon.svg"), "utf-8")}`);
await page.screenshot({ path: join(EXTENSION, "media/icon.png"), omitBackground: true });
await browser.close();
