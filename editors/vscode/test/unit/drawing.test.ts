import assert from "node:assert/strict";
import { test } from "node:test";
import { type Layer, type Model, readModel } from "../../src/model.js";
import { counted, draw, drawNothing, type Element, family, grouped, sized } from "../../src/panel/drawing.js";

const range = (line: number) => ({ start: { line, character: 4 }, end: { line, character: 20 } });
const ANSWER = {
  name: "model",
  kind: "Sequential",
  uri: "file:///digits.py",
  version: 3,
  generation: 7,
  input: "(None, 784)",
  output: "(None, 10)",
  parameters: { trainable: 50890, nonTrainable: 0, bytes: 203560 },
  layers: [
    {
      name: "dense",
      kind: "Dense",
      title: "Dense(64, relu)",
      range: range(5),
      input: "(None, 784)",
      output: "(None, 64)",
      dtype: "float32",
      parameters: 50240,
      findings: [],
    },
    {
      name: "dense_1",
      kind: "Dense",
      title: "Dense(10, softmax)",
      range: range(6),
      output: "(None, 10)",
      dtype: "float32",
      parameters: 650,
      findings: [{ code: "SEQ303", severity: "warning", message: "no <b>", range: range(6) }],
    },
  ],
  findings: [{ code: "SEQ307", severity: "error", message: "labels", range: range(9) }],
  selected: 1,
};

function model(change: Partial<Model> = {}): Model {
  const found = readModel(ANSWER);
  assert.ok(found);
  return { ...found, ...change };
}

function layer(change: Partial<Layer>): Model {
  const base = model();
  return { ...base, layers: base.layers.map((one) => ({ ...one, ...change })) };
}

function all(element: Element): Element[] {
  return [element, ...element.children.flatMap((child) => (typeof child === "string" ? [] : all(child)))];
}

function words(element: Element): string {
  return element.children.map((child) => (typeof child === "string" ? child : words(child))).join("");
}

const named = (root: Element, name: string) => all(root).filter((one) => one.class?.split(" ").includes(name));

test("an answer of the server is read", () => {
  const found = model();
  assert.equal(found.layers.length, 2);
  assert.equal(found.layers[1]?.findings[0]?.uri, "file:///digits.py");
  assert.deepEqual(found.findings[0]?.range?.start, { line: 9, character: 4 });
});

test("what is no model is none", () => {
  for (const answer of [null, undefined, 3, "model", [], {}, { layers: 1 }]) {
    assert.equal(readModel(answer), null);
  }
});

test("unknown things stay unknown", () => {
  const found = readModel({ layers: [{ kind: "Dense", output: null, parameters: null, findings: null }, 7] });
  assert.ok(found);
  assert.deepEqual([found.layers.length, found.layers[0]?.parameters, found.layers[0]?.output], [1, null, ""]);
  assert.deepEqual([found.parameters.bytes, found.selected], [null, null]);
  const { root } = draw(found);
  assert.deepEqual(named(root, "flow").map(words), ["↓?"]);
});

test("layers stand in their order, with shapes between them", () => {
  const { root } = draw(model());
  assert.deepEqual(named(root, "title").map(words), ["Dense(64, relu)", "Dense(10, softmax)"]);
  assert.deepEqual(named(root, "shape").map(words), ["(None, 784)", "(None, 64)", "(None, 10)"]);
  assert.deepEqual(named(root, "numbers").map(words), ["50,240 parameters", "650 parameters"]);
  assert.equal(words(named(root, "facts")[0] as Element), "50,890 parameters · 198.8 KiB · 2 findings");
});

test("the layer under the cursor is marked, for eyes and for ears", () => {
  const { root } = draw(model());
  assert.deepEqual(
    named(root, "here").map((one) => words(named(one, "title")[0] as Element)),
    ["Dense(10, softmax)"],
  );
  const [current, ...more] = all(root).filter((one) => one.attributes?.["aria-current"] === "true");
  assert.equal(more.length, 0);
  assert.equal(
    current?.attributes?.["aria-label"],
    "Layer 2 of 2: Dense(10, softmax), gives (None, 10), 650 parameters, 1 finding",
  );
});

test("layers and findings lead to their places", () => {
  const drawing = draw(model());
  const jumps = all(drawing.root).filter((one) => one.jump !== undefined);
  assert.deepEqual(
    jumps.map((one) => [one.tag, drawing.places[one.jump ?? -1]?.range.start.line]),
    [
      ["button", 5],
      ["button", 6],
      ["button", 6],
      ["button", 9],
    ],
  );
});

test("what has no place any more leads nowhere", () => {
  const { root } = draw(layer({ range: null }));
  assert.deepEqual(
    named(root, "layer").map((one) => [one.tag, one.jump]),
    [
      ["div", undefined],
      ["div", undefined],
    ],
  );
});

test("a finding is told by word, sign and class, not by colour alone", () => {
  const [inLayer, about] = named(draw(model()).root, "finding");
  assert.equal(words(about as Element), "✕Error SEQ307labels");
  assert.equal(words(inLayer as Element), "!Warning SEQ303no <b>");
  assert.ok(named(draw(model()).root, "warning").some((one) => one.class?.includes("layer")));
});

test("a new model is announced", () => {
  assert.equal(draw(model()).spoken, "model: 2 layers, 50,890 parameters, 2 findings");
  assert.equal(drawNothing("nothing").spoken, "");
});

test("the reason is given once", () => {
  assert.equal(named(draw(model({ reason: "why" })).root, "reason").length, 1);
  const both = { ...layer({ reason: "here", output: "" }), reason: "Dense: here" };
  assert.deepEqual(named(draw(both).root, "reason").map(words), ["here", "here"]);
});

test("a picture of an older text says so", () => {
  assert.match(words(draw(model({ stale: true })).root), /last version of this text that could be read/);
});

test("the largest layer has the longest bar", () => {
  const bars = named(draw(model()).root, "meter").map((one) => one.class);
  assert.deepEqual(bars, ["meter tenths-10", "meter tenths-0"]);
});

test("numbers are written for readers", () => {
  assert.deepEqual([0, 999, 1000, 1234567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
  assert.deepEqual([12, 203560, 1.5 * 1024 ** 2, 5 * 1024 ** 4].map(sized), [
    "12 bytes",
    "198.8 KiB",
    "1.5 MiB",
    "5.0 TiB",
  ]);
  assert.deepEqual([counted(1, "layer"), counted(2, "layer")], ["1 layer", "2 layers"]);
});

test("layers of a kind share a colour", () => {
  const kinds = ["Conv2DTranspose", "GlobalAveragePooling2D", "LSTM", "Dropout", "Flatten", "Embedding", "Mine"];
  assert.deepEqual(kinds.map(family), [
    "convolution",
    "pooling",
    "recurrent",
    "regular",
    "reshaping",
    "dense",
    "other",
  ]);
});
