"""The pages of the rules about the file itself, which stages of the pipeline bring their subjects."""

from __future__ import annotations

import re
from inspect import cleandoc

import pytest

from seqlint import check_text
from seqlint.config import Settings
from seqlint.fix import mend
from seqlint.rules import Entry, catalogue
from seqlint.source.document import from_text

RULES = [pytest.param(entry, id=entry.code) for entry in catalogue().values() if not entry.subjects]
SECTIONS = ["What it does", "Why is this bad?", "What Keras says", "Example", "Use instead", "Fix safety", "References"]
_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(entry: Entry) -> list[str]:
    return _BLOCK.findall(cleandoc(entry.load().doc))


def test_they_are_the_chapter_file() -> None:
    assert {entry.values[0].chapter for entry in RULES} == {"file"}


@pytest.mark.parametrize("entry", RULES)
def test_the_page_is_whole(entry: Entry) -> None:
    rule = entry.load()
    titles = re.findall(r"^## (.+)$", cleandoc(rule.doc), re.MULTILINE)
    assert titles == [title for title in SECTIONS if title in titles]
    assert set(SECTIONS) - set(titles) <= {"References"}
    assert (rule.code, rule.severity.value) == (entry.code, entry.severity)


@pytest.mark.parametrize("entry", [rule for rule in RULES if rule.id != "SEQ009"])
def test_the_example_fires_and_the_other_is_silent(entry: Entry) -> None:
    example, instead = blocks(entry)
    assert [one.code for one in check_text(example).findings] == [entry.code]
    assert check_text(instead).findings == ()


def test_the_fix_of_unused_ignore_leads_from_one_to_the_other() -> None:
    example, instead = blocks(catalogue()["SEQ002"])
    done = mend(from_text(example, "a.py"), Settings())
    assert done.data == instead.encode()
