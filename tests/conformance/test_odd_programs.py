"""The pages of odd programs: seqlint answers them in bounded time, and as Keras does."""

from __future__ import annotations

import re
import time
from pathlib import Path

import msgspec
import pytest

from seqlint.check import analyse
from seqlint.config import DEFAULT as SETTINGS
from seqlint.source.document import from_text
from seqlint.values.refusal import Refusal
from seqlint.values.target import NEWEST, Target
from seqlint.verify.compare import compare
from seqlint.verify.run import Program, runs

HEAD = """\
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
"""
SECONDS = 10
"""Processor time that a program may take; the longest take about one second."""
_CASE = re.compile(r"```python\n(.*?)\n```\nKeras 3: (.*?) *\nKeras 2: (.*?)\n", re.DOTALL)
CASES = [
    (HEAD + program + "\n", major, verdict)
    for page in sorted(Path(__file__).parent.glob("*.md"))
    for program, *verdicts in _CASE.findall(page.read_text("utf-8"))
    for major, verdict in zip((3, 2), verdicts, strict=True)
]


def target(major: int) -> Target:
    return Target(major, NEWEST[major], "the page")


@pytest.mark.parametrize(("program", "major", "verdict"), CASES)
def test_seqlint_answers(program: str, major: int, verdict: str) -> None:
    start = time.process_time()
    analysis = analyse(from_text(program, "program.py"), msgspec.structs.replace(SETTINGS, target=target(major)))
    assert time.process_time() - start < SECONDS
    assert analysis.failures == ()
    lines = analysis.document.lines
    errors = [lines.row(each.finding.place.span().start) for each in analysis.reported if each.severity == "error"]
    raised = {lines.row(event.raised.span().start) for event in analysis.program.each(Refusal)}
    if verdict.endswith("does not know"):
        assert errors == []
    elif verdict == "runs":
        assert (errors, raised) == ([], set())
    elif verdict != "not asked":
        assert errors
        assert int(verdict.removeprefix("stops on line ")) in {*errors, *raised}


@pytest.mark.campaign
@pytest.mark.parametrize("major", [3, 2])
def test_the_pages_are_what_keras_does(major: int) -> None:
    pytest.importorskip("tensorflow")
    asked = [(program, verdict) for program, each, verdict in CASES if each == major and verdict != "not asked"]
    answers = runs([Program("program.py", program) for program, _ in asked], major, seconds=100)
    for (program, verdict), run in zip(asked, answers, strict=True):
        said = "runs" if run.stop is None else f"stops on line {run.stop.line}"
        assert verdict.partition(",")[0] == said, program
        if verdict == said:
            analysis = analyse(
                from_text(program, "program.py"), msgspec.structs.replace(SETTINGS, target=target(major))
            )
            assert list(compare(analysis, run).differences()) == [], program
