"""Planted mistakes: the programs themselves, what seqlint says of each kind, and a share of the campaign."""

from __future__ import annotations

import ast

import pytest

from seqlint.check import check_text
from seqlint.values.target import DEFAULT
from tests.conformance.planted.campaign import LOUD, Planted, Verdict, campaign, fixed, plant
from tests.conformance.planted.mistake import kinds
from tests.conformance.planted.recipe import write
from tests.conformance.planted.writing import Author


def test_correct_programs_are_silent() -> None:
    author = Author(7)
    for _ in range(150):
        text = write(author.recipe()).text
        found = [each for each in check_text(text, "program.py").findings if each.severity in LOUD]
        assert not found, f"{text}\n{found}"


def test_programs_take_what_their_keras_has() -> None:
    older, newer = Author(9, 2), Author(9, 3)
    assert {older.recipe().data.since for _ in range(200)} == {2}
    assert {newer.recipe().data.since for _ in range(200)} == {2, 3}


def test_every_kind_is_planted_and_found() -> None:
    found: dict[str, bool] = {}
    for each in plant(3, 150, 4):
        if each.mistake is not None and not found.get(each.mistake.name):
            codes = {finding.code for finding in check_text(each.written.text, "program.py").findings}
            found[each.mistake.name] = bool(codes & each.mistake.codes)
    assert len(found) >= 100
    assert [name for name, is_found in found.items() if not is_found] == []
    assert len({kind.name for kind in kinds()}) == len(kinds())


def test_fixes_make_nothing_worse() -> None:
    for each in plant(5, 40, 3):
        found = check_text(each.written.text, "program.py").findings
        done = fixed(Verdict(each, None, found, "", ()), DEFAULT)
        assert not done.worse, f"{done.worse}\n{each.written.text}"
        assert done.text is None or ast.parse(done.text) is not None


def test_a_share_of_the_campaign() -> None:
    pytest.importorskip("tensorflow")
    programs: list[Planted] = list(plant(11, 8, 3))
    wrong = {"missed", "an error though it runs", "a finding on a correct program", "Keras stops"}
    for verdict in campaign(programs, DEFAULT):
        assert verdict.outcome not in wrong, f"{verdict.outcome}: {verdict.stop}\n{verdict.planted.written.text}"
