"""One file as text with places: a script, or a notebook whose code cells stand in a row."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

import msgspec

from .encoding import decode, encode
from .error import SourceError
from .file import read_bytes, write
from .span import LineIndex, Position, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .change import Edit
    from .span import PositionEncoding

__all__ = [
    "Cell",
    "Document",
    "Position",
    "SourceError",
    "from_bytes",
    "from_cells",
    "from_text",
    "is_notebook",
    "mentions_keras",
    "read",
    "read_bytes",
    "write",
]

_NEWLINE = re.compile(r"\r\n?|\n")
_WIDE = tuple(word.encode(order) for word in ("keras", "Sequential") for order in ("utf-16-le", "utf-16-be"))


class Cell(msgspec.Struct, frozen=True):
    """One code cell of a notebook.

    Attributes:
        index: its number, from 1, over all cells of the notebook.
        start: where its source begins in the document's text.
        end: where its source ends; the line end that is added when it has none comes after.
        id: the identifier that the notebook gives it.
    """

    index: int
    start: int
    end: int
    id: str | None = None


class Document:
    """The text of a script or notebook, what Python sees of it, and the places in it.

    Attributes:
        path: the file's name as it was given.
        text: the exact text; of a notebook the sources of its code cells, each ended by a line end.
        code: `text` with IPython's own syntax made harmless: same length, same lines.
        cells: the code cells of a notebook; empty for a script.
        encoding: the encoding of the file.
        bom: whether the file starts with a byte order mark.
        newline: the line end that the file uses.
        language: the language of a notebook's code, `"python"` for scripts; other languages have no cells.
        raw: the JSON text of a notebook file, `None` for everything else.
        lines: the line index of `text`.
    """

    __slots__ = ("_starts", "bom", "cells", "code", "encoding", "language", "lines", "newline", "path", "raw", "text")

    def __init__(
        self,
        path: str,
        text: str,
        code: str,
        *,
        cells: tuple[Cell, ...] = (),
        encoding: str = "utf-8",
        bom: bool = False,
        language: str = "python",
        raw: str | None = None,
    ) -> None:
        self.path = path
        self.text = text
        self.code = code
        self.cells = cells
        self.encoding = encoding
        self.bom = bom
        self.language = language
        self.raw = raw
        self.lines = LineIndex(text)
        self._starts = [cell.start for cell in cells]
        first = _NEWLINE.search(text)
        self.newline = first.group() if first else "\n"

    def __repr__(self) -> str:
        return f"Document({self.path!r}, {len(self.text)} characters, {len(self.cells)} cells)"

    def cell_at(self, offset: int) -> Cell | None:
        """The cell that an offset lies in, `None` in a script."""
        index = bisect_right(self._starts, max(offset, 0)) - 1
        return self.cells[index] if index >= 0 else None

    def cell(self, index: int) -> Cell | None:
        """The code cell with this number."""
        return next((cell for cell in self.cells if cell.index == index), None)

    def blocks(self) -> list[Span]:
        """The spans that are programs of their own for the parser: the cells, or the whole script."""
        if not self.cells:
            return [Span(0, len(self.text))]
        borders = [*self._starts, len(self.text)]
        return [Span(start, end) for start, end in pairwise(borders)]

    def position(self, offset: int) -> Position:
        """The place of an offset for people: cell, row inside the cell, column."""
        row, column = self.lines.position(offset)
        cell = self.cell_at(offset)
        if cell is None:
            return Position(None, row, column)
        return Position(cell.index, row - self.lines.row(cell.start) + 1, column)

    def offset_of(self, row: int, column: int, cell: int | None = None) -> int:
        """The offset of a place, clamped into the text (or into the cell, where one is named)."""
        found = self.cell(cell) if cell is not None else None
        if found is None:
            return self.lines.offset(row, column)
        offset = self.lines.offset(self.lines.row(found.start) + max(row, 1) - 1, column)
        return min(max(offset, found.start), found.end)

    def to_lsp(self, offset: int, encoding: PositionEncoding) -> tuple[int | None, int, int]:
        """The (cell number, 0-based line inside it, character) of an offset."""
        line, character = self.lines.to_lsp(offset, encoding)
        cell = self.cell_at(offset)
        if cell is None:
            return None, line, character
        return cell.index, line - self.lines.row(cell.start) + 1, character

    def from_lsp(self, line: int, character: int, encoding: PositionEncoding, cell: int | None = None) -> int:
        """The offset of an editor's place, clamped."""
        found = self.cell(cell) if cell is not None else None
        if found is None:
            return self.lines.from_lsp(line, character, encoding)
        line = max(line, 0) + self.lines.row(found.start) - 1
        return min(self.lines.from_lsp(line, character, encoding), found.end)

    def render(self, edits: Sequence[Edit]) -> bytes:
        """The whole file with the edits applied, in its own encoding, line ends and notebook layout.

        Raises:
            SourceError: the file cannot hold the text, or the document has no file.
        """
        from .change import apply, with_newline

        edits = [with_newline(edit, self.newline) for edit in edits]
        if not self.cells and self.raw is None:
            return encode(apply(self.text, edits), self.encoding, self.bom, self.path)
        if self.raw is None:
            raise SourceError(f"{self.path} is open in an editor cell by cell: it has no file to write.")
        from .notebook import replace_sources

        return encode(replace_sources(self.raw, self._sources(edits), self.path), self.encoding, self.bom, self.path)

    def reread(self, data: bytes) -> Document:
        """What the file is with other bytes: the cells of a notebook that an editor joined stay a script.

        Raises:
            SourceError: the bytes are no Python text and no notebook.
        """
        if self.raw is not None or self.cells or not is_notebook(self.path):
            return from_bytes(data, self.path)
        text, encoding, bom = decode(data, self.path)
        return _script(text, self.path, encoding=encoding, bom=bom, ipython=True)

    def _sources(self, edits: Sequence[Edit]) -> dict[int, str]:
        """The new sources of the cells that the edits touch."""
        from .change import Edit, apply

        by_cell: dict[int, list[Edit]] = {}
        cells: dict[int, Cell] = {}
        for edit in edits:
            cell = self.cell_at(edit.start)
            if cell is None:
                continue
            cells[cell.index] = cell
            end = min(edit.end, cell.end)
            start = min(edit.start, end)
            by_cell.setdefault(cell.index, []).append(Edit(start - cell.start, end - cell.start, edit.text))
        return {
            index: apply(self.text[cells[index].start : cells[index].end], changes)
            for index, changes in by_cell.items()
        }


def read(path: str) -> Document:
    """Reads a script or notebook from disk.

    Raises:
        SourceError: the file cannot be read or is no Python text; says where and what to do.
    """
    return from_bytes(read_bytes(path), path)


def from_bytes(data: bytes, path: str) -> Document:
    """Reads a file's bytes.

    Raises:
        SourceError: the bytes are no Python text and no notebook.
    """
    if is_notebook(path):
        from .notebook import decode_json

        raw, encoding, bom = decode_json(data, path)
        return _notebook(raw, path, encoding=encoding, bom=bom)
    text, encoding, bom = decode(data, path)
    return _script(text, path, encoding=encoding, bom=bom)


def from_text(text: str, path: str = "<text>", *, ipython: bool = False) -> Document:
    """Reads a text: the JSON of a notebook where the path ends in .ipynb, else a script.

    Args:
        text: the text.
        path: its name for messages.
        ipython: whether the text is a script, whatever its name is, in which magics may stand even where it reads
            as Python. Some editors join a notebook's cells and keep its name.

    Raises:
        SourceError: the notebook's JSON is broken.
    """
    if is_notebook(path) and not ipython:
        return _notebook(text, path)
    return _script(text, path, ipython=ipython)


def from_cells(cells: Sequence[tuple[int, str]], path: str) -> Document:
    """A notebook as an editor holds it: (number over all cells, source) of each code cell."""
    return _joined([(index, source, None) for index, source in cells], path)


def is_notebook(path: str) -> bool:
    """Whether a path names a notebook."""
    return path.lower().endswith(".ipynb")


def mentions_keras(data: bytes) -> bool:
    """The cheap look at a file's bytes: whether it can have anything to do with Keras."""
    if b"keras" in data or b"Sequential" in data:
        return True
    return b"\0" in data and any(word in data for word in _WIDE)


def _script(text: str, path: str, *, encoding: str = "utf-8", bom: bool = False, ipython: bool = False) -> Document:
    code = text
    if ipython:
        from .magics import neutralise

        code = neutralise(text, cell=False)
    elif not text.isascii() or "\0" in text or "?" in text or "%" in text or "!" in text:
        code = _python_or_ipython(text)
    if code.startswith("\ufeff"):
        code = "\f" + code[1:]
    return Document(path, text, code, encoding=encoding, bom=bom)


def _python_or_ipython(text: str) -> str:
    """A joined notebook (as some editors send it) has magics and does not read as Python."""
    from .magics import looks_magic, neutralise, readable

    if looks_magic(text):
        from .verdict import verdict

        if verdict(text) is not None:
            return neutralise(text, cell=False)
    return readable(text)


def _notebook(raw: str, path: str, *, encoding: str = "utf-8", bom: bool = False) -> Document:
    from .notebook import code_cells

    cells, language = code_cells(raw, path)
    return _joined(cells, path, encoding=encoding, bom=bom, language=language, raw=raw)


def _joined(
    sources: Sequence[tuple[int, str, str | None]],
    path: str,
    *,
    encoding: str = "utf-8",
    bom: bool = False,
    language: str = "python",
    raw: str | None = None,
) -> Document:
    from .magics import neutralise

    cells: list[Cell] = []
    text: list[str] = []
    code: list[str] = []
    at = 0
    for index, source, identifier in sources:
        cells.append(Cell(index, at, at + len(source), identifier))
        end = "" if source.endswith(("\n", "\r")) else "\n"
        text += (source, end)
        code += (neutralise(source, cell=True), end)
        at += len(source) + len(end)
    return Document(
        path,
        "".join(text),
        "".join(code),
        cells=tuple(cells),
        encoding=encoding,
        bom=bom,
        language=language,
        raw=raw,
    )
