"""What the editor holds: texts that are changed as the protocol says, independently of the server's own way."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lsprotocol import types as lsp

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass
class Sheet:
    """One editor document, counted in UTF-16 units."""

    uri: str
    text: str
    version: int = 1
    past: list[str] = field(default_factory=list)

    def offset(self, position: lsp.Position) -> int:
        starts = [0, *(match.end() for match in _LINE_END.finditer(self.text))]
        if position.line >= len(starts):
            return len(self.text)
        start = starts[position.line]
        end = starts[position.line + 1] if position.line + 1 < len(starts) else len(self.text)
        line = _LINE_END.sub("", self.text[start:end])
        units = 0
        for index, char in enumerate(line):
            if units >= position.character:
                return start + index
            units += len(char.encode("utf-16-le")) // 2
        return start + len(line)

    def position(self, offset: int) -> lsp.Position:
        before = self.text[:offset]
        ends = list(_LINE_END.finditer(before))
        # Between the two halves of a line end there is no place.
        if before.endswith("\r") and self.text[offset : offset + 1] == "\n":
            return self.position(offset - 1)
        line = before[ends[-1].end() :] if ends else before
        return lsp.Position(len(ends), len(line.encode("utf-16-le")) // 2)

    def replace(self, start: int, end: int, words: str) -> lsp.TextDocumentContentChangePartial:
        """Change a piece; the change as it is told to the server."""
        first, last = self.position(start), self.position(end)
        start, end = self.offset(first), self.offset(last)
        self.past.append(self.text)
        self.text = self.text[:start] + words + self.text[end:]
        return lsp.TextDocumentContentChangePartial(lsp.Range(first, last), words)

    def undo(self) -> lsp.TextDocumentContentChangePartial | None:
        """Go one change back, as the one piece that differs."""
        if not self.past:
            return None
        old = self.past.pop()
        start = 0
        while start < min(len(old), len(self.text)) and old[start] == self.text[start]:
            start += 1
        tail = 0
        while tail < min(len(old), len(self.text)) - start and old[-1 - tail] == self.text[-1 - tail]:
            tail += 1
        if "\r" in old + self.text:
            # The piece might begin or end inside a line end.
            start = tail = 0
        change = self.replace(start, len(self.text) - tail, old[start : len(old) - tail])
        self.past.pop()
        return change


@dataclass
class Book:
    """A script (one sheet, no cells) or a notebook."""

    uri: str
    sheets: list[Sheet]
    notebook: bool
    version: int = 1
    made: int = 0

    @property
    def text(self) -> str:
        return "\n# ---\n".join(sheet.text for sheet in self.sheets)

    def cell(self, text: str) -> Sheet:
        """A new cell."""
        self.made += 1
        return Sheet(f"vscode-notebook-cell:/w/book.ipynb#c{self.made}", text)


def cell_of(sheet: Sheet) -> lsp.NotebookCell:
    return lsp.NotebookCell(kind=lsp.NotebookCellKind.Code, document=sheet.uri)
