"""Findings as a cell's output: HTML in notebooks, text in the terminal."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import msgspec

from seqlint.output import Page, Sources, counted, render
from seqlint.rules import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.report import FindingData, Location, Range, Report
    from seqlint.source.document import Document

_COLORS = {"error": "#d9363e", "warning": "#c77700", "info": "#3d7fc4", "hint": "#8a63d2"}
"""Middle tones: they stand out on white and on black."""
_GRAVE = ("error", "warning")
_BOX = "border-left:4px solid {color};padding:2px 0 2px 10px;margin:4px 0 8px;line-height:1.45"
_CODE = (
    "font-family:monospace;white-space:pre;overflow-x:auto;margin:4px 0;padding:4px 8px;border-radius:3px;"
    "background:rgba(128,128,128,.13);color:inherit;line-height:1.4"
)
_MARK = "background:{color}38;color:inherit;border-bottom:2px solid {color};padding:0"
_WIDEST = 160


class Findings:
    """What seqlint has to say about cells.

    Args:
        report: the findings.
        document: the cells' text.
        whole: whether everything is asked for; else notes are only counted.
    """

    def __init__(self, report: Report, document: Document, *, whole: bool = False) -> None:
        self.report = report
        self.document = document
        self.whole = whole
        self.shown = [each for each in report.findings if whole or each.severity in _GRAVE]
        self.notes = len(report.findings) - len(self.shown)

    def __repr__(self) -> str:
        report = msgspec.structs.replace(self.report, findings=tuple(self.shown))
        page = Page(Sources({self.report.filename: self.document}), summary=False, place=where)
        text = render("full", [report], page) + "".join(f"{line}\n" for line in self._last_lines())
        return text.rstrip()

    def _repr_html_(self) -> str:
        rest = "".join(f'<div style="opacity:.75">{escape(line)}</div>' for line in self._last_lines())
        return f'<div class="seqlint">{"".join(map(self._finding, self.shown))}{rest}</div>'

    def _last_lines(self) -> Iterator[str]:
        if self.notes:
            them = "it" if self.notes == 1 else "them"
            yield f"{counted(self.notes, 'note')} besides: %seqlint check shows {them}."
        if self.whole and not self.shown:
            yield f"No findings in {counted(len(self.document.cells), 'cell')}, {counted(self.report.models, 'model')}."

    def _finding(self, finding: FindingData) -> str:
        color = _COLORS[finding.severity]
        entry = catalogue().get(finding.code)
        code = escape(finding.code)
        if entry is not None and entry.page:
            code = f'<a href="{escape(entry.page)}" target="_blank" rel="noopener">{code}</a>'
        head = (
            f'<b style="color:{color}">{finding.severity}</b> {code} {escape(finding.name)} '
            f'<span style="opacity:.7">{escape(where(self.report.filename, finding.range.start))}</span>'
        )
        calls = f" Only in the call {', '.join(finding.calls)}." if finding.calls else ""
        parts = [f"<div>{head}</div>", *self._snippets(finding, color), f"<div>{_prose(finding.message + calls)}</div>"]
        for index, fix in enumerate(finding.fixes):
            word = "or" if index else "fix"
            note = "" if fix.applicability == "display" else f" ({fix.applicability})"
            parts.append(f"<div><b>{word}</b>{note}: {_prose(fix.title)}</div>")
        return f'<div style="{_BOX.format(color=color)}">{"".join(parts)}</div>'

    def _snippets(self, finding: FindingData, color: str) -> Iterator[str]:
        """The lines concerned, the ones that led there first."""
        for other in finding.related:
            if other.filename == self.report.filename:
                yield self._snippet(other.range, _COLORS["info"], other.message)
            else:
                yield f"<div>{_prose(other.message)}</div>"
        yield self._snippet(finding.range, color, finding.label)

    def _snippet(self, range_: Range, color: str, label: str) -> str:
        row = self.document.lines.line(self.document.lines.row(range_.start.offset))
        line = self.document.text[row.start : row.end]
        start = range_.start.offset - row.start
        end = max(min(range_.end.offset - row.start, len(line)), start + 1)
        cut = max(0, start - _WIDEST // 2) if len(line) > _WIDEST else 0
        before, marked, after = line[cut:start], line[start:end], line[end : cut + _WIDEST]
        number = f'<span style="opacity:.6">{escape(_short(range_.start))}  </span>'
        mark = f'<mark style="{_MARK.format(color=color)}">{escape(marked)}</mark>'
        said = f'<span style="color:{color}">  ← {escape(label)}</span>' if label else ""
        text = f"{number}{'…' if cut else ''}{escape(before)}{mark}{escape(after)}{said}"
        return f'<div style="{_CODE}">{text}</div>'


def where(_: str, at: Location) -> str:
    """A place in a session: `In [5], line 3`."""
    return f"In [{at.cell}], line {at.row}" if at.cell is not None else "in the session"


def _short(at: Location) -> str:
    return f"[{at.cell}] {at.row}"


def _prose(text: str) -> str:
    """Sentences with their `code` in a typewriter face."""
    pieces = escape(text).split("`")
    if len(pieces) % 2 == 0:
        return escape(text)
    return "".join(f"<code>{piece}</code>" if index % 2 else piece for index, piece in enumerate(pieces))
