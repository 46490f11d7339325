"""What an editor may send as settings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from seqlint_server.options import DEFAULT, HINTS, SINGLE, read


@pytest.mark.parametrize("given", [None, {}, [], "x", {"seqlint": None}, {"seqlint": {}}, {"other": {"a": 1}}])
def test_nothing_of_ours(given: Any) -> None:
    options, problems = read(given)
    assert options == DEFAULT
    assert problems == []


def test_both_ways_of_writing_names() -> None:
    kebab, _ = read({"seqlint": {"target-keras": "2", "hints": {"data": False}, "hover": {"detail": "short"}}})
    camel, _ = read({"targetKeras": 2, "hints": {"data": False}, "hover": {"detail": "short"}})
    assert kebab == camel
    assert (kebab.target_keras, kebab.detail) == ("2", "short")
    assert kebab.hints == {"layer", "parameters"}


def test_all_hints_at_once() -> None:
    options, _ = read({"hints": False, "lenses": False})
    assert not options.hints
    assert not options.lenses


def test_what_is_wrong_keeps_its_default_and_is_named() -> None:
    options, problems = read({"target-keras": [3], "hover": {"detail": "long"}, "hints": {"layer": "yes"}})
    assert options == DEFAULT
    assert len(problems) == 3
    assert any("seqlint.hover.detail is 'long'" in problem for problem in problems)


@pytest.mark.parametrize(
    ("given", "wanted"), [(True, True), (False, False), ("auto", None), ("always", None), (1, True)]
)
def test_pictures(given: Any, wanted: bool | None) -> None:
    options, problems = read({"hover": {"pictures": given}})
    assert options.pictures is wanted
    assert bool(problems) is (given == "always")


def test_the_page_names_every_setting() -> None:
    page = (Path(__file__).parents[2] / "docs" / "server.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([\w.-]+)` \| (`[^`]+`|[^|]+) \|", page.partition("## Settings")[2], re.MULTILINE))
    shown = {f"hints.{kind}": f"`{str(kind in DEFAULT.hints).lower()}`" for kind in HINTS}
    assert shown.items() <= rows.items()
    assert rows["hover.detail"] == f'`"{DEFAULT.detail}"`'
    assert rows["hover.pictures"] == '`"auto"`'
    for name in SINGLE:
        assert rows[name] == f"`{str(getattr(DEFAULT, name)).lower()}`"
    assert set(rows) == {*shown, *SINGLE, "hover.detail", "hover.pictures", "target-keras"}
