/** Places in texts, also in the cells of notebooks. */

import * as vscode from "vscode";
import type { Place, Range } from "./model.js";

const CELL = "vscode-notebook-cell";

/** A text and a place in it. */
export interface Cursor {
  readonly uri: vscode.Uri;
  readonly position: vscode.Position;
  /** The column of editors that the text is in. */
  readonly column?: vscode.ViewColumn | undefined;
}

/** Where the cursor is: in the text in front if that is Python, else in Python that can be seen. */
export function cursor(editor = vscode.window.activeTextEditor): Cursor | undefined {
  const python = [editor, ...vscode.window.visibleTextEditors].find((one) => one?.document.languageId === "python");
  return python && { uri: python.document.uri, position: python.selection.active, column: python.viewColumn };
}

/** The column beside a text; always the same, so that not every page opens another one. */
export function beside({ column }: Cursor): vscode.ViewColumn {
  return column === undefined ? vscode.ViewColumn.Beside : column + 1;
}

/** A place of the protocol as the editor's. */
export function asPosition({ line, character }: Place): vscode.Position {
  return new vscode.Position(line, character);
}

/** A range of the protocol as the editor's. The client counts in UTF-16 units as the editor does. */
export function asRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** Show a place and put the cursor there. */
export async function reveal(uri: vscode.Uri, range: vscode.Range): Promise<void> {
  const here = new vscode.Range(range.start, range.start);
  const book = vscode.workspace.notebookDocuments.find((one) =>
    one.getCells().some((cell) => cell.document.uri.toString() === uri.toString()),
  );
  if (book === undefined) {
    const shown = vscode.window.visibleTextEditors.find((one) => one.document.uri.toString() === uri.toString());
    const column = shown?.viewColumn;
    await vscode.window.showTextDocument(uri, {
      selection: here,
      ...(column === undefined ? {} : { viewColumn: column }),
    });
    return;
  }
  const index = book.getCells().findIndex((cell) => cell.document.uri.toString() === uri.toString());
  const cells = new vscode.NotebookRange(index, index + 1);
  const shown = vscode.window.visibleNotebookEditors.find((one) => one.notebook === book);
  const editor = await vscode.window.showNotebookDocument(book, {
    selections: [cells],
    ...(shown?.viewColumn === undefined ? {} : { viewColumn: shown.viewColumn }),
  });
  editor.revealRange(cells, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
  await vscode.commands.executeCommand("notebook.cell.edit");
  const text = vscode.window.activeTextEditor;
  if (text?.document.uri.toString() === uri.toString()) {
    text.selection = new vscode.Selection(here.start, here.start);
    text.revealRange(here);
  }
}

/** Whether two texts are one, or cells of one notebook. */
export function together(one: vscode.Uri, other: vscode.Uri): boolean {
  const sameFile = one.path === other.path && one.authority === other.authority;
  return one.toString() === other.toString() || (sameFile && one.scheme === CELL && other.scheme === CELL);
}
