"""A Report: what seqlint has to say about one file, as plain data. It pickles, caches and crosses processes."""

from __future__ import annotations

from typing import Any

import msgspec


class Location(msgspec.Struct, frozen=True):
    """Row and column in code points, from 1; `cell` counts over all cells of a notebook, None in a script."""

    row: int
    column: int
    cell: int | None = None
    offset: int = 0


class Range(msgspec.Struct, frozen=True):
    """From `start` up to, not including, `end`."""

    start: Location
    end: Location


class EditData(msgspec.Struct, frozen=True):
    """Replace a range by text."""

    range: Range
    content: str


class FixData(msgspec.Struct, frozen=True):
    """A fix: `applicability` is "safe", "unsafe" or "display"."""

    title: str
    applicability: str
    edits: tuple[EditData, ...]


class RelatedData(msgspec.Struct, frozen=True):
    """Another place that has a part in a finding; `filename` may be another file of the project."""

    filename: str
    range: Range
    message: str


class FindingData(msgspec.Struct, frozen=True):
    """One finding.

    Attributes:
        code, name, severity: the rule's.
        message: the sentences.
        label: a few words for under the marked text.
        range: what is marked.
        related: other places.
        fixes: ways out, the preferred one first.
        calls: the calls that led there, where the place is inside a function.
    """

    code: str
    name: str
    severity: str
    message: str
    label: str
    range: Range
    related: tuple[RelatedData, ...] = ()
    fixes: tuple[FixData, ...] = ()
    calls: tuple[str, ...] = ()


class Report(msgspec.Struct, frozen=True):
    """What seqlint found in one file.

    Attributes:
        filename: as the file was named.
        findings: by place.
        models: number of models that were found.
        problem: why the file could not be read, with place and cure; None if it could.
        failures: stages or rules that failed (each also stands among the findings as SEQ009).
        looked: other files of the project that were looked for, found or not: what the report depends on besides.
        named: rules that are only worth knowing, found here, and named by a `select`: `--fix` mends them too.
    """

    filename: str
    findings: tuple[FindingData, ...] = ()
    models: int = 0
    problem: str | None = None
    failures: tuple[str, ...] = ()
    looked: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def to_builtins(self) -> Any:
        """The report as dictionaries and lists."""
        return msgspec.to_builtins(self)
