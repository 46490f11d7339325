"""Each rule's own page: complete, its Example fires that rule alone, Use instead is silent, the fix leads from one to the other."""

from __future__ import annotations

import pytest

from seqlint.rules import Entry, catalogue
from seqlint.source.edit import apply
from tests.rules.reading import SECTIONS, check, program, sections, shown

RULES = [pytest.param(entry, id=entry.code) for entry in catalogue().values() if entry.subjects]


@pytest.mark.parametrize("entry", RULES)
def test_page_is_complete(entry: Entry) -> None:
    rule = entry.load()
    assert rule.code == entry.code
    assert tuple(sections(rule.doc)) == SECTIONS
    assert rule.doc.split("\n")[0].endswith(".")
    assert rule.judge.__name__.replace("_", "-") == entry.name


@pytest.mark.parametrize("entry", RULES)
def test_example_fires_this_rule_alone(entry: Entry) -> None:
    analysis = check(program(sections(entry.load().doc)["Example"]), strict=entry.severity == "hint")
    assert not analysis.failures
    codes = {each.entry.code for each in analysis.reported}
    assert codes == {entry.code}, "\n".join(map(shown, analysis.reported))
    assert any(each.severity == entry.severity for each in analysis.reported), "\n".join(map(shown, analysis.reported))


@pytest.mark.parametrize("entry", RULES)
def test_use_instead_is_silent(entry: Entry) -> None:
    analysis = check(program(sections(entry.load().doc)["Use instead"]), strict=entry.severity == "hint")
    assert not analysis.failures
    assert not analysis.reported, "\n".join(map(shown, analysis.reported))


@pytest.mark.parametrize("entry", RULES)
def test_first_fix_gives_use_instead(entry: Entry) -> None:
    page = sections(entry.load().doc)
    code = program(page["Example"])
    reported = check(code, strict=entry.severity == "hint").reported
    fix = next((each.finding.fixes[0] for each in reported if each.finding.fixes), None)
    says_none = page["Fix safety"].startswith("No fix")
    assert (fix is None) == says_none, f"the page says {page['Fix safety']!r}"
    if fix is not None:
        assert _plain(apply(code, fix.edits)) == _plain(program(page["Use instead"]))
        assert page["Fix safety"].split()[0].lower().rstrip(":") == fix.applicability


def _plain(code: str) -> str:
    return "".join(code.split())


@pytest.mark.parametrize("entry", RULES)
def test_messages_are_short(entry: Entry) -> None:
    for each in check(program(sections(entry.load().doc)["Example"]), strict=entry.severity == "hint").reported:
        assert len(each.finding.message) <= 620
        assert "\n" not in each.finding.message
        assert each.finding.label
