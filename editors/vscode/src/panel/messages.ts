/** What the panel's page and the extension say to each other. */

import type { Drawing } from "./drawing.js";

/** To the page. */
export type ToPage = { readonly type: "draw"; readonly drawing: Pick<Drawing, "root" | "spoken"> };

/** From the page: it can draw now, or a place was chosen, by its index in the drawing that was sent last. */
export type FromPage = { readonly type: "ready" } | { readonly type: "jump"; readonly place: number };
