"""Places in a text: offsets, rows and columns, and the positions that editors speak of."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

import msgspec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    PositionEncoding = Literal["utf-8", "utf-16", "utf-32"]

# Python and the language server protocol agree on these three; `str.splitlines` knows more and is wrong here.
_LINE_END = re.compile(r"\r\n?|\n")


class Span(msgspec.Struct, frozen=True):
    """A piece of a text, as code-point offsets: `start` is inside, `end` is not."""

    start: int
    end: int

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end

    def touches(self, other: Span) -> bool:
        """Whether the two spans share a code point or a border."""
        return self.start <= other.end and other.start <= self.end


class Position(msgspec.Struct, frozen=True, order=True):
    """A place for people: row and column count from 1, in code points.

    Attributes:
        cell: the 1-based number of the notebook cell (over all its cells), `None` in a script.
        row: the row, counted inside the cell where there is one.
        column: the column.
    """

    cell: int | None
    row: int
    column: int


class LineIndex:
    """Where the lines of a text start; worked out when first asked."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] | None = None

    @property
    def starts(self) -> list[int]:
        """The offset of every line's first code point."""
        if self._starts is None:
            self._starts = _starts(self.text)
        return self._starts

    def row(self, offset: int) -> int:
        """The 1-based row of an offset."""
        return bisect_right(self.starts, max(offset, 0))

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based (row, column) of an offset; offsets outside the text are clamped."""
        offset = min(max(offset, 0), len(self.text))
        row = bisect_right(self.starts, offset)
        return row, offset - self.starts[row - 1] + 1

    def offset(self, row: int, column: int) -> int:
        """The offset of a 1-based (row, column); a place outside the text is clamped into it."""
        starts = self.starts
        if row < 1:
            return 0
        if row > len(starts):
            return len(self.text)
        return min(starts[row - 1] + max(column, 1) - 1, self.line_end(row))

    def line_end(self, row: int) -> int:
        """The offset where the text of a 1-based row ends, before its line end."""
        starts = self.starts
        if row >= len(starts):
            return len(self.text)
        end = starts[row]
        two = self.text[end - 2 : end] == "\r\n"
        return end - (2 if two else 1)

    def line(self, row: int) -> Span:
        """The span of a 1-based row, without its line end."""
        return Span(self.starts[row - 1], self.line_end(row))

    def to_lsp(self, offset: int, encoding: PositionEncoding) -> tuple[int, int]:
        """The 0-based (line, character) of an offset, counted in the code units of `encoding`."""
        row, column = self.position(offset)
        start = self.starts[row - 1]
        return row - 1, units(self.text[start : start + column - 1], encoding)

    def from_lsp(self, line: int, character: int, encoding: PositionEncoding) -> int:
        """The offset of a 0-based (line, character); a place outside the text is clamped into it.

        A character that falls inside a code point means the start of that code point.
        """
        starts = self.starts
        if line < 0:
            return 0
        if line >= len(starts):
            return len(self.text)
        start, end = starts[line], self.line_end(line + 1)
        text = self.text[start:end]
        if encoding == "utf-32" or text.isascii():
            return start + min(max(character, 0), len(text))
        used = 0
        for index, char in enumerate(text):
            used += units(char, encoding)
            if used > character:
                return start + index
        return end


def _starts(text: str) -> list[int]:
    if "\r" in text:
        return [0, *(match.end() for match in _LINE_END.finditer(text))]
    lengths = accumulate(map(len, text.split("\n")), initial=0)
    # Without a line end, the lines before a line are as many characters shorter as there are such lines.
    starts = [row + length for row, length in enumerate(lengths)]
    starts.pop()
    return starts


def units(text: str, encoding: PositionEncoding) -> int:
    """How many code units of `encoding` a text takes."""
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + sum(char > "\uffff" for char in text)
