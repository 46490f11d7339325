// Runs inside the extension host; `run` is what the workbench calls.

const assert = require("node:assert/strict");
const { writeFileSync } = require("node:fs");
const vscode = require("vscode");

const ID = "seqlint.seqlint";
const { executeCommand } = vscode.commands;
const tests = [];
const test = (name, body) => tests.push([name, body]);
const root = () => vscode.workspace.workspaceFolders[0].uri;
const file = (name) => vscode.Uri.joinPath(root(), name);

async function until(what, patience = 30_000) {
  const end = Date.now() + patience;
  for (;;) {
    const found = await what();
    if (found) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error(`waited in vain for ${what}`);
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}

async function open(name) {
  const document = await vscode.workspace.openTextDocument(file(name));
  return vscode.window.showTextDocument(document);
}

/** Let a text be again what it was. */
async function restore(document, text) {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
  await until(() => codes(document.uri).includes("SEQ307"));
}

const codes = (uri) => vscode.languages.getDiagnostics(uri).map(({ code }) => code.value ?? code);

test("a Python file starts the extension and its server", async () => {
  await open("digits.py");
  await until(() => vscode.extensions.getExtension(ID)?.isActive);
  await until(() => codes(file("digits.py")).includes("SEQ307"));
});

test("findings arrive once", async () => {
  const found = codes(file("digits.py")).filter((code) => code === "SEQ307");
  assert.equal(found.length, 1);
});

test("a hover explains a layer", async () => {
  const [hover] = await executeCommand("vscode.executeHoverProvider", file("digits.py"), new vscode.Position(5, 24));
  assert.match(hover.contents[0].value, /50,240/);
});

test("hints show shapes, and settings turn them off", async () => {
  const range = new vscode.Range(0, 0, 20, 0);
  const hints = () => executeCommand("vscode.executeInlayHintProvider", file("digits.py"), range);
  const words = ({ label }) => (typeof label === "string" ? label : label.map(({ value }) => value).join(""));
  const shape = (all) => all.some((hint) => words(hint).includes("(None, 64)"));
  assert.ok(shape(await hints()));
  const settings = vscode.workspace.getConfiguration("seqlint");
  await settings.update("hints.layer", false, vscode.ConfigurationTarget.Global);
  await until(async () => !shape(await hints()));
  await settings.update("hints.layer", undefined, vscode.ConfigurationTarget.Global);
  await until(async () => shape(await hints()));
});

test("the line above a model leads to the side panel", async () => {
  const [lens] = await executeCommand("vscode.executeCodeLensProvider", file("digits.py"));
  assert.match(lens.command.title, /50,890/);
  assert.equal(lens.command.command, "seqlint.showModel");
  await executeCommand(lens.command.command, ...lens.command.arguments);
});

test("the light bulb mends the loss", async () => {
  const editor = await open("digits.py");
  const before = editor.document.getText();
  const place = new vscode.Range(9, 45, 9, 45);
  const actions = await executeCommand("vscode.executeCodeActionProvider", file("digits.py"), place);
  const fix = actions.find(({ title }) => title.includes("sparse_categorical_crossentropy"));
  assert.ok(fix.isPreferred);
  await vscode.workspace.applyEdit(fix.edit);
  await until(() => !codes(file("digits.py")).includes("SEQ307"));
  assert.match(editor.document.lineAt(9).text, /sparse_categorical_crossentropy/);
  await restore(editor.document, before);
});

test("all that is safe is mended at once", async () => {
  const editor = await open("digits.py");
  const before = editor.document.getText();
  await executeCommand("seqlint.fixAll");
  await until(() => editor.document.getText().includes("sparse_categorical_crossentropy"));
  await restore(editor.document, before);
});

test("the model's summary opens beside the program", async () => {
  const editor = await open("digits.py");
  editor.selection = new vscode.Selection(5, 10, 5, 10);
  await executeCommand("seqlint.showSummary");
  const shown = await until(() =>
    vscode.window.visibleTextEditors.find((one) => one.document.uri.scheme === "seqlint"),
  );
  assert.match(shown.document.getText(), /Total params: 50,890/);
});

test("the walk through the model opens as a page", async () => {
  const editor = await open("digits.py");
  editor.selection = new vscode.Selection(5, 10, 5, 10);
  await executeCommand("seqlint.explainModel");
  const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
  await until(() => tabs().some((label) => label.includes("model.md")));
  await executeCommand("seqlint.showPicture");
  await until(() => tabs().includes("Model"));
});

test("the server can be asked what the panel draws", async () => {
  const place = { line: 6, character: 10 };
  const uri = file("digits.py").toString();
  const model = await executeCommand("seqlint.model", { textDocument: { uri }, position: place });
  assert.equal(model.name, "model");
  assert.deepEqual(
    model.layers.map(({ title, output }) => `${title} ${output}`),
    ["Dense(64, relu) (None, 64)", "Dense(10, softmax) (None, 10)"],
  );
  assert.equal(model.selected, 1);
});

test("a cell of a notebook has findings and cards", async () => {
  const book = await vscode.workspace.openNotebookDocument(file("train.ipynb"));
  await vscode.window.showNotebookDocument(book);
  const cell = book.cellAt(2).document;
  await until(() => codes(cell.uri).length);
  const [hover] = await executeCommand("vscode.executeHoverProvider", cell.uri, new vscode.Position(2, 20));
  assert.match(hover.contents[0].value, /Conv2D/);
});

test("a new start brings the findings back", async () => {
  await open("digits.py");
  await executeCommand("seqlint.restart");
  await until(() => codes(file("digits.py")).filter((code) => code === "SEQ307").length === 1);
});

test("it can be turned off and on", async () => {
  const settings = vscode.workspace.getConfiguration("seqlint");
  await settings.update("enable", false, vscode.ConfigurationTarget.Global);
  await until(() => !codes(file("digits.py")).length);
  await settings.update("enable", undefined, vscode.ConfigurationTarget.Global);
  await until(() => codes(file("digits.py")).includes("SEQ307"));
});

test("the example opens without a file", async () => {
  await executeCommand("seqlint.openExample");
  const shown = await until(() => vscode.window.visibleTextEditors.find((one) => one.document.isUntitled));
  await until(() => codes(shown.document.uri).includes("SEQ307"));
});

const state = () => vscode.extensions.getExtension(ID).exports.state();

test("the interpreter of the settings comes first", () => {
  assert.equal(state().name, "running");
  assert.match(state().place, /from the settings/);
});

test("without it, the interpreter that is selected counts; where it has no seqlint, the user is told", async () => {
  const settings = vscode.workspace.getConfiguration("seqlint");
  await settings.update("interpreter", undefined, vscode.ConfigurationTarget.Global);
  await until(() => state().name === "missing");
  assert.match(state().reasons[0], /bare.bin.python \(the selected interpreter\): seqlint is not installed there/);
  assert.deepEqual(codes(file("digits.py")), []);
});

test("another one is selected: the server starts there", async () => {
  await executeCommand("python.setInterpreter", process.env.SEQLINT_PYTHON);
  await until(() => state().name === "running");
  assert.match(state().place, /the selected interpreter/);
  await until(() => codes(file("digits.py")).includes("SEQ307"));
});

test("a file of the user that is named like a module of Python is not imported", async () => {
  const written = vscode.Uri.joinPath(root(), "types.py");
  await vscode.workspace.fs.writeFile(written, Buffer.from("raise SystemExit('imported')\n"));
  await executeCommand("seqlint.restart");
  await until(() => state().name === "running");
  await vscode.workspace.fs.delete(written);
});

test("every command of the manifest exists", async () => {
  const known = new Set(await vscode.commands.getCommands(true));
  const declared = vscode.extensions.getExtension(ID).packageJSON.contributes.commands;
  assert.deepEqual(
    declared.map(({ command }) => command).filter((command) => !known.has(command)),
    [],
  );
});

exports.run = async () => {
  const lines = [`VS Code ${vscode.version}`];
  let failed = 0;
  for (const [name, body] of tests) {
    const start = Date.now();
    try {
      await body();
      lines.push(`ok    ${name} (${Date.now() - start} ms)`);
    } catch (error) {
      failed++;
      lines.push(`FAIL  ${name}: ${error.message}`);
    }
    writeFileSync(process.env.SEQLINT_RESULT, `${lines.join("\n")}\n`);
  }
  lines.push(`${tests.length - failed} passed, ${failed} failed`);
  writeFileSync(process.env.SEQLINT_RESULT, `${lines.join("\n")}\n`);
  if (failed) {
    throw new Error(`${failed} failed`);
  }
};
