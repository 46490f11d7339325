"""How far a text has moved away from an earlier version of itself."""

from __future__ import annotations

from itertools import pairwise

import msgspec

# More separate changes than this are drawn together: the two that stand nearest become one.
HUNKS = 64


class Hunk(msgspec.Struct, frozen=True):
    """One changed piece: `old_start:old_end` of the earlier text became `new_start:new_end` of the later one."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


class Drift(msgspec.Struct, frozen=True):
    """All changes from an earlier to a later text, as pieces in order that do not touch each other."""

    hunks: tuple[Hunk, ...] = ()

    def then(self, start: int, end: int, length: int) -> Drift:
        """This drift, and after it `start:end` of the later text replaced by `length` characters."""
        if start == end and length == 0:
            return self
        before = [hunk for hunk in self.hunks if hunk.new_end < start]
        after = [hunk for hunk in self.hunks if hunk.new_start > end]
        touched = self.hunks[len(before) : len(self.hunks) - len(after)]
        lead = _shift(before)
        trail = _shift(before) + _shift(touched)
        first = min([start, *(hunk.new_start for hunk in touched)])
        last = max([end, *(hunk.new_end for hunk in touched)])
        growth = length - (end - start)
        middle = Hunk(first - lead, last - trail, first, last + growth)
        moved = [Hunk(h.old_start, h.old_end, h.new_start + growth, h.new_end + growth) for h in after]
        return Drift(tuple(_bounded([*before, middle, *moved])))

    def later(self, offset: int, *, after: bool = False) -> int | None:
        """Where an offset of the earlier text stands now; None inside a changed piece.

        Args:
            offset: a place in the earlier text.
            after: which side of something written exactly there is meant.
        """
        shift = 0
        for hunk in self.hunks:
            if offset < hunk.old_start:
                break
            if hunk.old_start < offset < hunk.old_end:
                return None
            if offset == hunk.old_start and not (after and hunk.old_start == hunk.old_end):
                return hunk.new_start
            if offset == hunk.old_end:
                return hunk.new_end
            shift = hunk.new_end - hunk.old_end
        return offset + shift

    def earlier(self, offset: int) -> int | None:
        """Where an offset of the later text stood before; None inside a changed piece."""
        shift = 0
        for hunk in self.hunks:
            if offset < hunk.new_start:
                break
            if hunk.new_start < offset < hunk.new_end:
                return None
            if offset == hunk.new_start < hunk.new_end:
                return hunk.old_start
            if offset == hunk.new_end:
                return hunk.old_end
            shift = hunk.new_end - hunk.old_end
        return offset - shift

    def touches(self, start: int, end: int) -> bool:
        """Whether something inside `start:end` of the earlier text was changed."""
        return any(hunk.old_start < end and start < hunk.old_end for hunk in self.hunks)


def _shift(hunks: list[Hunk] | tuple[Hunk, ...]) -> int:
    return sum((hunk.new_end - hunk.new_start) - (hunk.old_end - hunk.old_start) for hunk in hunks)


def _bounded(hunks: list[Hunk]) -> list[Hunk]:
    while len(hunks) > HUNKS:
        gaps = [right.new_start - left.new_end for left, right in pairwise(hunks)]
        at = gaps.index(min(gaps))
        left, right = hunks[at : at + 2]
        hunks[at : at + 2] = [Hunk(left.old_start, right.old_end, left.new_start, right.new_end)]
    return hunks
