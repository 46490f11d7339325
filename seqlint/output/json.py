"""Ruff's JSON: a list of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.output import encoded
from seqlint.rules import catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seqlint.output import Page
    from seqlint.report import FindingData, FixData, Location, Report


def render(reports: Sequence[Report], page: Page) -> str:
    """All findings as one JSON list."""
    found = [_finding(report.filename, finding) for report in reports for finding in report.findings]
    return encoded(found)


def _finding(filename: str, finding: FindingData) -> dict[str, Any]:
    start = finding.range.start
    rule = catalogue().get(finding.code)
    fixes = [_fix(fix) for fix in finding.fixes]
    return {
        "filename": filename,
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "message": finding.message,
        "location": _location(start),
        "end_location": _location(finding.range.end),
        "cell": start.cell,
        "fix": fixes[0] if fixes else None,
        "fixes": fixes,
        "related": [
            {
                "filename": other.filename,
                "cell": other.range.start.cell,
                "location": _location(other.range.start),
                "end_location": _location(other.range.end),
                "message": other.message,
            }
            for other in finding.related
        ],
        "url": rule.page if rule else None,
        "noqa_row": start.row,
    }


def _fix(fix: FixData) -> dict[str, Any]:
    edits = [
        {
            "content": edit.content,
            "location": _location(edit.range.start),
            "end_location": _location(edit.range.end),
            "cell": edit.range.start.cell,
        }
        for edit in fix.edits
    ]
    return {"applicability": fix.applicability, "message": fix.title, "edits": edits}


def _location(at: Location) -> dict[str, int]:
    return {"row": at.row, "column": at.column}
