/** The model at the cursor, as `seqlint.model` answers it. */

export type Severity = "error" | "warning" | "info" | "hint";

export interface Place {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Place;
  readonly end: Place;
}

export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly uri: string;
  readonly range: Range | null;
}

export interface Layer {
  readonly name: string;
  readonly kind: string;
  /** The class with what its author gave it: `Dense(64, relu)`. */
  readonly title: string;
  readonly uri: string;
  readonly range: Range | null;
  /** Shapes as Python writes them, here and below; empty where they are not known. */
  readonly input: string;
  readonly output: string;
  readonly dtype: string;
  /** null where the number is not known. */
  readonly parameters: number | null;
  /** Why something is not known; empty where all is. */
  readonly reason: string;
  readonly findings: readonly Finding[];
}

export interface Parameters {
  readonly trainable: number | null;
  readonly nonTrainable: number | null;
  readonly bytes: number | null;
}

export interface Model {
  readonly name: string;
  readonly kind: string;
  readonly uri: string;
  readonly version: number | null;
  /** Whether it is that of the last text that could be read. */
  readonly stale: boolean;
  readonly input: string;
  readonly output: string;
  readonly reason: string;
  readonly parameters: Parameters;
  readonly layers: readonly Layer[];
  /** What is about the model and stands in none of its layers. */
  readonly findings: readonly Finding[];
  /** The index of the layer under the cursor. */
  readonly selected: number | null;
}

type Fields = Record<string, unknown>;

/** Read an answer of the server; null where there is no model, or what came cannot be read. */
export function readModel(answer: unknown): Model | null {
  if (!isFields(answer) || !Array.isArray(answer.layers)) {
    return null;
  }
  const uri = words(answer.uri);
  const counts = isFields(answer.parameters) ? answer.parameters : {};
  return {
    name: words(answer.name),
    kind: words(answer.kind) || "Sequential",
    uri,
    version: number(answer.version),
    stale: answer.stale === true,
    input: words(answer.input),
    output: words(answer.output),
    reason: words(answer.reason),
    parameters: {
      trainable: number(counts.trainable),
      nonTrainable: number(counts.nonTrainable),
      bytes: number(counts.bytes),
    },
    layers: answer.layers.filter(isFields).map((layer) => readLayer(layer, uri)),
    findings: readFindings(answer.findings, uri),
    selected: number(answer.selected),
  };
}

function readLayer(layer: Fields, home: string): Layer {
  const uri = words(layer.uri) || home;
  return {
    name: words(layer.name),
    kind: words(layer.kind),
    title: words(layer.title) || words(layer.kind),
    uri,
    range: readRange(layer.range),
    input: words(layer.input),
    output: words(layer.output),
    dtype: words(layer.dtype),
    parameters: number(layer.parameters),
    reason: words(layer.reason),
    findings: readFindings(layer.findings, uri),
  };
}

function readFindings(value: unknown, home: string): Finding[] {
  const found = Array.isArray(value) ? value.filter(isFields) : [];
  return found.map((finding) => ({
    code: words(finding.code),
    severity: severity(finding.severity),
    message: words(finding.message),
    uri: words(finding.uri) || home,
    range: readRange(finding.range),
  }));
}

function readRange(value: unknown): Range | null {
  if (!isFields(value)) {
    return null;
  }
  const start = readPlace(value.start);
  const end = readPlace(value.end);
  return start && end ? { start, end } : null;
}

function readPlace(value: unknown): Place | null {
  if (!isFields(value)) {
    return null;
  }
  const line = number(value.line);
  const character = number(value.character);
  return line === null || character === null ? null : { line, character };
}

function severity(value: unknown): Severity {
  return value === "error" || value === "info" || value === "hint" ? value : "warning";
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function words(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function number(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
