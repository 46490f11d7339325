"""A script or cell seen through a snapshot that may be older than its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.source.span import Span

    from .files import OpenFile, Snapshot
    from .text import Text


class Spot(msgspec.Struct, frozen=True, eq=False):
    """A piece of an editor document as it is now."""

    text: Text
    start: int
    end: int


class View(msgspec.Struct, frozen=True, eq=False):
    """What is known about a file, in terms of one of its editor documents.

    Attributes:
        snapshot: what is known.
        file: the file.
        uri: the editor document that was asked about.
        stale: whether the snapshot is of an earlier text; places are then followed through the changes since.
    """

    snapshot: Snapshot
    file: OpenFile
    uri: str
    stale: bool = False

    @property
    def analysis(self) -> Any:
        """The analysis, None where there is none."""
        return self.snapshot.analysis

    @property
    def text(self) -> Text:
        """The text that was asked about, as it is now."""
        return self.file.texts[self.uri]

    def inward(self, offset: int) -> int | None:
        """The offset in the analysed document of an offset in the text; None if that is new since."""
        member = self.snapshot.member(self.uri)
        if member is None:
            return None
        at = self.text.good.earlier(offset) if self.stale else offset
        return None if at is None else min(member.start + at, member.end)

    def mapping(self) -> Callable[[int], int | None]:
        """`inward` as it is at this moment, for the worker's thread: the text may change meanwhile."""
        member, drift = self.snapshot.member(self.uri), self.text.good if self.stale else None

        def inward(offset: int) -> int | None:
            at = offset if drift is None else drift.earlier(offset)
            return None if member is None or at is None else min(member.start + at, member.end)

        return inward

    def around(self, start: int, end: int) -> tuple[int, int] | None:
        """The piece of the analysed document for a piece of the text, rather too large than too small."""
        member = self.snapshot.member(self.uri)
        if member is None:
            return None
        first = self.text.good.earlier(start) if self.stale else start
        last = self.text.good.earlier(end) if self.stale else end
        return (
            member.start if first is None else min(member.start + first, member.end),
            member.end if last is None else min(member.start + last, member.end),
        )

    def outward(self, span: Span) -> Spot | None:
        """Where a piece of the analysed document stands now; None if it was changed since."""
        member = self.snapshot.member_at(span.start)
        text = self.file.texts.get(member.uri) if member is not None else None
        if member is None or text is None:
            return None
        start, end = span.start - member.start, min(max(span.end, span.start), member.end) - member.start
        if not self.stale:
            return Spot(text, start, end)
        if start < end and text.good.touches(start, end):
            return None
        now_start = text.good.later(start, after=start < end)
        now_end = text.good.later(end)
        if now_start is None or now_end is None or now_end < now_start:
            return None
        return Spot(text, now_start, now_end)
