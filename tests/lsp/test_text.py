"""The session's text against a second, slow reading of what the protocol says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from seqlint_server.text import Change, Text

if TYPE_CHECKING:
    from seqlint.source.span import PositionEncoding

CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
CHARACTERS = st.text(alphabet="ab(\n\r\f\u2028\u0085é你😀", max_size=12)
EDIT = st.tuples(*[st.integers(0, 6)] * 4, CHARACTERS, st.integers(0, 9))


def lines_of(text: str) -> list[tuple[str, str]]:
    """(line, line end) pairs; lines end at the protocol's three line ends only."""
    parts = re.split("(\r\n|\n|\r)", text)
    return list(zip(parts[::2], [*parts[1::2], ""], strict=True))


def at(text: str, line: int, character: int, encoding: str) -> int:
    """The offset of a place, by encoding the line and counting its units."""
    lines = lines_of(text)
    if line >= len(lines):
        return len(text)
    codec, width = CODECS[encoding]
    start = sum(len(words) + len(end) for words, end in lines[:line])
    words = lines[line][0]
    fitting = [n for n in range(len(words) + 1) if len(words[:n].encode(codec)) // width <= character]
    return start + max(fitting)


@given(CHARACTERS, st.lists(EDIT, max_size=8), st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_edits_as_the_protocol_means_them(
    text: str, edits: list[tuple[int, int, int, int, str, int]], encoding: PositionEncoding
) -> None:
    ours = Text("file:///a.py", 1, text)
    reference = text
    for version, (line, character, more_lines, more, new, kind) in enumerate(edits):
        if kind == 0:
            ours.change([Change(new)], version, encoding)
            reference = new
            continue
        end = (line + more_lines, more if more_lines else character + more)
        ours.change([Change(new, (line, character), end)], version, encoding)
        first, last = at(reference, line, character, encoding), at(reference, *end, encoding)
        reference = reference[:first] + new + reference[max(first, last) :]
        assert ours.text == reference
    assert ours.text == reference


@given(CHARACTERS, CHARACTERS)
def test_a_whole_new_text_changes_one_piece(old: str, new: str) -> None:
    text = Text("file:///a.py", 1, old)
    text.change([Change(new)], 2, "utf-16")
    assert text.text == new
    assert len(text.good.hunks) <= 1
    for hunk in text.good.hunks:
        assert old[: hunk.old_start] == new[: hunk.new_start]
        assert old[hunk.old_end :] == new[hunk.new_end :]


def test_edits_of_one_message_build_on_each_other() -> None:
    text = Text("file:///a.py", 1, "a\fb\u2028c\n😀x\n")
    text.change([Change("é", (0, 5), (0, 5)), Change("y", (1, 2), (1, 3))], 2, "utf-16")
    assert text.text == "a\fb\u2028cé\n😀y\n"
    assert text.version == 2
