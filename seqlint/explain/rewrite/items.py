"""Items of a list, or statements, with the comments that belong to them, on their way into another layout."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seqlint.source.span import Span

_GAP = re.compile(
    r"(?P<same>[ \t]*,?[ \t]*(?:#[^\r\n]*)?)(?P<lines>(?:(?:\r\n?|\n)[ \t]*(?:#[^\r\n]*)?)*[ \t]*,?[ \t]*)"
)
_COMMENT = re.compile(r"#[^\r\n]*")


class Item(msgspec.Struct, frozen=True):
    """One item.

    Attributes:
        text: what is written, its further lines as they are indented under `indent`.
        indent: the white space before the line that it starts on.
        before: the comments on lines of their own before it.
        behind: the comment at the end of its line; empty without.
    """

    text: str
    indent: str
    before: tuple[str, ...] = ()
    behind: str = ""

    def lines(self, indent: str, before: str, after: str) -> list[str]:
        """The item on lines of its own, between two texts."""
        first, *rest = re.split(r"\r\n?|\n", f"{before}{self.text}{after}")
        moved = [indent + line.removeprefix(self.indent) if line.strip() else line for line in rest]
        whole = [f"{indent}{first}", *moved]
        if self.behind:
            whole[-1] = f"{whole[-1]}  {self.behind}"
        return [*(f"{indent}{comment}" for comment in self.before), *whole]


def items_of(
    text: str, start: int, pieces: Sequence[Span], wholes: Sequence[Span], end: int
) -> tuple[list[Item], tuple[str, ...]] | None:
    """Pieces of a text as items, and the comments after the last; None where something else stands between them.

    Args:
        text: the text.
        start: where what is before the first one ends.
        pieces: what is to be written of each.
        wholes: where each stands, as a whole.
        end: where what is after the last one starts.
    """
    found: list[Item] = []
    before: tuple[str, ...] = ()
    at = start
    for index, (piece, whole) in enumerate(zip(pieces, wholes, strict=True)):
        gap = _GAP.fullmatch(text, at, whole.start)
        if gap is None or '"""' in text[piece.start : piece.end] or "'''" in text[piece.start : piece.end]:
            return None
        behind, before = _comments(gap)
        if index:
            found[-1] = msgspec.structs.replace(found[-1], behind=behind)
        elif behind:
            before = (behind, *before)
        found.append(Item(text[piece.start : piece.end], _indent(text, whole.start), before))
        at = whole.end
    gap = _GAP.fullmatch(text, at, end)
    if gap is None:
        return None
    behind, rest = _comments(gap)
    if found:
        found[-1] = msgspec.structs.replace(found[-1], behind=behind)
    return found, rest


def _comments(gap: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    """The comment on the line of what stands before a gap, and those on lines of their own."""
    same = _COMMENT.search(gap["same"])
    return same[0] if same else "", tuple(_COMMENT.findall(gap["lines"]))


def _indent(text: str, offset: int) -> str:
    """The white space that the line of an offset starts with."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    line = text[start:offset]
    return line[: len(line) - len(line.lstrip())]
