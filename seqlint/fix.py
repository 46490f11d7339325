"""Applying fixes: never two over one text, in rounds until nothing is left, and never so that a file gets worse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from seqlint.check import analyse, report
from seqlint.config import SEVERITIES
from seqlint.output import place
from seqlint.select import Selection
from seqlint.source.change import Edit
from seqlint.source.error import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seqlint.config import Settings
    from seqlint.report import EditData, FindingData, FixData, Report
    from seqlint.source.document import Document

ROUNDS = 20
STEPS = 3
"""How many fixes may be needed one after the other before a file is no worse than before."""


class Mended(msgspec.Struct, frozen=True):
    """A document after its fixes.

    Attributes:
        data: the file's new bytes; None where nothing changed.
        document: the document as it is now.
        report: what is still found in it.
        applied: the titles of the fixes that were applied.
        undone: for each fix that made something worse, and was taken back, why.
    """

    data: bytes | None
    document: Document
    report: Report
    applied: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()


def mend(document: Document, settings: Settings, *, unsafe: bool = False) -> Mended:
    """Apply the fixes of a document until none is left that can be applied.

    Fixed are errors and warnings, and info that a `select` names.

    Args:
        document: the document.
        settings: the settings to check it with.
        unsafe: whether unsafe fixes may be applied too.
    """
    return _Mending(document, settings, {"safe", "unsafe"} if unsafe else {"safe"}).run()


class _Mending:
    """The rounds of fixes on one document."""

    def __init__(self, document: Document, settings: Settings, safety: set[str]) -> None:
        self.document = document
        self.settings = settings
        self.safety = safety
        self.named = Selection(settings, document.path).named
        analysis = analyse(document, settings)
        self.problems = len(analysis.syntax.problems)
        self.report = report(analysis)
        self.applied: list[str] = []
        self.undone: dict[tuple[str, str], str] = {}
        self.data: bytes | None = None

    def run(self) -> Mended:
        for _ in range(ROUNDS):
            if not self._round():
                break
        return Mended(self.data, self.document, self.report, tuple(self.applied), tuple(self.undone.values()))

    def _round(self) -> bool:
        """Apply all fixes that do not overlap; where that makes something worse, the first that does not."""
        chosen = self._choice()
        if not chosen:
            return False
        worse = self._try(chosen)
        if worse is None:
            return True
        for pair in chosen:
            if len(chosen) > 1:
                worse = self._try([pair])
            if worse is None:
                return True
            self._take_back(*pair, worse)
        return True

    def _take_back(self, finding: FindingData, fix: FixData, worse: str) -> None:
        where = place(self.document.path, finding.range.start)
        words = f"{where}: the fix of {finding.code} ({fix.title}) was not applied: {worse}."
        self.undone[self._key(finding, fix)] = words

    def _key(self, finding: FindingData, fix: FixData) -> tuple[str, str]:
        """What tells a fix from others although the text around it moves."""
        start, end = finding.range.start.offset, finding.range.end.offset
        return finding.code, f"{fix.title}\0{self.document.text[start:end]}"

    def _choice(self) -> list[tuple[FindingData, FixData]]:
        return self._apart(self.report.findings)

    def _apart(self, findings: Iterable[FindingData]) -> list[tuple[FindingData, FixData]]:
        """A fix for each finding that has one, no two over one text."""
        taken: list[EditData] = []
        chosen: list[tuple[FindingData, FixData]] = []
        for finding in findings:
            fix = self._fix(finding)
            if fix is None:
                continue
            new = [edit for edit in fix.edits if edit not in taken]
            if not any(_touch(edit, other) for edit in new for other in taken):
                taken += new
                chosen.append((finding, fix))
        return chosen

    def _fix(self, finding: FindingData) -> FixData | None:
        """The first fix of a finding that may be applied and was not taken back."""
        if finding.severity not in {"error", "warning"} and finding.code not in self.named:
            return None
        for fix in finding.fixes:
            if fix.applicability in self.safety and fix.edits and self._key(finding, fix) not in self.undone:
                return fix
        return None

    def _try(self, chosen: list[tuple[FindingData, FixData]]) -> str | None:
        """Apply fixes; None if nothing got worse, else why they were not kept."""
        document, titles = self.document, [fix.title for _, fix in chosen]
        step, reason = chosen, None
        for _ in range(STEPS):
            try:
                data = document.render(_edits(edit for _, fix in step for edit in fix.edits))
                document = document.reread(data)
            except (SourceError, ValueError) as error:
                return reason or f"the file could not be written with it ({error})"
            analysis = analyse(document, self.settings)
            if len(analysis.syntax.problems) > self.problems:
                return reason or "the file would be no Python any more"
            found = report(analysis)
            worse = _worse(self.report, found, [finding for finding, _ in chosen])
            if worse is None:
                self.problems = len(analysis.syntax.problems)
                self.data, self.document, self.report = data, document, found
                self.applied += titles
                return None
            reason = reason or worse
            step = self._uncovered(found)
            titles += [fix.title for _, fix in step]
            if not step:
                break
        return reason

    def _uncovered(self, found: Report) -> list[tuple[FindingData, FixData]]:
        """Fixes of what only came to light by a fix, such as `lr=` of an optimizer whose old import is mended."""
        had = _counts(self.report)
        new = [each for each in found.findings if each.code not in had]
        return self._apart(new)


def _edits(edits: Iterable[EditData]) -> list[Edit]:
    unique = {(edit.range.start.offset, edit.range.end.offset, edit.content) for edit in edits}
    return [Edit(*edit) for edit in sorted(unique)]


def _touch(one: EditData, other: EditData) -> bool:
    """Whether two different edits touch: then only one of them is applied in a round."""
    a, b, c, d = one.range.start.offset, one.range.end.offset, other.range.start.offset, other.range.end.offset
    return a <= d and c <= b


def _worse(before: Report, after: Report, mended: list[FindingData]) -> str | None:
    """What is worse than before, as the end of a sentence; None if nothing is."""
    had, has = _counts(before), _counts(after)
    for finding in mended:
        if has.get(finding.code, 0) > had[finding.code] - sum(other.code == finding.code for other in mended):
            return f"{finding.code} is found all the same"
    if len(after.failures) > len(before.failures):
        return "what comes of it cannot be checked"
    least = max(SEVERITIES.index(finding.severity) for finding in mended)
    for finding in after.findings:
        if SEVERITIES.index(finding.severity) <= least and has[finding.code] > had.get(finding.code, 0):
            return f"{finding.code} ({finding.name}) would be new on line {finding.range.start.row}"
    return None


def _counts(found: Report) -> dict[str, int]:
    counts: dict[str, int] = {}
    for finding in found.findings:
        counts[finding.code] = counts.get(finding.code, 0) + 1
    return counts


def diff(before: Document, after: Document) -> str:
    """What changed, as a unified diff; a notebook's cell by cell."""
    if not before.cells:
        return _diff(before.text, after.text, before.path)
    pairs = zip(before.cells, after.cells, strict=True)
    return "".join(
        _diff(before.text[old.start : old.end], after.text[new.start : new.end], f"{before.path}:cell {old.index}")
        for old, new in pairs
    )


def _diff(before: str, after: str, name: str) -> str:
    from difflib import unified_diff

    lines = unified_diff(_lines(before), _lines(after), name, name)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    """Lines with their ends; only a line feed ends one here, so that a patch fits."""
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
