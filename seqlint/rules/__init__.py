"""Judging a program: one rule a file, in chapters; found by walking, loaded when their subject first occurs."""

from __future__ import annotations

import os
import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from seqlint.rules.rule import Rule

_FOLDER = os.path.dirname(__file__)
_HEAD = re.compile(
    r'^@rule\(\s*"(?P<code>SEQ\d{3})",\s*Severity\.(?P<severity>\w+)(?:,\s*subject=(?P<subject>[\w.| ]+))?',
    re.MULTILINE,
)
_LINK = re.compile(r"https?://[^\s)>\]]+")


class Entry(msgspec.Struct, frozen=True):
    """A rule that was found but not yet imported.

    Attributes:
        code: SEQ and three digits.
        name: the file's stem with hyphens.
        chapter: its folder.
        module: the module to import.
        severity: the severity it is declared with.
        subjects: class names of the subjects that it judges; empty for a rule that a stage of the pipeline reports.
    """

    code: str
    name: str
    chapter: str
    module: str
    severity: str
    subjects: tuple[str, ...]

    def load(self) -> Rule:
        """Import the rule."""
        return _load(self.module, self.code)

    @property
    def page(self) -> str | None:
        """The address of the first page that the rule refers to."""
        return _page(self.module, self.code)


@cache
def _load(name: str, code: str) -> Rule:
    from seqlint.rules.rule import Rule as Loaded

    module = import_module(name)
    return next(value for value in vars(module).values() if isinstance(value, Loaded) and value.code == code)


@cache
def _page(name: str, code: str) -> str | None:
    link = _LINK.search(_load(name, code).doc.partition("## References")[2])
    return link[0] if link else None


@cache
def catalogue() -> dict[str, Entry]:
    """All rules by code, sorted; read from the heads of the files, nothing is imported."""
    found: dict[str, Entry] = {}
    for chapter in sorted(os.listdir(_FOLDER)):
        folder = os.path.join(_FOLDER, chapter)
        if not os.path.isdir(folder) or chapter.startswith("_"):
            continue
        for file in os.listdir(folder):
            if file.endswith(".py") and file != "__init__.py":
                entry = _entry(chapter, file[:-3], os.path.join(folder, file))
                found[entry.code] = entry
    return dict(sorted(found.items()))


def _entry(chapter: str, stem: str, path: str) -> Entry:
    with open(path, encoding="utf-8") as file:
        head = _HEAD.search(file.read())
    if head is None:
        raise ImportError(f"{path} declares no rule")
    subjects = tuple(name.strip() for name in (head["subject"] or "").split("|") if name.strip())
    module = f"{__name__}.{chapter}.{stem}"
    return Entry(head["code"], stem.replace("_", "-"), chapter, module, head["severity"].lower(), subjects)


@cache
def by_subject() -> dict[str, tuple[Entry, ...]]:
    """The rules by the class name of what they judge."""
    found: dict[str, list[Entry]] = {}
    for entry in catalogue().values():
        for subject in entry.subjects:
            found.setdefault(subject, []).append(entry)
    return {subject: tuple(entries) for subject, entries in found.items()}


def named(text: str) -> Entry | None:
    """The rule of that code or name."""
    by_code = catalogue()
    return by_code.get(text.upper()) or next((entry for entry in by_code.values() if entry.name == text.lower()), None)
