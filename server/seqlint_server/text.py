"""The text of one open editor document, kept in step with the editor."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import msgspec

from seqlint.source.span import LineIndex

from .drift import Drift

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from seqlint.source.span import PositionEncoding


class Change(msgspec.Struct, frozen=True):
    """What the editor changed: new text for a range of (line, character) places, or for everything."""

    text: str
    start: tuple[int, int] | None = None
    end: tuple[int, int] | None = None


class Text:
    """The text of a script or of one notebook cell.

    Attributes:
        uri: the editor's name for it.
        version: the editor's version of it.
        lines: the text with its places.
        python: whether the editor says that it is Python.
        good: how far the text is from the last analysis that could read it all.
        pending: how far the text is from the one that is being analysed.
    """

    __slots__ = ("good", "lines", "pending", "python", "uri", "version")

    def __init__(self, uri: str, version: int | None, text: str, *, python: bool = True) -> None:
        self.uri = uri
        self.version = version
        self.lines = LineIndex(text)
        self.python = python
        self.good = Drift()
        self.pending = Drift()

    @property
    def text(self) -> str:
        """The characters."""
        return self.lines.text

    def change(self, changes: Sequence[Change], version: int | None, encoding: PositionEncoding) -> None:
        """Apply the editor's changes, one after the other."""
        for change in changes:
            self._apply(change, encoding)
        self.version = version

    def _apply(self, change: Change, encoding: PositionEncoding) -> None:
        # `str.splitlines` ends lines where the protocol does not (form feed, U+2028): LineIndex does not use it.
        old = self.lines.text
        if change.start is None or change.end is None:
            start, end, text = _difference(old, change.text)
        else:
            start = self.lines.from_lsp(*change.start, encoding)
            end = max(start, self.lines.from_lsp(*change.end, encoding))
            text = change.text
        self.lines = LineIndex(old[:start] + text + old[end:])
        self.good = self.good.then(start, end, len(text))
        self.pending = self.pending.then(start, end, len(text))


def _difference(old: str, new: str) -> tuple[int, int, str]:
    """The one piece that differs: its start and end in the old text, and its new text."""
    limit = min(len(old), len(new))
    start = _longest(limit, lambda size: old[:size] == new[:size])
    limit -= start
    tail = _longest(limit, lambda size: old[len(old) - size :] == new[len(new) - size :])
    return start, len(old) - tail, new[start : len(new) - tail]


def differences(old: str, new: str) -> list[tuple[int, int, str]]:
    """All lines that differ, as pieces of the old text with their new text."""
    from difflib import SequenceMatcher

    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts = [0, *accumulate(map(len, before))]
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [(starts[a], starts[b], "".join(after[c:d])) for tag, a, b, c, d in blocks if tag != "equal"]


def _longest(limit: int, same: Callable[[int], bool]) -> int:
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if same(middle):
            low = middle
        else:
            high = middle - 1
    return low
