"""Offsets, rows and columns, and the positions of editors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqlint.source.span import LineIndex, Span, units

ENCODINGS = ("utf-8", "utf-16", "utf-32")
TEXTS = st.text(alphabet=st.sampled_from("a\t\f\u2028\x85é€😀\n\r #("), max_size=40)


def test_only_three_line_ends_count() -> None:
    lines = LineIndex("a\x0cb\u2028c\x85d\x0be\nf\r\ng\rh")
    assert lines.starts == [0, 10, 13, 15]
    assert lines.position(9) == (1, 10)
    assert lines.position(13) == (3, 1)
    assert lines.position(15) == (4, 1)


def test_places_outside_the_text_are_clamped() -> None:
    lines = LineIndex("ab\r\nc")
    assert lines.position(-3) == (1, 1)
    assert lines.position(99) == (2, 2)
    assert lines.offset(0, 5) == 0
    assert lines.offset(1, 99) == 2
    assert lines.offset(9, 1) == 5
    assert lines.from_lsp(-1, 4, "utf-16") == 0
    assert lines.from_lsp(0, 99, "utf-16") == 2
    assert lines.from_lsp(9, 0, "utf-8") == 5


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 10), ("utf-16", 5), ("utf-32", 4)])
def test_characters_are_counted_in_the_units_of_the_encoding(encoding: str, character: int) -> None:
    lines = LineIndex("é€😀a_x")
    assert lines.to_lsp(4, encoding) == (0, character)  # type: ignore[arg-type]  # a plain string from the parameters
    assert lines.from_lsp(0, character, encoding) == 4  # type: ignore[arg-type]  # as above


def test_a_character_inside_a_code_point_means_its_start() -> None:
    lines = LineIndex("a😀b")
    assert [lines.from_lsp(0, n, "utf-16") for n in range(5)] == [0, 1, 1, 2, 3]
    assert [lines.from_lsp(0, n, "utf-8") for n in range(7)] == [0, 1, 1, 1, 1, 2, 3]


def test_half_surrogates_have_a_size() -> None:
    assert units("\ud83d", "utf-8") == 3
    assert units("\ud83d", "utf-16") == 1


def test_spans() -> None:
    assert 3 in Span(3, 5)
    assert 5 not in Span(3, 5)
    assert Span(3, 5).touches(Span(5, 6))
    assert not Span(3, 5).touches(Span(6, 7))


@given(text=TEXTS)
def test_every_offset_survives_the_way_there_and_back(text: str) -> None:
    lines = LineIndex(text)
    for offset in range(len(text) + 1):
        row, column = lines.position(offset)
        inside_line_end = text[offset - 1 : offset + 1] == "\r\n"
        if not inside_line_end:
            assert lines.offset(row, column) == offset
            for encoding in ENCODINGS:
                assert lines.from_lsp(*lines.to_lsp(offset, encoding), encoding) == offset  # type: ignore[arg-type]  # as above


@given(text=TEXTS)
def test_lines_are_those_of_python(text: str) -> None:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = LineIndex(text)
    found = [text[lines.line(row).start : lines.line(row).end] for row in range(1, len(lines.starts) + 1)]
    assert found == plain
