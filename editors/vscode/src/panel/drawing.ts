/** What the side panel shows of a model: a tree of plain elements, made without an editor or a browser. */

import type { Finding, Layer, Model, Range, Severity } from "../model.js";

/** An element of the page. `jump` is the index of the place in `Drawing.places` that a click leads to. */
export interface Element {
  readonly tag: string;
  readonly class?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly jump?: number;
  readonly children: readonly (Element | string)[];
}

export interface Target {
  readonly uri: string;
  readonly range: Range;
}

export interface Drawing {
  readonly root: Element;
  readonly places: readonly Target[];
  /** What a screen reader says when another model comes. */
  readonly spoken: string;
}

const UNKNOWN = "?";
const NAMES: Record<Severity, string> = { error: "Error", warning: "Warning", info: "Info", hint: "Hint" };
const SIGNS: Record<Severity, string> = { error: "✕", warning: "!", info: "i", hint: "…" };

/** Draw a model. */
export function draw(model: Model): Drawing {
  return new Pen(model).drawing();
}

/** Draw the lack of a model. */
export function drawNothing(reason: string): Drawing {
  return { root: node("p", "empty", [reason]), places: [], spoken: "" };
}

/** 50890 as `50,890`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Bytes as `198.8 KiB`. */
export function sized(bytes: number): string {
  let size = bytes;
  for (const unit of ["bytes", "KiB", "MiB", "GiB"]) {
    if (size < 1024) {
      return unit === "bytes" ? `${size} bytes` : `${size.toFixed(1)} ${unit}`;
    }
    size /= 1024;
  }
  return `${size.toFixed(1)} TiB`;
}

/** `1 layer`, `2 layers`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
}

class Pen {
  private readonly places: Target[] = [];
  private readonly most: number;

  constructor(private readonly model: Model) {
    this.most = Math.max(1, ...model.layers.map((layer) => layer.parameters ?? 0));
  }

  drawing(): Drawing {
    const { model } = this;
    const into = model.input || model.layers[0]?.input || "";
    const root = node("div", "model", [
      this.head(),
      node(
        "ol",
        "layers",
        [...(into ? [edge("in", into)] : []), ...model.layers.map((layer, index) => this.layer(layer, index))],
        { "aria-label": `Layers of ${model.name}` },
      ),
      ...this.findings(model.findings),
    ]);
    return { root, places: this.places, spoken: `${model.name}: ${this.summary()}` };
  }

  private head(): Element {
    const { model } = this;
    const { trainable, nonTrainable, bytes } = model.parameters;
    const facts: string[] = [];
    if (trainable !== null && nonTrainable !== null) {
      facts.push(counted(trainable + nonTrainable, "parameter"));
      if (nonTrainable > 0) {
        facts.push(`${grouped(trainable)} trained`);
      }
    }
    if (bytes !== null) {
      facts.push(sized(bytes));
    }
    const found = this.found();
    if (found) {
      facts.push(counted(found, "finding"));
    }
    return node("header", "head", [
      node("h2", "name", [model.name, " ", node("span", "quiet", [model.kind])]),
      ...(facts.length ? [node("p", "facts", [facts.join(" · ")])] : []),
      ...(model.stale ? [node("p", "reason", ["As of the last version of this text that could be read."])] : []),
      ...(model.reason && !model.layers.some((layer) => layer.reason) ? [node("p", "reason", [model.reason])] : []),
    ]);
  }

  private found(): number {
    return [...this.model.findings, ...this.model.layers.flatMap((layer) => layer.findings)].length;
  }

  private summary(): string {
    const { model } = this;
    const found = this.found();
    const { trainable, nonTrainable } = model.parameters;
    const size = trainable === null || nonTrainable === null ? [] : [counted(trainable + nonTrainable, "parameter")];
    return [counted(model.layers.length, "layer"), ...size, found ? counted(found, "finding") : "no findings"].join(
      ", ",
    );
  }

  private layer(layer: Layer, index: number): Element {
    const here = index === this.model.selected;
    const worst = worstOf(layer.findings);
    const share = (layer.parameters ?? 0) / this.most;
    const numbers = layer.parameters === null ? "" : layer.parameters ? counted(layer.parameters, "parameter") : "";
    const block = this.button(
      `layer ${family(layer.kind)}${worst ? ` ${worst}` : ""}`,
      layer,
      [
        node("span", "title", [layer.title]),
        ...(layer.name && layer.name !== layer.kind ? [node("span", "quiet", [layer.name])] : []),
        ...(numbers ? [node("span", "numbers", [numbers])] : []),
        ...(share > 0 ? [meter(share)] : []),
      ],
      {
        "data-layer": String(index),
        "aria-label": this.spokenLayer(layer, index),
        ...(here ? { "aria-current": "true" } : {}),
      },
    );
    return node("li", here ? "step here" : "step", [
      block,
      ...this.findings(layer.findings),
      ...(layer.reason && !layer.output ? [node("p", "reason", [layer.reason])] : []),
      flow(layer.output || UNKNOWN, layer.output ? layer.dtype : ""),
    ]);
  }

  private spokenLayer(layer: Layer, index: number): string {
    const words = [`Layer ${index + 1} of ${this.model.layers.length}: ${layer.title}`];
    words.push(layer.output ? `gives ${layer.output}` : "its shape is not known");
    if (layer.parameters) {
      words.push(counted(layer.parameters, "parameter"));
    }
    if (layer.findings.length) {
      words.push(counted(layer.findings.length, "finding"));
    }
    return words.join(", ");
  }

  private findings(found: readonly Finding[]): Element[] {
    if (!found.length) {
      return [];
    }
    const items = found.map((finding) =>
      node("li", "", [
        this.button(`finding ${finding.severity}`, finding, [
          node("span", "sign", [SIGNS[finding.severity]], { "aria-hidden": "true" }),
          node("span", "code", [`${NAMES[finding.severity]} ${finding.code}`]),
          node("span", "message", [finding.message], { title: finding.message }),
        ]),
      ]),
    );
    return [node("ul", "findings", items, { "aria-label": "Findings" })];
  }

  private button(
    name: string,
    target: { readonly uri: string; readonly range: Range | null },
    children: (Element | string)[],
    attributes: Record<string, string> = {},
  ): Element {
    if (target.range === null) {
      return node("div", name, children, attributes);
    }
    this.places.push({ uri: target.uri, range: target.range });
    return { ...node("button", name, children, { type: "button", ...attributes }), jump: this.places.length - 1 };
  }
}

function node(
  tag: string,
  name: string,
  children: readonly (Element | string)[],
  attributes: Readonly<Record<string, string>> = {},
): Element {
  return { tag, ...(name ? { class: name } : {}), attributes, children };
}

function edge(way: string, shape: string): Element {
  return node("li", `edge ${way}`, [node("span", "quiet", [way]), " ", node("code", "shape", [shape])]);
}

function flow(shape: string, dtype: string): Element {
  const type = dtype ? [" ", node("span", "quiet", [dtype])] : [];
  return node("div", "flow", [
    node("span", "arrow", ["↓"], { "aria-hidden": "true" }),
    node("code", "shape", [shape]),
    ...type,
  ]);
}

/** How large a layer is beside the largest one, in tenths; a page without inline styles can only name it. */
function meter(share: number): Element {
  const tenths = Math.round(share * 10);
  return node("span", `meter tenths-${tenths}`, [], { "aria-hidden": "true" });
}

function worstOf(found: readonly Finding[]): Severity | undefined {
  const order: Severity[] = ["error", "warning", "info", "hint"];
  return order.find((severity) => found.some((finding) => finding.severity === severity));
}

/** Layers of one family have one colour; the class's name says which family it is. */
export function family(kind: string): string {
  const families: [string, RegExp][] = [
    ["convolution", /Conv/],
    ["pooling", /Pool/],
    ["recurrent", /LSTM|GRU|RNN|Bidirectional|TimeDistributed/],
    ["regular", /Dropout|Normalization|Noise|Regularization/],
    ["reshaping", /Flatten|Reshape|Permute|RepeatVector|Cropping|Padding|UpSampling|Input/],
    ["dense", /Dense|Embedding|Einsum/],
  ];
  return families.find(([, pattern]) => pattern.test(kind))?.[0] ?? "other";
}
