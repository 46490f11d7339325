"""Calls: functions of libraries whose result is not known, by name: those that seqlint lacks, and those it gives up."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from benchmarks.corpus import share, table
from seqlint.evaluate.resume import Following
from seqlint.values.callee import type_path
from seqlint.values.functions import Library, Method
from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    from benchmarks.corpus import Case
    from seqlint.evaluate.program import CallRecord, Program

LACKING = ("is not known to seqlint", "seqlint does not follow")
"""What the reason says where no twin is there."""


class Counted:
    """Calls by what is known of their result, each place once."""

    def __init__(self) -> None:
        self.calls = self.known = 0
        self.lacking: Counter[str] = Counter()
        self.passed_on = 0
        self.given_up: Counter[str] = Counter()

    def look(self, case: Case) -> None:
        """Follow one file once more, with the values of its expressions, and take its calls in."""
        program = Following(case.program.syntax, case.program.target).follow(case.program.syntax)
        places: dict[object, tuple[str, str | None]] = {}
        for call in program.calls.each():
            name = name_of(program, call)
            if name is None or call.place.document is not case.document:
                continue
            reason = call.result.reason if isinstance(call.result, Unknown) else None
            if reason is None or call.place not in places:
                places[call.place] = (name, reason)
        for name, reason in places.values():
            self.calls += 1
            self.known += reason is None
            if reason is None:
                continue
            if not any(words in reason for words in LACKING):
                self.given_up[f"{name}: {reason}"] += 1
            elif name.rpartition(".")[2] in reason:
                self.lacking[name] += 1
            else:
                self.passed_on += 1
        program.forget()

    def report(self) -> None:
        """Print the share, and the names, the commonest first."""
        print(f"\ncalls: the result is known of {share(self.known, self.calls)} calls of libraries")
        print(f"       {self.passed_on} more get a value that a lacking call gave")
        table(f"calls that seqlint lacks, by name: {self.lacking.total()}", self.lacking)
        table("calls whose result is not known all the same, by name and reason", self.given_up)


def name_of(program: Program, call: CallRecord) -> str | None:
    """The full name of a function of a library, or of a method of one of its objects."""
    if isinstance(call.function, Library):
        return call.function.path
    if not isinstance(call.function, Method) or call.function.function is not None:
        return None
    path = type_path(call.function.receiver, program.heap)
    return None if path is None else f"{path}.{call.function.name}"
