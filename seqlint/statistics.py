"""How many findings each rule has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from seqlint.output import encoded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seqlint.report import Report


class Count(msgspec.Struct, frozen=True):
    """A rule, the number of its findings, and of those that a fix can mend."""

    code: str
    name: str
    severity: str
    count: int
    fixable: int


def counts(reports: Sequence[Report]) -> list[Count]:
    """The rules by the number of their findings."""
    found: dict[str, Count] = {}
    for report in reports:
        for finding in report.findings:
            before = found.get(finding.code) or Count(finding.code, finding.name, finding.severity, 0, 0)
            fixable = before.fixable + any(fix.edits for fix in finding.fixes)
            found[finding.code] = msgspec.structs.replace(before, count=before.count + 1, fixable=fixable)
    return sorted(found.values(), key=lambda count: (-count.count, count.code))


def statistics(reports: Sequence[Report], *, is_json: bool) -> str:
    """The counts as a table, or as JSON."""
    rows = counts(reports)
    if is_json:
        return encoded(rows)
    width = max((len(f"{row.count:,}") for row in rows), default=0)
    mark = {True: "[*]", False: "[ ]"}
    lines = [
        f"{row.count:>{width},}  {row.code}  {mark[row.fixable > 0]} {row.severity:<7}  {row.name}\n" for row in rows
    ]
    note = "[*] some can be fixed\n" if any(row.fixable for row in rows) else ""
    return "".join(lines) + note
