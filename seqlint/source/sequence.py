"""Items between commas (arguments, list items) as they are laid out: put in, put at the end, taken out."""

from __future__ import annotations

import re

import msgspec

from .change import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .document import Document
    from .span import Span

_REST_OF_LINE = re.compile(r"[ \t]*(#[^\r\n]*)?(?=[\r\n]|\Z)")
_BLANK = re.compile(r"[ \t]*")


class Slot(msgspec.Struct, frozen=True):
    """One item of a sequence: its own code, and the comma after it."""

    span: Span
    comma: Span | None

    @property
    def end(self) -> int:
        """Where the item ends, its comma included."""
        return self.comma.end if self.comma else self.span.end


def inserted(document: Document, slots: Sequence[Slot], index: int, text: str) -> Edit:
    """Puts an item before another one."""
    start = slots[index].span.start
    indent = own_indent(document, start)
    if indent is None and index == 0 and len(slots) > 1:
        indent = own_indent(document, slots[1].span.start)
    return Edit(start, start, text + ("," + document.newline + indent if indent is not None else ", "))


def appended(document: Document, slots: Sequence[Slot], text: str, *, keep_comma: bool = True) -> Edit:
    """Puts an item after the last one; a trailing comma stays trailing, a comment stays with its item."""
    last = slots[-1]
    indent = own_indent(document, last.span.start)
    if indent is None:
        if last.comma is None:
            return Edit(last.span.end, last.span.end, ", " + text)
        return Edit(last.end, last.end, " " + text + ("," if keep_comma else ""))
    rest = _REST_OF_LINE.match(document.text, last.end)
    comment_end = rest.end(1) if rest and rest.group(1) else last.end
    comma = "," if last.comma and keep_comma else ""
    if last.comma:
        return Edit(comment_end, comment_end, document.newline + indent + text + comma)
    between = document.text[last.end : comment_end]
    return Edit(last.end, comment_end, "," + between + document.newline + indent + text)


def removed(document: Document, slots: Sequence[Slot], index: int) -> Edit:
    """Takes an item out with its comma; comments stay where they are."""
    text = document.text
    slot = slots[index]
    start, end = slot.span.start, slot.end
    if own_indent(document, start) is not None and (rest := _REST_OF_LINE.match(text, end)):
        if rest.group(1):
            return Edit(start, rest.start(1), "")
        line = document.lines.line(document.lines.row(start))
        return Edit(line.start, _next_line(text, rest.end()), "") if rest.end() < len(text) else Edit(start, end, "")
    if index + 1 < len(slots):
        following = slots[index + 1].span.start
        return Edit(start, following if "#" not in text[end:following] else _skip_blanks(text, end), "")
    if index == 0 or "#" in text[slots[index - 1].end : start]:
        return Edit(start, end, "")
    return Edit(slots[index - 1].span.end, slot.span.end, "")


def own_indent(document: Document, start: int) -> str | None:
    """The indentation of what starts its line, `None` where something else stands before it."""
    line = document.lines.line(document.lines.row(start))
    before = document.text[line.start : start]
    return before if not before.strip(" \t\f") else None


def _next_line(text: str, end: int) -> int:
    return end + (2 if text[end : end + 2] == "\r\n" else 1)


def _skip_blanks(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at
