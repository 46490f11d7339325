"""An editor that makes random changes and tells a server of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp

from tests.lsp.edits.book import Book, Sheet, cell_of

if TYPE_CHECKING:
    import random

WORDS = [
    "", " ", "\n", "(", ")", "[", "]", "'", '"', '"""', "#", ",", ".", "=", "\f", "\u2028", "é😀", "\r\n", "    ", "\t", "if x:\n", "else:\n",
    "for i in range(3):\n    ", "def more(n):\n    ", "return model\n", "more(5)\n", "model.add(keras.layers.Dense(3))\n", "model.pop()\n",
    "x = 1; ", "\\\n", "%time\n", "!ls\n", "x_train[0]", "keras.layers.Flatten(),\n", "keras.layers.Dense(7, activation='relu'),\n",
    "layers.Conv2D(8, 3), ", "activation='softmax'", "input_shape=(5,)", "  # seqlint: ignore\n", "# seqlint: ignore[SEQ307]\n",
    "# seqlint: disable\n", "model.compile('adam', 'mse')\n", "model.fit(x_train, y_train)\n", "from tensorflow import keras\n",
    "import numpy as np\n", "class Net(keras.Model):\n    pass\n", "try:\n    ", "with open('f') as f:\n    ", "lambda x: x, ",
    "y_train = keras.utils.to_categorical(y_train)\n", "del model\n", "model = ", "0", "-1", "None", "64, ", "name='a'", "\x0b",
]  # fmt: skip


class Editor:
    """Random edits of one book.

    Args:
        client: the server.
        book: what is edited.
        dice: where chance comes from.
    """

    def __init__(self, client: Any, book: Book, dice: random.Random) -> None:
        self.client = client
        self.book = book
        self.dice = dice
        self.done: list[str] = []

    def open(self) -> None:
        book = self.book
        if book.notebook:
            cells = [cell_of(sheet) for sheet in book.sheets]
            items = [lsp.TextDocumentItem(sheet.uri, "python", sheet.version, sheet.text) for sheet in book.sheets]
            document = lsp.NotebookDocument(book.uri, "jupyter-notebook", book.version, cells)
            self.client.notebook_document_did_open(lsp.DidOpenNotebookDocumentParams(document, items))
        else:
            (sheet,) = book.sheets
            item = lsp.TextDocumentItem(sheet.uri, "python", sheet.version, sheet.text)
            self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))

    def close(self) -> None:
        book = self.book
        if book.notebook:
            cells = [lsp.TextDocumentIdentifier(sheet.uri) for sheet in book.sheets]
            identifier = lsp.NotebookDocumentIdentifier(book.uri)
            self.client.notebook_document_did_close(lsp.DidCloseNotebookDocumentParams(identifier, cells))
        else:
            identifier = lsp.TextDocumentIdentifier(book.uri)
            self.client.text_document_did_close(lsp.DidCloseTextDocumentParams(identifier))

    def edit(self) -> None:
        """One edit, of a kind that chance decides."""
        kinds = [
            self.type,
            self.type,
            self.delete,
            self.paste,
            self.undo,
            self.undo,
            self.move_line,
            self.several,
            self.rewrite,
        ]
        if self.book.notebook:
            kinds += [self.new_cell, self.drop_cell, self.move_cell, self.split_cell]
        self.dice.choice(kinds)()

    # What a hand does.

    def type(self) -> None:
        """Words, letter by letter."""
        sheet = self.sheet()
        if sheet is None:
            return
        at = self.dice.randint(0, len(sheet.text))
        for char in self.dice.choice(WORDS):
            change = sheet.replace(at, at, char)
            self.tell(sheet, [change])
            at = sheet.offset(change.range.start) + len(char)

    def delete(self) -> None:
        sheet = self.sheet()
        if sheet is None:
            return
        start = self.dice.randint(0, len(sheet.text))
        end = min(start + self.dice.choice([1, 1, 2, 5, 20, 80]), len(sheet.text))
        self.tell(sheet, [sheet.replace(start, end, "")])

    def paste(self) -> None:
        sheet = self.sheet()
        other = self.sheet()
        if sheet is None or other is None:
            return
        start = self.dice.randint(0, len(other.text))
        words = other.text[start : start + self.dice.choice([3, 30, 120])]
        at = self.dice.randint(0, len(sheet.text))
        end = min(at + self.dice.choice([0, 0, 10]), len(sheet.text))
        self.tell(sheet, [sheet.replace(at, end, words)])

    def undo(self) -> None:
        sheet = self.sheet()
        for _ in range(self.dice.choice([1, 2, 6])):
            change = sheet.undo() if sheet is not None else None
            if sheet is not None and change is not None:
                self.tell(sheet, [change])

    def move_line(self) -> None:
        """A line goes up or down: two changes told at once."""
        sheet = self.sheet()
        if sheet is None:
            return
        lines = sheet.text.split("\n")
        source = self.dice.randrange(len(lines))
        start = len("\n".join(lines[:source])) + bool(source)
        words = lines[source] + "\n"
        changes = [sheet.replace(start, min(start + len(words), len(sheet.text)), "")]
        at = self.dice.randint(0, len(sheet.text))
        at = sheet.text.rfind("\n", 0, at) + 1
        changes.append(sheet.replace(at, at, words))
        self.tell(sheet, changes)

    def several(self) -> None:
        """The same words in several places at once."""
        sheet = self.sheet()
        if sheet is None:
            return
        words = self.dice.choice(WORDS)
        places = sorted({self.dice.randint(0, len(sheet.text)) for _ in range(3)}, reverse=True)
        self.tell(sheet, [sheet.replace(at, at, words) for at in places])

    def rewrite(self) -> None:
        """All of a text is told anew."""
        sheet = self.sheet()
        if sheet is None:
            return
        at = self.dice.randint(0, len(sheet.text))
        sheet.replace(at, at, self.dice.choice(WORDS))
        self.tell(sheet, [lsp.TextDocumentContentChangeWholeDocument(sheet.text)])

    def new_cell(self) -> None:
        index = self.dice.randint(0, len(self.book.sheets))
        sheet = self.book.cell(self.dice.choice(WORDS))
        self.book.sheets.insert(index, sheet)
        self.tell_cells(index, 0, [sheet], opened=[sheet])

    def drop_cell(self) -> None:
        if len(self.book.sheets) > 1:
            index = self.dice.randrange(len(self.book.sheets))
            gone = self.book.sheets.pop(index)
            self.tell_cells(index, 1, [], closed=[gone])

    def move_cell(self) -> None:
        sheets = self.book.sheets
        if len(sheets) < 2:
            return
        source, target = self.dice.randrange(len(sheets)), self.dice.randrange(len(sheets))
        sheets.insert(target, sheets.pop(source))
        first, last = min(source, target), max(source, target)
        self.tell_cells(first, last - first + 1, sheets[first : last + 1])

    def split_cell(self) -> None:
        """One cell becomes two: its text is changed and a cell is opened in one message."""
        sheet = self.sheet()
        if sheet is None:
            return
        at = self.dice.randint(0, len(sheet.text))
        at = sheet.offset(sheet.position(at))
        rest = self.book.cell(sheet.text[at:])
        change = sheet.replace(at, len(sheet.text), "")
        sheet.version += 1
        index = self.book.sheets.index(sheet) + 1
        self.book.sheets.insert(index, rest)
        content = lsp.NotebookDocumentCellContentChanges(
            lsp.VersionedTextDocumentIdentifier(sheet.version, sheet.uri), [change]
        )
        self.tell_cells(index, 0, [rest], opened=[rest], content=[content])

    # What the server is told.

    def sheet(self) -> Sheet | None:
        return self.dice.choice(self.book.sheets) if self.book.sheets else None

    def tell(self, sheet: Sheet, changes: list[Any]) -> None:
        sheet.version += 1
        self.done.append(f"{sheet.uri.rpartition('/')[2]}: {changes}")
        identifier = lsp.VersionedTextDocumentIdentifier(sheet.version, sheet.uri)
        if not self.book.notebook:
            self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(identifier, changes))
            return
        content = lsp.NotebookDocumentCellContentChanges(identifier, changes)
        self.tell_book(lsp.NotebookDocumentCellChanges(text_content=[content]))

    def tell_cells(
        self, start: int, count: int, cells: list[Sheet], *, opened: list[Sheet] = (), closed: list[Sheet] = (), content: Any = None,
    ) -> None:  # fmt: skip
        self.done.append(f"cells {start}, {count} -> {[cell.uri for cell in cells]}")
        array = lsp.NotebookCellArrayChange(start, count, [cell_of(cell) for cell in cells])
        structure = lsp.NotebookDocumentCellChangeStructure(
            array,
            did_open=[lsp.TextDocumentItem(cell.uri, "python", cell.version, cell.text) for cell in opened],
            did_close=[lsp.TextDocumentIdentifier(cell.uri) for cell in closed],
        )
        self.tell_book(lsp.NotebookDocumentCellChanges(structure=structure, text_content=content))

    def tell_book(self, cells: lsp.NotebookDocumentCellChanges) -> None:
        self.book.version += 1
        identifier = lsp.VersionedNotebookDocumentIdentifier(self.book.version, self.book.uri)
        self.client.notebook_document_did_change(
            lsp.DidChangeNotebookDocumentParams(identifier, lsp.NotebookDocumentChangeEvent(cells=cells))
        )
