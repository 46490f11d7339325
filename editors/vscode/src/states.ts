/** What the server is doing, and how that is said in the status bar. */

export type State =
  | { readonly name: "off" }
  | { readonly name: "starting" }
  | { readonly name: "running"; readonly version: string; readonly place: string }
  | { readonly name: "missing"; readonly reasons: readonly string[] }
  | { readonly name: "failed"; readonly reason: string };

/** How a state looks. */
export interface Look {
  readonly text: string;
  readonly tooltip: string;
  readonly severity: "none" | "warning" | "error";
}

/** The look of a state. */
export function lookOf(state: State): Look {
  switch (state.name) {
    case "off":
      return { text: "$(circle-slash) seqlint", tooltip: "seqlint is turned off (seqlint.enable).", severity: "none" };
    case "starting":
      return { text: "$(sync~spin) seqlint", tooltip: "seqlint starts …", severity: "none" };
    case "running":
      return {
        text: "$(layers) seqlint",
        tooltip: `seqlint ${state.version} runs: ${state.place}.`,
        severity: "none",
      };
    case "missing":
      return {
        text: "$(warning) seqlint",
        tooltip: ["seqlint is not installed.", ...state.reasons].join("\n"),
        severity: "warning",
      };
    case "failed":
      return { text: "$(error) seqlint", tooltip: `seqlint does not run: ${state.reason}`, severity: "error" };
  }
}
