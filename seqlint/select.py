"""Which rules are on for a file, and how grave their findings are."""

from __future__ import annotations

import os
import re
from functools import cache
from typing import TYPE_CHECKING

from seqlint.rules import catalogue

if TYPE_CHECKING:
    from seqlint.config import Choice, Settings
    from seqlint.rules import Entry

_PREFIX = re.compile(r"SEQ\d{0,3}")


def known() -> list[str]:
    """Everything that selects rules: ALL, codes, names and chapters."""
    entries = catalogue().values()
    return ["ALL", *(e.code for e in entries), *(e.name for e in entries), *sorted({e.chapter for e in entries})]


def problem(selector: str) -> str | None:
    """Why a text selects nothing; None if it selects something."""
    return None if _matches(selector) else f"no rule has the code, name or chapter `{selector}`"


@cache
def _matches(selector: str) -> tuple[frozenset[str], int] | None:
    """The codes that a selector means and how specific it is."""
    rules = catalogue()
    upper = selector.upper()
    if upper == "ALL":
        return frozenset(rules), 0
    if _PREFIX.fullmatch(upper):
        codes = frozenset(code for code in rules if code.startswith(upper))
        return (codes, len(upper) - 2) if codes else None
    lower = selector.lower()
    named = frozenset(code for code, entry in rules.items() if entry.name == lower)
    if named:
        return named, 9
    chapter = frozenset(code for code, entry in rules.items() if entry.chapter == lower)
    return (chapter, 1) if chapter else None


class Selection:
    """The rules that are on for one file.

    Attributes:
        codes: codes of the rules that are on.
        named: codes that a `select` or `extend-select` names.
        narrowed: whether rules that are on by default were turned off.
    """

    __slots__ = ("_severity", "codes", "hints", "named", "narrowed")

    def __init__(self, settings: Settings, path: str) -> None:
        rules = catalogue()
        self.hints = settings.preset == "strict"
        default = {code for code, entry in rules.items() if self.hints or entry.severity != "hint"}
        codes = set(default)
        named: set[str] = set()
        for choice in settings.choices:
            codes = _choose(choice, codes)
            for selector in (*(choice.select or ()), *choice.extend):
                named |= _codes(selector)
        for pattern, selectors in settings.per_file_ignores:
            if fits(path, (pattern,), settings.root):
                codes.difference_update(*map(_codes, selectors))
        self.codes = frozenset(codes)
        self.named = frozenset(named)
        self.narrowed = not self.codes >= default
        ranked = sorted(settings.severity, key=lambda pair: _rank(pair[0]))
        self._severity = {code: word for selector, word in ranked for code in _codes(selector)}

    def severity(self, entry: Entry, own: str) -> str | None:
        """How grave a finding is shown; None if it is not shown.

        Args:
            entry: its rule.
            own: the severity that the rule gives it.
        """
        if entry.code not in self.codes:
            return None
        shown = self._severity.get(entry.code, own)
        is_opinion = shown == "hint" and not self.hints and entry.code not in self.named
        return None if is_opinion and entry.code not in self._severity else shown


def _codes(selector: str) -> frozenset[str]:
    found = _matches(selector)
    return found[0] if found else frozenset()


def _rank(selector: str) -> int:
    found = _matches(selector)
    return found[1] if found else 0


def _choose(choice: Choice, before: set[str]) -> set[str]:
    """Where `select` and `ignore` both name a rule the more specific one holds, then `ignore`."""
    chosen = set(before) if choice.select is None else set()
    steps = [(_rank(text), 0, text) for text in (*(choice.select or ()), *choice.extend)]
    steps += [(_rank(text), 1, text) for text in choice.ignore]
    for _, is_ignore, text in sorted(steps):
        chosen = chosen - _codes(text) if is_ignore else chosen | _codes(text)
    return chosen


def fits(path: str, patterns: tuple[str, ...], root: str) -> bool:
    """Whether a path fits one of the patterns.

    Args:
        path: the path, relative to the working directory or absolute.
        patterns: a pattern without a slash fits the path's last name; one with a slash fits the path from `root`, or
            from `root` to a folder that it lies in.
        root: the folder that patterns are relative to; empty for the working directory.
    """
    if not patterns:
        return False
    names, paths = _patterns(patterns)
    if names.match(os.path.basename(path)):
        return True
    if paths is None:
        return False
    return paths.match(os.path.relpath(os.path.abspath(path), root or None).replace(os.sep, "/")) is not None


@cache
def _patterns(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    """What fits last names, and what fits whole paths."""
    from fnmatch import translate

    cleaned = [pattern.removesuffix("/").removeprefix("./") for pattern in patterns]
    names = [pattern.removeprefix("**/") for pattern in cleaned if "/" not in pattern.removeprefix("**/")]
    paths = [pattern.removesuffix("/") for pattern in patterns if "/" in pattern.removeprefix("./")]
    paths = [pattern.removeprefix("./") for pattern in paths]
    whole = [translate(each) for pattern in paths for each in (pattern, f"{pattern}/*", *_anywhere(pattern))]
    return re.compile("|".join(map(translate, names)) or r"(?!)"), re.compile("|".join(whole)) if whole else None


def _anywhere(pattern: str) -> tuple[str, ...]:
    """`**/` at the start also stands for no folder at all."""
    return (pattern.removeprefix("**/"), f"{pattern.removeprefix('**/')}/*") if pattern.startswith("**/") else ()
