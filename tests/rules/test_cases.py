"""The pages of cases: each heading is a program, with the findings that it has as comments; without, it has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from seqlint.rules import catalogue
from tests.rules.reading import Case, cases, check, expectations, shown

FOLDER = Path(__file__).parent
PAGES = sorted(FOLDER.glob("*/*.md"))
BY_NAME = {entry.name: entry for entry in catalogue().values()}
APART = {"silence", "boundaries"}
"""Folders of pages that are about no one rule: what is no mistake, and who speaks where two could."""
ALL = [pytest.param(path, case, id=f"{path.stem}: {case.name}") for path in PAGES for case in cases(path)]


@pytest.mark.parametrize(("path", "case"), ALL)
def test_case(path: Path, case: Case) -> None:
    own = BY_NAME.get(path.stem.replace("_", "-"))
    analysis = check(case.code, case.target, strict=own is not None and own.severity == "hint")
    assert not analysis.failures
    relevant = [
        each
        for each in analysis.reported
        if each.severity in {"error", "warning"} or (own is not None and each.entry.code == own.code)
    ]
    wanted = expectations(case.code)
    unmatched = list(relevant)
    for expected in wanted:
        match = next(
            (
                each
                for each in unmatched
                if each.finding.place.position().row == expected.row
                and each.entry.code == expected.code
                and each.severity == expected.severity
                and expected.text in f"{each.finding.label} {each.finding.message}"
            ),
            None,
        )
        assert match is not None, f"{expected} was not found among\n" + "\n".join(map(shown, analysis.reported))
        unmatched.remove(match)
    assert not unmatched, "not asked for:\n" + "\n".join(map(shown, unmatched))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_has_as_many_silent_cases_as_firing_ones(path: Path) -> None:
    firing = [bool(expectations(case.code)) for case in cases(path)]
    assert firing.count(False) >= firing.count(True) > 0 or path.parent.name in APART


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_belongs_to_a_rule(path: Path) -> None:
    entry = BY_NAME.get(path.stem.replace("_", "-"))
    assert path.parent.name in APART or (entry is not None and entry.chapter == path.parent.name)


def test_each_rule_about_programs_has_a_page() -> None:
    pages = {path.stem.replace("_", "-") for path in PAGES}
    missing = [entry.name for entry in catalogue().values() if entry.subjects and entry.name not in pages]
    assert not missing
