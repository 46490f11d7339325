"""The campaign as a command."""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from seqlint.values.target import NEWEST, Target
from tests.conformance.planted.campaign import campaign, mended, plant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.conformance.planted.campaign import Verdict

RUNS = {"raising": "Keras refuses", "silent": "it trains, wrongly"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the campaign and print its table."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.conformance.planted", description="Plant mistakes in programs."
    )
    parser.add_argument("--count", type=int, default=300, help="how many correct programs")
    parser.add_argument("--each", type=int, default=4, help="how many mistakes, one by one, in each")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keras", type=int, choices=(2, 3), default=3)
    parser.add_argument("--python", help="the interpreter that has TensorFlow")
    parser.add_argument("--no-fixes", action="store_true", help="leave out the runs of mended programs")
    options = parser.parse_args(arguments)
    target = Target(options.keras, NEWEST[options.keras], "the command line")
    verdicts: list[Verdict] = []
    for verdict in campaign(
        list(plant(options.seed, options.count, options.each, options.keras)), target, options.python
    ):
        verdicts.append(verdict)
        if verdict.outcome not in {"found", "silent", "harmless"} or (verdict.beside and verdict.planted.mistake):
            _show(verdict)
    good = _table(verdicts)
    if not options.no_fixes:
        good &= _fixes(verdicts, target, options.python)
    return 0 if good else 1


def _show(verdict: Verdict) -> None:
    mistake = verdict.planted.mistake
    stop = (
        f"line {verdict.stop.line}: {verdict.stop.exception}: {verdict.stop.message[:240]}" if verdict.stop else "runs"
    )
    print(f"=== {mistake.name if mistake else 'correct'}: {verdict.outcome}\nKeras {stop}")
    print(f"planted on {sorted(verdict.planted.written.lines)} for {sorted(mistake.codes) if mistake else ()}")
    for finding in verdict.findings:
        print(f"    {finding.range.start.row}: {finding.severity} {finding.code} {finding.message[:200]}")
    print(verdict.planted.written.text, flush=True)


def _table(verdicts: list[Verdict]) -> bool:
    by_name: dict[str, Counter[str]] = defaultdict(Counter)
    total: dict[str, Counter[str]] = {"raising": Counter(), "silent": Counter()}
    for verdict in verdicts:
        mistake = verdict.planted.mistake
        if mistake is None or verdict.outcome.startswith("not run"):
            continue
        by_name[mistake.name][verdict.outcome] += 1
        if verdict.stop is not None or mistake.wrong:
            total["silent" if verdict.stop is None else "raising"][verdict.outcome] += 1
    for name, outcomes in sorted(by_name.items()):
        others = ", ".join(f"{count} {outcome}" for outcome, count in outcomes.items() if outcome != "found")
        print(f"{name:45}{outcomes['found']:5} of {sum(outcomes.values()):4}   {others}")
    good = True
    for kind, least in (("raising", 0.97), ("silent", 0.92)):
        found, all_ = total[kind]["found"], total[kind].total()
        good &= found >= least * all_
        print(f"{RUNS[kind]}: {found} of {all_} found ({found / max(all_, 1):.1%}); others: {dict(total[kind])}")
    correct = Counter(verdict.outcome for verdict in verdicts if verdict.planted.mistake is None)
    beside = Counter(f.code for verdict in verdicts if verdict.planted.mistake for f in verdict.beside)
    false = sum(verdict.outcome == "an error though it runs" for verdict in verdicts)
    print(f"correct programs: {dict(correct)}")
    print(f"errors on programs that run: {false}; findings beside the mistake: {dict(beside.most_common())}")
    return good and not false and set(correct) <= {"silent"}


def _fixes(verdicts: list[Verdict], target: Target, python: str | None) -> bool:
    past: Counter[bool] = Counter()
    without: Counter[str] = Counter()
    worse = 0
    for case, goes_on in mended(verdicts, target, python):
        past[goes_on] += 1
        worse += bool(case.worse)
        mistake = case.verdict.planted.mistake
        if not goes_on and mistake is not None:
            without[f"{mistake.name}: {'no fix' if case.text is None else 'stops all the same'}"] += 1
        if case.worse:
            print(f"=== worse after the fixes: {case.worse}\n{case.verdict.planted.written.text}")
    share = past[True] / max(past.total(), 1)
    print(f"errors with a determined cure: {past[True]} of {past.total()} mended so that Keras goes on ({share:.1%})")
    print(f"not mended: {dict(without.most_common())}; files made worse: {worse}")
    return share >= 0.8 and not worse


if __name__ == "__main__":
    sys.exit(main())
