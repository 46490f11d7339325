"""How reports are written: one format a file, each a function from reports to text."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from seqlint.report import FindingData, Location, Report
    from seqlint.source.document import Document


def place(filename: str, at: Location) -> str:
    """A place that terminals and editors can follow: `train.py:12:38`, `train.ipynb:cell 3:2:5`."""
    cell = "" if at.cell is None else f"cell {at.cell}:"
    return f"{filename}:{cell}{at.row}:{at.column}"


class Page(msgspec.Struct, frozen=True):
    """What a format needs besides the reports.

    Attributes:
        sources: where the lines of a file come from.
        color: whether escape codes for colours are wanted.
        summary: whether a last line counts the findings, in the formats for people.
        fixed: how many findings were fixed in this run.
        place: how a place is written.
    """

    sources: Sources
    color: bool = False
    summary: bool = True
    fixed: int = 0
    place: Callable[[str, Location], str] = place


class Sources:
    """The texts that reports are about, read when a line of one is shown.

    Args:
        known: documents that are not on disk, or not as they are there.
    """

    def __init__(self, known: dict[str, Document] | None = None) -> None:
        self._known = known or {}
        self._last: tuple[str, Document | None] = ("", None)

    def line(self, filename: str, at: Location) -> str | None:
        """The line of a location, without its end; None where the file cannot be read any more."""
        document = self._known.get(filename) or self._read(filename)
        if document is None or at.offset > len(document.text):
            return None
        span = document.lines.line(document.lines.row(at.offset))
        return document.text[span.start : span.end]

    def _read(self, filename: str) -> Document | None:
        if self._last[0] != filename:
            from seqlint.source.document import SourceError, read

            try:
                self._last = (filename, read(filename))
            except SourceError:
                self._last = (filename, None)
        return self._last[1]


def render(name: str, reports: Sequence[Report], page: Page) -> str:
    """The reports in a format; the text ends with a line end unless it is empty."""
    text: str = import_module(f"{__name__}.{name}").render(reports, page)
    return text


def encoded(value: Any) -> str:
    """Plain data as JSON for machines and people; what is no Unicode in names and sources is written as an escape."""
    try:
        data = msgspec.json.encode(value)
    except UnicodeEncodeError:
        data = msgspec.json.encode(_clean(msgspec.to_builtins(value)))
    return msgspec.json.format(data, indent=2).decode() + "\n"


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {_clean(key): _clean(item) for key, item in value.items()}
    return [_clean(item) for item in value] if isinstance(value, list) else value


def head(filename: str, finding: FindingData) -> str:
    """The first line of a finding, which stands alone in `concise`."""
    return " ".join(head_parts(filename, finding))


def head_parts(filename: str, finding: FindingData) -> tuple[str, str, str, str]:
    """Place, severity, code and name."""
    return place(filename, finding.range.start), finding.severity, finding.code, finding.name


def totals(reports: Sequence[Report], fixed: int = 0) -> str:
    """The line that counts, such as "Found 1 error in 1 file, 1 model. 1 can be fixed with --fix."."""
    found = [finding for report in reports for finding in report.findings]
    models = counted(sum(report.models for report in reports), "model")
    done = f" Fixed {counted(fixed, 'finding')}." if fixed else ""
    if not found:
        return f"No findings in {counted(len(reports), 'file')}, {models}.{done}"
    kinds = [
        (word, sum(finding.severity == word for finding in found)) for word in ("error", "warning", "info", "hint")
    ]
    what = ", ".join(counted(count, word) for word, count in kinds if count)
    concerned = sum(bool(report.findings) for report in reports)
    where = (
        counted(len(reports), "file")
        if concerned == len(reports)
        else f"{concerned} of {counted(len(reports), 'file')}"
    )
    return f"Found {what} in {where}, {models}.{done}{_cures(reports)}"


def _cures(reports: Sequence[Report]) -> str:
    first = [
        finding.fixes[0].applicability
        for report in reports
        for finding in report.findings
        if finding.fixes and (_is_grave(finding) or finding.code in report.named)
    ]
    safe, unsafe = first.count("safe"), first.count("unsafe")
    words = f" {safe} can be fixed with --fix." if safe else ""
    return words + (f" {unsafe} {'more ' if safe else ''}with --fix --unsafe-fixes." if unsafe else "")


def _is_grave(finding: FindingData) -> bool:
    return finding.severity in {"error", "warning"}


def counted(number: int, noun: str) -> str:
    """`1 file`, `2 files`; `info` has no plural here."""
    return f"{number:,} {noun}{'' if number == 1 or noun == 'info' else 's'}"
