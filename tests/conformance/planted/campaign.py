"""Plants mistakes, lets Keras and seqlint judge the programs, and compares verdict, code and line."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from seqlint.check import check_text
from seqlint.config import Settings
from seqlint.fix import mend
from seqlint.source.document import from_text
from seqlint.verify.run import Program, runs
from tests.conformance.planted.mistake import kinds
from tests.conformance.planted.recipe import write
from tests.conformance.planted.writing import Author

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from seqlint.report import FindingData
    from seqlint.values.target import Target
    from seqlint.verify.run import Run, Stop
    from tests.conformance.planted.mistake import Mistake
    from tests.conformance.planted.recipe import Written

LOUD = frozenset({"error", "warning"})


class Planted(msgspec.Struct, frozen=True):
    """A program with one mistake, or with none."""

    written: Written
    mistake: Mistake | None


class Verdict(msgspec.Struct, frozen=True):
    """What came of one program.

    Attributes:
        planted: the program.
        stop: where Keras ended it.
        findings: what seqlint says.
        outcome: `found`, or what is wrong with what seqlint says; `harmless` where Keras takes a mistake that
            need not be one.
        beside: loud findings that are not about the mistake.
    """

    planted: Planted
    stop: Stop | None
    findings: tuple[FindingData, ...]
    outcome: str
    beside: tuple[FindingData, ...]


def plant(seed: int, count: int, each: int, major: int = 3) -> Iterator[Planted]:
    """Programs that are correct in a Keras generation and, after each, some with a mistake in it; rare kinds come first."""
    author, chosen = Author(seed, major), Counter[str]()
    for number in range(count):
        recipe = author.recipe()
        yield Planted(write(recipe), None)
        draw, planted = random.Random(f"{seed} {number}"), 0
        for mistake in sorted(kinds(), key=lambda kind: (chosen[kind.name], draw.random())):
            changed = recipe.copied()
            if planted < each and mistake.plant(changed, draw):
                chosen[mistake.name] += 1
                planted += 1
                yield Planted(write(changed), mistake)


def judge(planted: Planted, run: Run, target: Target) -> Verdict:
    """Compare what Keras did with what seqlint says."""
    found = check_text(planted.written.text, "program.py", Settings(target=target)).findings
    stop, mistake = run.stop, planted.mistake
    loud = [finding for finding in found if finding.severity in LOUD]
    errors = [finding for finding in loud if finding.severity == "error"]
    if mistake is None:
        outcome = "Keras stops" if stop else "a finding on a correct program" if loud else "silent"
        return Verdict(planted, stop, found, outcome, tuple(loud))
    about = [finding for finding in found if finding.code in mistake.codes]
    beside = tuple(finding for finding in loud if finding.code not in mistake.codes)
    if stop is not None and stop.kind == "environment" and stop.exception != "Timeout":
        return Verdict(planted, stop, found, f"not run: {stop.exception}", beside)
    if stop is None and not mistake.wrong:
        return Verdict(planted, stop, found, "an error though it runs" if errors else "harmless", beside)
    return Verdict(planted, stop, found, _outcome(about, loud, stop, planted.written.lines), beside)


def _outcome(about: list[FindingData], loud: list[FindingData], stop: Stop | None, lines: frozenset[int]) -> str:
    if not about:
        return "another code" if loud else "missed"
    places = lines | {stop.line} if stop else lines
    placed = [finding for finding in about if finding.range.start.row in places]
    if not placed:
        return "another line"
    severities = {finding.severity for finding in placed}
    if stop is not None and any(finding.severity == "error" for finding in loud):
        return "found"
    if stop is not None and "error" not in severities and stop.exception != "Timeout":
        return "a warning though it stops" if severities & LOUD else "an info though it stops"
    return "an error though it runs" if stop is None and severities == {"error"} else "found"


def campaign(
    planted: Sequence[Planted], target: Target, python: str | None = None, at_once: int = 150
) -> Iterator[Verdict]:
    """Run programs in Keras and judge them."""
    for start in range(0, len(planted), at_once):
        part = planted[start : start + at_once]
        answers = runs(
            [Program("program.py", each.written.text) for each in part], target.major, python=python, seconds=60
        )
        for each, run in zip(part, answers, strict=True):
            yield judge(each, run, target)


class Fixed(msgspec.Struct, frozen=True):
    """A program after all fixes.

    Attributes:
        verdict: what was said of it before.
        text: its text now; None where no fix could be applied.
        worse: what the fixes spoilt.
    """

    verdict: Verdict
    text: str | None
    worse: tuple[str, ...]


def fixed(verdict: Verdict, target: Target) -> Fixed:
    """Apply all fixes of a program, unsafe ones too."""
    document = from_text(verdict.planted.written.text, "program.py")
    done = mend(document, Settings(target=target), unsafe=True)
    if done.data is None:
        return Fixed(verdict, None, ())
    left = {finding.code for finding in done.report.findings if finding.severity == "error"}
    new = left - {finding.code for finding in verdict.findings if finding.severity == "error"}
    return Fixed(verdict, done.document.text, tuple(f"{code} is new" for code in sorted(new)))


def mended(verdicts: Iterable[Verdict], target: Target, python: str | None = None) -> Iterator[tuple[Fixed, bool]]:
    """Each error that was found and has a determined cure, and whether Keras goes past it after the fixes."""
    cases = [fixed(each, target) for each in verdicts if _curable(each)]
    texts = [Program("program.py", case.text) for case in cases if case.text is not None]
    answers = iter(runs(texts, target.major, python=python, seconds=60) if texts else ())
    for case in cases:
        stop = next(answers).stop if case.text is not None else case.verdict.stop
        yield case, stop is None or (case.text is not None and _past(stop, case))


def _curable(verdict: Verdict) -> bool:
    mistake = verdict.planted.mistake
    return verdict.stop is not None and verdict.outcome == "found" and mistake is not None and mistake.cured


def _past(stop: Stop, case: Fixed) -> bool:
    """Whether Keras now stops in a later line, counted from the program's end."""
    before, after = case.verdict.planted.written.text.count("\n"), (case.text or "").count("\n")
    first = case.verdict.stop
    return first is not None and after - stop.line < before - first.line
