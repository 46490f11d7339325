"""The score of a file of probes: agreement, lines, misses, false errors, and the mistakes of which Keras says nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.conformance.probes import main, read, score

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "import keras\nfrom keras import layers\n"
WIDE = "model = keras.Sequential([keras.Input((4, 4, 3)), layers.Conv2D(8, 5)])\n"
PLAIN = "model = keras.Sequential([keras.Input((4,)), layers.Dense(1)])\n"
LOSS = f"{PLAIN}model.compile('sgd', 'mse0')\nimport numpy as np\nmodel.fit(np.zeros((2, 4)), np.zeros((2, 1)))\n"
RUNS = {"stage": "construct", "outcome": "silent", "exc": None, "message": None}


def refused(line: int, stage: str = "construct") -> dict[str, Any]:
    return {"stage": stage, "outcome": "error", "exc": "ValueError", "message": "no", "line": line}


ROWS = [
    {"id": "too wide", "code": HEAD + WIDE, "control": False, "keras3": refused(3), "keras2": refused(3)},
    {"id": "right", "code": HEAD + PLAIN, "control": True, "keras3": RUNS, "keras2": RUNS},
    {"id": "cause before", "code": HEAD + LOSS, "control": False, "keras3": refused(6, "fit"), "keras2": refused(6, "fit")},
    {"id": "on a wrong line", "code": HEAD + WIDE, "control": False, "keras3": refused(2), "keras2": RUNS},
    {"id": "quiet", "code": HEAD + PLAIN, "control": False, "keras3": RUNS, "keras2": refused(3)},
]  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "probes.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)) + "\n\n", "utf-8")
    return path


@pytest.mark.parametrize(
    ("major", "verdicts"),
    [(3, ["agree", "agree", "agree", "later", "agree"]), (2, ["agree", "agree", "agree", "false error", "missed"])],
)
def test_verdicts(file: Path, major: int, verdicts: list[str]) -> None:
    scored = [score(probe, major) for probe in read(file, major)]
    assert [each.verdict for each in scored] == verdicts
    assert [each.placed for each in scored][:3] == [True, True, False]


def test_the_command_prints_the_figures(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--probes", str(file), "--keras", "2", "--unnoticed"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(
        "false error: on a wrong line: Keras silent at construct; seqlint SEQ103 error on line 3"
    )
    assert lines[1].startswith("missed: quiet: Keras error at construct on line 3 ValueError: no; seqlint nothing")
    figures = {line[:14].strip(): line[14:].split() for line in lines if line[:1].isalpha()}
    assert figures["construct"] == ["4", "2", "2", "1", "1", "1"]
    assert figures["fit"] == ["1", "1", "1", "1", "0", "0"]
    assert figures["without data"] == figures["construct"]
    assert figures["all"] == ["5", "3", "3", "2", "1", "1"]
    assert "mistakes that Keras takes: 1, noticed 1" in lines
    assert "right programs: 1, loud about 0" in lines


def test_what_nobody_notices_is_listed(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--probes", str(file), "--unnoticed"]) == 1
    assert "unnoticed: quiet: Keras silent at construct" in capsys.readouterr().out.splitlines()
