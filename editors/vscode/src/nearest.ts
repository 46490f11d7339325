/** Which of a text's models is meant where the cursor is in none of them. */

import type { Place, Range } from "./model.js";

/** The start of the last model above a line, else of the first one below it; undefined where there is no model. */
export function nearest(models: readonly Range[], line: number): Place | undefined {
  const starts = models.map(({ start }) => start).sort((one, other) => one.line - other.line);
  return starts.findLast((start) => start.line <= line) ?? starts[0];
}
