"""Cutting a document again after an edit: only around what changed."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

import msgspec

from .tokens import Piece, split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .document import Document


class Earlier(msgspec.Struct, frozen=True, eq=False):
    """A document that was cut before.

    Attributes:
        document: the document.
        starts: where its pieces begin.
        broken: the numbers of the pieces whose end is uncertain, as they could not be read.
    """

    document: Document
    starts: Sequence[int]
    broken: Sequence[int]


class Cut(msgspec.Struct, frozen=True, eq=False):
    """A document cut into pieces.

    Attributes:
        first: how many pieces at the beginning are those of the earlier document.
        pieces: the pieces behind them.
        behind: how many pieces at the end, behind `pieces`, are those of the earlier document.
    """

    first: int
    pieces: list[Piece]
    behind: int


def recut(document: Document, earlier: Earlier) -> Cut:
    """Cut a document that was cut before an edit."""
    return _of_cells(document, earlier) if document.cells else _of_script(document, earlier)


def _of_script(document: Document, earlier: Earlier) -> Cut:
    code, starts = document.code, earlier.starts
    count = len(starts)
    grown = len(code) - len(earlier.document.code)
    before, after = _common(earlier.document.code, code)
    # The first words of a piece decide whether it goes on with the one before it.
    first = max(bisect_left(starts, before) - 2, 0)
    last = bisect_left(starts, len(earlier.document.code) - after)
    if earlier.broken:
        first = min(first, max(earlier.broken[0] - 1, 0))
        last = max(last, earlier.broken[-1] + 1)
    at = starts[first] if first < count else 0
    if first < last < count - 1:
        # One piece that did not change is cut again: if it begins where it did, so do those behind it.
        pieces = split(code, at, starts[last + 1] + grown)
        if pieces[-1].start == starts[last] + grown and pieces[-1].closed:
            return Cut(first, pieces, count - last - 1)
    return Cut(first, split(code, at), 0)


def _of_cells(document: Document, earlier: Earlier) -> Cut:
    code, old = document.code, earlier.document
    cells, others = document.cells, old.cells
    shorter = min(len(cells), len(others))
    first = last = 0
    while first < shorter and _source(document, first) == _source(old, first):
        first += 1
    while last < shorter - first and _source(document, -1 - last) == _source(old, -1 - last):
        last += 1
    borders = [*(cell.start for cell in cells[first : len(cells) - last]), cells[-last].start if last else len(code)]
    stop = others[len(others) - last].start if last else len(old.code)
    kept = bisect_left(earlier.starts, others[first].start if first < len(others) else len(old.code))
    behind = len(earlier.starts) - bisect_left(earlier.starts, stop) if last else 0
    pieces = [piece for start, end in pairwise(borders) for piece in split(code, start, end)]
    return Cut(kept, pieces, behind)


def _source(document: Document, index: int) -> str:
    """The code of a cell with the line end behind it."""
    cells = document.cells
    following = index + 1
    end = cells[following].start if following < len(cells) and following else len(document.code)
    return document.code[cells[index].start : end]


def _common(old: str, new: str) -> tuple[int, int]:
    """How many characters two texts begin with, and how many of the rest they end with, alike."""
    shorter = min(len(old), len(new))
    low, high = 0, shorter
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    before = low
    low, high = 0, shorter - before
    while low < high:
        middle = (low + high + 1) // 2
        if old[len(old) - middle : len(old) - low] == new[len(new) - middle : len(new) - low]:
            low = middle
        else:
            high = middle - 1
    return before, low
