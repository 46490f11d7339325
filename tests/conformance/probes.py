"""Scores a file of probes: small programs with what Keras did with each, beside what seqlint says of it.

Run as `python -m tests.conformance.probes --probes FILE [--keras 2]`; Keras itself is not needed. The file has a JSON
object a line:

- `id`, `code`: the probe's name and the program.
- `control`: true where the program is right; every other one has a mistake.
- `keras3`, `keras2`: what each generation did. `stage` is the last thing it was asked for (`construct`, `add`, `build`,
  `compile`, `fit`, `predict` …), `outcome` is `error`, `warning` or `silent`; for an error `exc`, `message` and the
  `line` of the program at which it was raised (none where the process died).

Other fields are not read. Printed are, by stage, how many probes agree in the verdict and how many of the errors in the
line, the false errors, a line for each miss, and how many mistakes of which Keras says nothing seqlint warns about.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from seqlint.check import analyse
from seqlint.config import DEFAULT
from seqlint.source.document import from_text
from seqlint.values.refusal import Refusal
from seqlint.values.target import NEWEST, Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Verdict = Literal["agree", "later", "missed", "false error", "crash"]
STATIC = ("construct", "add", "build", "compile")
"""Stages that see no data."""


class Probe(msgspec.Struct, frozen=True):
    """A program and what one generation of Keras did with it."""

    name: str
    code: str
    right: bool
    stage: str
    outcome: str
    line: int | None
    said: str


class Scored(msgspec.Struct, frozen=True):
    """What seqlint says of a probe: its verdict, whether an error has Keras' line, and its findings as (severity, line, code)."""

    probe: Probe
    verdict: Verdict
    placed: bool
    findings: tuple[tuple[str, int, str], ...]

    @property
    def noticed(self) -> bool:
        """Whether seqlint is loud about it."""
        return any(severity in {"error", "warning"} for severity, _, _ in self.findings)

    def text(self) -> str:
        """One line for a reader."""
        said = ", ".join(f"{code} {severity} on line {line}" for severity, line, code in self.findings) or "nothing"
        line = f" on line {self.probe.line}" if self.probe.line else ""
        keras = f"{self.probe.outcome} at {self.probe.stage}{line} {self.probe.said}".rstrip()
        return f"{self.verdict}: {self.probe.name}: Keras {keras}; seqlint {said}"


def read(path: Path, major: int) -> Iterator[Probe]:
    """The probes of a file, as one generation of Keras saw them."""
    for text in path.read_text("utf-8").splitlines():
        if text.strip():
            yield _probe(json.loads(text), major)


def _probe(row: dict[str, Any], major: int) -> Probe:
    keras = row[f"keras{major}"]
    said = f"{keras['exc']}: {' '.join(keras['message'].split())[:160]}" if keras["outcome"] == "error" else ""
    return Probe(row["id"], row["code"], row["control"], keras["stage"], keras["outcome"], keras.get("line"), said)


def score(probe: Probe, major: int) -> Scored:
    """Judge a probe for a generation of Keras.

    An error has its line if its own place or a related one covers it, or what seqlint sees raised is raised on it. One that
    stands before that line names the cause (the loss of a later `fit`) and agrees too; one after it does not.
    """
    settings = msgspec.structs.replace(DEFAULT, target=Target(major, NEWEST[major], "the command line"))
    analysis = analyse(from_text(probe.code, "probe.py"), settings)
    row = analysis.document.lines.row
    spans = [(each, each.finding.place.span()) for each in analysis.reported]
    findings = tuple((each.severity, row(span.start), each.entry.code) for each, span in spans)
    errors = [each.finding for each in analysis.reported if each.severity == "error"]
    places = [place.span() for each in errors for place in (each.place, *(other.place for other in each.related))]
    lines = {line for span in places for line in range(row(span.start), row(span.end) + 1)}
    lines |= {row(event.raised.span().start) for event in analysis.program.each(Refusal)}
    placed = probe.line is None or probe.line in lines
    verdict: Verdict = "agree"
    if analysis.failures:
        verdict = "crash"
    elif bool(errors) != (probe.outcome == "error"):
        verdict = "false error" if errors else "missed"
    elif errors and not placed and min(lines) > (probe.line or 0):
        verdict = "later"
    return Scored(probe, verdict, placed, findings)


def table(scored: Sequence[Scored]) -> Iterator[str]:
    """The figures by stage, as lines."""
    yield f"{'stage':<14}{'probes':>7}{'agree':>8}{'errors':>8}{'agree':>8}{'on its line':>13}{'false errors':>14}"
    stages = Counter(each.probe.stage for each in scored)
    for stage in (*(each for each in STATIC if each in stages), *(each for each in stages if each not in STATIC)):
        yield _row(stage, [each for each in scored if each.probe.stage == stage])
    yield _row("without data", [each for each in scored if each.probe.stage in STATIC])
    yield _row("all", scored)
    silent = [each for each in scored if each.probe.outcome != "error" and not each.probe.right]
    yield f"mistakes that Keras takes: {len(silent)}, noticed {sum(each.noticed for each in silent)}"
    right = [each for each in scored if each.probe.right]
    yield f"right programs: {len(right)}, loud about {sum(each.noticed for each in right)}"


def _row(name: str, scored: Sequence[Scored]) -> str:
    errors = [each for each in scored if each.probe.outcome == "error"]
    found = [each for each in errors if each.verdict == "agree"]
    of = Counter(each.verdict for each in scored)
    figures = f"{of.total():>7}{of['agree']:>8}{len(errors):>8}{len(found):>8}{sum(each.placed for each in found):>13}"
    return f"{name:<14}{figures}{of['false error']:>14}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Score a file of probes: seqlint beside what Keras did.")
    parser.add_argument("--probes", type=Path, required=True, help="the file, a JSON object a line")
    parser.add_argument("--keras", type=int, choices=(2, 3), default=3)
    parser.add_argument("--unnoticed", action="store_true", help="a line for each mistake that nobody speaks of, too")
    options = parser.parse_args(arguments)
    scored = [score(probe, options.keras) for probe in read(options.probes, options.keras)]
    wrong = [each for each in scored if each.verdict != "agree"]
    for each in wrong:
        print(each.text())
    if options.unnoticed:
        quiet = [each for each in scored if each.probe.outcome != "error" and not each.probe.right and not each.noticed]
        for each in quiet:
            print(f"unnoticed: {each.probe.name}: Keras {each.probe.outcome} at {each.probe.stage}")
    print(f"Keras {options.keras}, {len(scored)} probes")
    print("\n".join(table(scored)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
