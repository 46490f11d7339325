"""A short campaign of random edits; `python -m tests.lsp.edits --count N --seed S` is the long one."""

from __future__ import annotations

import random

import pytest
from lsprotocol import types as lsp

from seqlint_server.text import Change, Text

from .edits.book import Book, Sheet
from .edits.campaign import Difference, run
from .edits.editor import WORDS
from .edits.programs import PROGRAMS


@pytest.mark.parametrize("seed", [1, 2])
async def test_edits_leave_what_a_fresh_start_would_say(seed: int) -> None:
    found = await run(PROGRAMS, 40, seed, quiet=True)
    assert not found, "\n".join(map(str, found))


async def test_a_difference_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.lsp.edits.campaign.Editor.tell", lambda self, sheet, changes: None)
    monkeypatch.setattr("tests.lsp.edits.editor.Editor.tell_cells", lambda *_, **__: None)
    found = await run(PROGRAMS, 10, 3, quiet=True)
    assert found
    assert all(isinstance(each, Difference) for each in found)


def test_the_editor_and_the_server_change_texts_alike() -> None:
    dice = random.Random(5)
    sheet, text = Sheet("a", PROGRAMS[1]), Text("a", 1, PROGRAMS[1])
    for _ in range(500):
        start = dice.randint(0, len(sheet.text))
        change = sheet.replace(start, min(start + dice.randint(0, 9), len(sheet.text)), dice.choice(WORDS))
        first, last = change.range.start, change.range.end
        told = Change(change.text, (first.line, first.character), (last.line, last.character))
        text.change([told], 2, "utf-16")
        assert text.text == sheet.text
    for _ in range(500):
        sheet.undo()
    assert sheet.text == PROGRAMS[1]


def test_a_place_between_carriage_return_and_line_feed_is_before_both() -> None:
    sheet = Sheet("a", "x\r\ny")
    assert sheet.position(2) == lsp.Position(0, 1)
    assert Book("b", [sheet], notebook=False).text == "x\r\ny"
