"""Rules' pages and pages of cases, read from their text."""

from __future__ import annotations

import re
from inspect import cleandoc
from typing import TYPE_CHECKING, NamedTuple

from seqlint.check import Analysis, Reported, analyse
from seqlint.config import Settings
from seqlint.source.document import from_text
from seqlint.values.target import parse_target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECTIONS = ("What it does", "Why is this bad?", "What Keras says", "Example", "Use instead", "Fix safety", "References")
_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^```python(?P<options>[^\n]*)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
_EXPECTED = re.compile(r'#\s*(?P<severity>error|warning|info|hint): \[(?P<code>SEQ\d{3})\](?:\s+"(?P<text>[^"]*)")?')


class Case(NamedTuple):
    """One heading of a page of cases."""

    name: str
    code: str
    target: str | None


class Expected(NamedTuple):
    """A finding that a comment asks for."""

    row: int
    severity: str
    code: str
    text: str


def sections(doc: str) -> dict[str, str]:
    """The sections of a rule's page by title."""
    _, *parts = _SECTION.split(cleandoc(doc))
    return {title.strip(): text.strip() for title, text in zip(parts[::2], parts[1::2], strict=True)}


def program(section: str) -> str:
    """The Python block of a section."""
    match = _BLOCK.search(section + "\n")
    assert match is not None, f"no python block in {section!r}"
    return match["code"]


def cases(path: Path) -> Iterator[Case]:
    """The cases of a page."""
    for title, text in sections(path.read_text(encoding="utf-8")).items():
        block = _BLOCK.search(text + "\n")
        assert block is not None, f"{path.name}: no python block under {title!r}"
        target = re.search(r"target-keras=(\S+)", block["options"])
        yield Case(title, block["code"], target[1] if target else None)


def expectations(code: str) -> list[Expected]:
    """The findings that the comments ask for: at the end of their line, or on lines of their own before it."""
    found: list[Expected] = []
    waiting: list[Expected] = []
    for row, line in enumerate(code.splitlines(), 1):
        here = [Expected(row, m["severity"], m["code"], m["text"] or "") for m in _EXPECTED.finditer(line)]
        if line.lstrip().startswith("#"):
            waiting += here
        else:
            found += here
            if line.strip():
                found += [each._replace(row=row) for each in waiting]
                waiting = []
    assert not waiting, "a comment asks for a finding after the last line"
    return found


def check(code: str, target: str | None = None, *, strict: bool = False) -> Analysis:
    """A program's analysis."""
    settings = Settings(
        preset="strict" if strict else "default", target=parse_target(target, "the test") if target else None
    )
    return analyse(from_text(code, "program.py"), settings)


def shown(reported: Reported) -> str:
    """A finding in one line, for a failure's message."""
    finding = reported.finding
    row = finding.place.position().row
    return f"{row}: {reported.severity} [{reported.entry.code}] {finding.label} | {finding.message}"
