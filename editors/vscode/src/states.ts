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
        tooltip: ["seqlint cannot start.", ...state.reasons].join("\n"),
        severity: "warning",
      };
    case "failed":
      return { text: "$(error) seqlint", tooltip: `seqlint does not run: ${state.reason}`, severity: "error" };
  }
}

/** What is said when nothing can run the server: the first place that was looked at, and why it will not do. */
export function missingMessage(reasons: readonly string[]): string {
  const first = reasons[0] ? ` ${reasons[0]}.` : " No Python was found.";
  return `seqlint cannot start.${first} Without it nothing is explained and no mistake is found.`;
}
