"""What the rules' pages say against real Keras: an error's Example raises, everything else runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from seqlint.rules import Entry, catalogue
from tests.rules.reading import program, sections

pytest.importorskip("tensorflow")

RULES = [pytest.param(entry, id=entry.code) for entry in catalogue().values() if entry.subjects]


@cache
def outcomes() -> dict[tuple[str, str], str | None]:
    """What real Keras makes of each Example and Use instead, all run in one child process."""
    keys = [
        (entry.code, title) for entry in catalogue().values() if entry.subjects for title in ("Example", "Use instead")
    ]
    pages = {entry.code: sections(entry.load().doc) for entry in catalogue().values() if entry.subjects}
    programs = [program(pages[code][title]) for code, title in keys]
    child = subprocess.run(
        [sys.executable, str(Path(__file__).parent / "programs.py")],
        input=json.dumps(programs),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"},
    )
    return dict(zip(keys, json.loads(child.stdout.splitlines()[-1]), strict=True))


@pytest.mark.parametrize("entry", RULES)
def test_example_does_what_its_severity_says(entry: Entry) -> None:
    said = outcomes()[entry.code, "Example"]
    if entry.severity == "error":
        assert said is not None
    else:
        assert said is None


@pytest.mark.parametrize("entry", RULES)
def test_use_instead_runs(entry: Entry) -> None:
    assert outcomes()[entry.code, "Use instead"] is None
