/** Runs in the side panel's page: draws what it is sent, and says what was chosen. */

import type { Element } from "../panel/drawing.js";
import type { FromPage, ToPage } from "../panel/messages.js";
import { step } from "./keys.js";

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

const editor = acquireVsCodeApi();
const drawing = document.getElementById("drawing") as HTMLElement;
const spoken = document.getElementById("spoken") as HTMLElement;

window.addEventListener("message", (event: MessageEvent<ToPage>) => {
  if (event.data.type === "draw") {
    draw(event.data.drawing.root);
    if (spoken.textContent !== event.data.drawing.spoken) {
      spoken.textContent = event.data.drawing.spoken;
    }
  }
});

/** Only the first button can be reached with Tab; the arrow keys lead on from there. */
function draw(root: Element): void {
  const focused = buttons().indexOf(document.activeElement as HTMLButtonElement);
  drawing.replaceChildren(made(root));
  const all = buttons();
  const here = all.findIndex((button) => button.getAttribute("aria-current") === "true");
  rove(focused >= 0 && focused < all.length ? focused : Math.max(0, here));
  if (focused >= 0) {
    all[Math.min(focused, all.length - 1)]?.focus({ preventScroll: true });
  } else {
    all[here]?.scrollIntoView({ block: "nearest" });
  }
}

function made(element: Element): HTMLElement {
  const found = document.createElement(element.tag);
  if (element.class) {
    found.className = element.class;
  }
  for (const [name, value] of Object.entries(element.attributes ?? {})) {
    found.setAttribute(name, value);
  }
  const place = element.jump;
  if (place !== undefined) {
    found.addEventListener("click", () => editor.postMessage({ type: "jump", place }));
  }
  found.append(...element.children.map((child) => (typeof child === "string" ? child : made(child))));
  return found;
}

function buttons(): HTMLButtonElement[] {
  return [...drawing.querySelectorAll("button")];
}

function rove(to: number): void {
  for (const [index, button] of buttons().entries()) {
    button.tabIndex = index === to ? 0 : -1;
  }
}

drawing.addEventListener("keydown", (event) => {
  const all = buttons();
  const from = all.indexOf(document.activeElement as HTMLButtonElement);
  const to = step(event.key, from, all.length);
  if (to !== undefined) {
    event.preventDefault();
    rove(to);
    all[to]?.focus();
  }
});

drawing.addEventListener("focusin", (event) => rove(buttons().indexOf(event.target as HTMLButtonElement)));

editor.postMessage({ type: "ready" });
