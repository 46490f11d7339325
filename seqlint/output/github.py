"""Annotations of GitHub's workflows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.output import Page, place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seqlint.report import FindingData, Report

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice", "hint": "notice"}


def render(reports: Sequence[Report], page: Page) -> str:
    """One workflow command a finding."""
    return "".join(f"{_command(report.filename, finding)}\n" for report in reports for finding in report.findings)


def _command(filename: str, finding: FindingData) -> str:
    start, end = finding.range.start, finding.range.end
    # GitHub knows no cells: a notebook's finding stands at the top of its file, its message names the place.
    line, column, last, until = (start.row, start.column, end.row, end.column) if start.cell is None else (1, 1, 1, 1)
    where = (
        f"title={_value(f'seqlint ({finding.code})')},file={_value(filename)},"
        f"line={line},col={column},endLine={last},endColumn={until}"
    )
    message = f"{place(filename, start)}: {finding.code} {finding.name}: {finding.message}"
    return f"::{_COMMANDS[finding.severity]} {where}::{_text(message)}"


def _text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")
