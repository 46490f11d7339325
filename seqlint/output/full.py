"""Findings for people: the lines concerned, what is wrong with them, the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.output import Page, head_parts, totals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seqlint.report import FindingData, Location, Range, Report

WIDTH = 110
_COLORS = {"error": "31", "warning": "33", "info": "36", "hint": "35"}


def render(reports: Sequence[Report], page: Page) -> str:
    """Each finding with its lines; the same info in one file once."""
    lines: list[str] = []
    for report in reports:
        for finding, others in _folded(report.findings):
            lines += _Picture(report, finding, page).lines(others)
    if page.summary:
        lines.append(totals(reports, page.fixed))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _folded(findings: Sequence[FindingData]) -> Iterator[tuple[FindingData, list[FindingData]]]:
    """The findings to show, each with those that are folded into it."""
    first: dict[str, list[FindingData]] = {}
    for finding in findings:
        if finding.severity in {"info", "hint"}:
            first.setdefault(finding.code, []).append(finding)
    for finding in findings:
        same = first.get(finding.code) if finding.severity in {"info", "hint"} else None
        if same is None:
            yield finding, []
        elif same[0] is finding:
            yield finding, same[1:]


class _Mark:
    """A piece of a line to underline."""

    __slots__ = ("label", "main", "range")

    def __init__(self, range_: Range, label: str, main: bool) -> None:
        self.range = range_
        self.label = label
        self.main = main


class _Picture:
    """One finding as lines of text."""

    def __init__(self, report: Report, finding: FindingData, page: Page) -> None:
        self.report = report
        self.finding = finding
        self.page = page
        marks = [_Mark(finding.range, finding.label, True)]
        self.elsewhere = [other for other in finding.related if other.filename != report.filename]
        here = (other for other in finding.related if other.filename == report.filename)
        marks.extend(_Mark(other.range, other.message, False) for other in here)
        self.marks = sorted(marks, key=lambda mark: (mark.range.start.offset, mark.main))
        self.gutter = max(5, *(len(_number(mark.range.start)) + 1 for mark in self.marks))

    def lines(self, others: list[FindingData]) -> Iterator[str]:
        finding = self.finding
        color = _COLORS[finding.severity]
        _, severity, *rest = head_parts(self.report.filename, finding)
        where = self.page.place(self.report.filename, finding.range.start)
        yield " ".join((self.paint(where, "1"), self.paint(severity, color), *rest))
        yield from self.snippet(color)
        yield from (
            f"   {self.page.place(other.filename, other.range.start)}: {other.message}" for other in self.elsewhere
        )
        for line in finding.message.splitlines():
            yield from _wrapped(line)
        if finding.calls:
            yield from _wrapped(f"Only in the call {', '.join(finding.calls)}.")
        for index, fix in enumerate(finding.fixes):
            word = "fix" if index == 0 else " or"
            note = "" if fix.applicability == "display" else f" ({fix.applicability})"
            yield f"   {self.paint(word, '32')}{note}: {fix.title}"
        if others:
            yield f"   and on {_others(finding, others)}"

    def snippet(self, color: str) -> Iterator[str]:
        """The lines concerned, with marks under them."""
        shown: tuple[str, str] | None = None
        for mark in self.marks:
            line = self.page.sources.line(self.report.filename, mark.range.start)
            if line is None:
                continue
            window = _Window(line, mark.range)
            number = _number(mark.range.start)
            if shown != (number, window.text):
                yield f"{number:>{self.gutter}} │ {window.text}"
                shown = number, window.text
            under = ("━" if mark.main else "─") * window.width + (f" {mark.label}" if mark.label else "")
            painted = self.paint(under, color if mark.main else "34")
            yield f"{'':>{self.gutter}} │ {' ' * window.indent}{painted}"

    def paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.page.color else text


class _Window:
    """The part of a line that is shown: the whole of it, or the surroundings of a mark in a long one."""

    def __init__(self, line: str, range_: Range) -> None:
        start = range_.start.column - 1
        same_row = range_.end.row == range_.start.row and range_.end.cell == range_.start.cell
        end = range_.end.column - 1 if same_row else len(line.rstrip())
        cut = max(0, start - WIDTH // 2) if len(line) > 2 * WIDTH else 0
        before = "…" if cut else ""
        text = line[cut : cut + 2 * WIDTH].replace("\t", " ").rstrip()
        self.text = before + text + ("…" if cut + 2 * WIDTH < len(line) else "")
        self.indent = _columns(before + text[: start - cut])
        self.width = max(1, _columns(text[start - cut : end - cut]))


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def _number(at: Location) -> str:
    return str(at.row) if at.cell is None else f"cell {at.cell}:{at.row}"


def _others(finding: FindingData, others: list[FindingData]) -> str:
    places = list(dict.fromkeys(_number(other.range.start) for other in others))
    listed = ", ".join(places)
    if finding.range.start.cell is not None:
        return listed
    return f"line{'' if len(places) == 1 else 's'} {listed}"


def _wrapped(text: str) -> Iterator[str]:
    line = "  "
    for word in text.split():
        if len(line) + len(word) + 1 > WIDTH and line.strip():
            yield line
            line = "  "
        line = f"{line} {word}"
    yield line
