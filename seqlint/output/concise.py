"""One line a finding, which every editor and CI log can follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.output import Page, head, totals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seqlint.report import Report


def render(reports: Sequence[Report], page: Page) -> str:
    """The first line of each finding."""
    lines = [head(report.filename, finding) for report in reports for finding in report.findings]
    if page.summary:
        lines.append(totals(reports, page.fixed))
    return "".join(f"{line}\n" for line in lines)
