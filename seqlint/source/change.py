"""A change of a text, without any syntax."""

from __future__ import annotations

import msgspec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class Edit(msgspec.Struct, frozen=True):
    """Puts `text` in the place of what stands from `start` to `end`, offsets in `Document.text`."""

    start: int
    end: int
    text: str


def overlaps(one: Edit, other: Edit) -> bool:
    """Whether two edits change the same code points; two insertions at one place do not."""
    return one.start < other.end and other.start < one.end


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits applied; insertions at one place keep their order.

    Raises:
        ValueError: two edits overlap, or one lies outside the text.
    """
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < done or not edit.start <= edit.end <= len(text):
            raise ValueError(f"the edit {edit} overlaps another one or lies outside the text")
        parts += (text[done : edit.start], edit.text)
        done = edit.end
    parts.append(text[done:])
    return "".join(parts)


def with_newline(edit: Edit, newline: str) -> Edit:
    """The edit with its line ends written as the file writes them."""
    if "\n" not in edit.text and "\r" not in edit.text:
        return edit
    plain = edit.text.replace("\r\n", "\n").replace("\r", "\n")
    return Edit(edit.start, edit.end, plain.replace("\n", newline))
