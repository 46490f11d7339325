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
from seqlint.source.edit import apply
from tests.rules.reading import check, program, sections

pytest.importorskip("tensorflow")

RULES = [pytest.param(entry, id=entry.code) for entry in catalogue().values() if entry.subjects]


@cache
def outcomes() -> dict[tuple[str, str], str | None]:
    """What real Keras makes of each Example, its mended forms and Use instead, all run in one child process."""
    keys = [
        (entry.code, title) for entry in catalogue().values() if entry.subjects for title in ("Example", "Use instead")
    ]
    pages = {entry.code: sections(entry.load().doc) for entry in catalogue().values() if entry.subjects}
    programs = [program(pages[code][title]) for code, title in keys]
    for code in pages:
        for title, text in mended(catalogue()[code], program(pages[code]["Example"])).items():
            keys.append((code, title))
            programs.append(text)
    different = list(dict.fromkeys(programs))
    child = subprocess.run(
        [sys.executable, str(Path(__file__).parent / "programs.py")],
        input=json.dumps(different),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"},
    )
    said = dict(zip(different, json.loads(child.stdout.splitlines()[-1]), strict=True))
    return dict(zip(keys, map(said.get, programs), strict=True))


def mended(entry: Entry, code: str) -> dict[str, str]:
    """The Example after each fix that its findings offer, by the fix's title."""
    reported = check(code, strict=entry.severity == "hint").reported
    fixes = [fix for each in reported if each.entry.code == entry.code for fix in each.finding.fixes]
    return {fix.title: apply(code, fix.edits) for fix in fixes}


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


@pytest.mark.parametrize("entry", RULES)
def test_mended_examples_run(entry: Entry) -> None:
    said = {
        title: outcomes()[entry.code, title] for title in mended(entry, program(sections(entry.load().doc)["Example"]))
    }
    assert not {title: error for title, error in said.items() if error is not None}
