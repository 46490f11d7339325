from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

import seqlint
from seqlint import check
from seqlint.config import Choice, Settings
from seqlint.rules import Entry, catalogue
from seqlint.rules.rule import Rule
from seqlint.source.document import from_text
from tests.programs import BROKEN, CLEAN, DIGITS, MENDED, NO_KERAS

if TYPE_CHECKING:
    from pathlib import Path


def codes(report: seqlint.Report, *severities: str) -> list[str]:
    return [one.code for one in report.findings if not severities or one.severity in severities]


def test_the_program_has_one_error_at_the_loss() -> None:
    report = seqlint.check_text(DIGITS)
    (finding,) = [one for one in report.findings if one.severity in {"error", "warning"}]
    assert finding.code == "SEQ307"
    assert (finding.range.start.row, finding.range.start.column) == (10, 38)
    assert DIGITS[finding.range.start.offset : finding.range.end.offset] == "'categorical_crossentropy'"
    assert finding.related[0].range.start.row == 3
    assert finding.fixes[0].applicability == "safe"
    assert report.models == 1


def test_the_mended_program_has_none() -> None:
    assert codes(seqlint.check_text(MENDED), "error", "warning") == []


def test_without_data_nothing_is_known_about_labels() -> None:
    bare = "\n".join(line for line in DIGITS.splitlines() if "x_train" not in line)
    assert codes(seqlint.check_text(bare), "error", "warning") == []


def test_a_file_without_keras_is_not_parsed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(check, "analyse", lambda *_: pytest.fail("it was analysed"))
    path = tmp_path / "hello.py"
    path.write_text("def broken(:\n")
    assert seqlint.check_path(str(path)).findings == ()
    assert seqlint.check_text(NO_KERAS).findings == ()


def test_broken_text_costs_its_statement_alone() -> None:
    report = seqlint.check_text(DIGITS + "x = = 1\n")
    assert codes(report, "error") == ["SEQ307", "SEQ001"]
    broken = report.findings[-1]
    assert (broken.range.start.row, broken.range.start.column) == (12, 5)


def test_half_typed_code() -> None:
    assert codes(seqlint.check_text(BROKEN)) == ["SEQ001"]


def test_findings_stand_in_the_order_of_their_places() -> None:
    report = seqlint.check_text(DIGITS + "x = = 1\n")
    offsets = [one.range.start.offset for one in report.findings]
    assert offsets == sorted(offsets)


def test_a_report_pickles_and_is_plain() -> None:
    report = seqlint.check_text(DIGITS)
    assert pickle.loads(pickle.dumps(report)) == report
    assert report.to_builtins()["findings"][-1]["code"] == "SEQ307"


def test_check_path(tmp_path: Path) -> None:
    path = tmp_path / "train.py"
    path.write_text(DIGITS)
    report = seqlint.check_path(str(path))
    assert report.filename == str(path)
    assert "SEQ307" in codes(report)


def test_check_path_reads_the_nearest_configuration(tmp_path: Path) -> None:
    (tmp_path / "seqlint.toml").write_text('ignore = ["SEQ307"]\n')
    path = tmp_path / "train.py"
    path.write_text(DIGITS)
    assert "SEQ307" not in codes(seqlint.check_path(str(path)))
    assert "SEQ307" in codes(seqlint.check_path(str(path), Settings()))


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("nul.py", b"import keras\0", "binary"),
        ("latin.py", "import keras  # é\n".encode("latin-1"), "UTF-8"),
        ("cookie.py", b"# coding: nonsense\nimport keras\n", "nonsense"),
        ("broken.ipynb", b'{"cells": [', "JSON"),
        ("list.ipynb", b'["keras"]', "notebook"),
        ("binary.py", bytes(range(256)), "binary"),
        ("quiet.py", b"\xff\xfe\x00", ""),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    report = seqlint.check_path(str(path))
    assert report.problem is not None
    assert name in report.problem
    assert words.lower() in report.problem.lower()
    assert report.findings == ()


def test_a_missing_file() -> None:
    assert "does not exist" in (seqlint.check_path("nowhere/train.py").problem or "")


def test_a_broken_notebook_text() -> None:
    assert "JSON" in (seqlint.check_text("{", "a.ipynb").problem or "")


def test_severity_can_be_changed() -> None:
    report = seqlint.check_text(DIGITS, settings=Settings(severity=(("head", "info"), ("SEQ307", "hint"))))
    assert [one.severity for one in report.findings if one.code == "SEQ307"] == ["hint"]


def test_only_selected_rules_run() -> None:
    settings = Settings(choices=(Choice(select=("SEQ2",)),))
    assert not set(codes(seqlint.check_text(DIGITS, settings=settings))) - {c for c in catalogue() if c[:4] == "SEQ2"}


def test_a_rule_that_raises_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = catalogue()["SEQ307"]
    loaded = entry.load()

    def load(self: Entry) -> Rule:
        if self.code != "SEQ307":
            return original(self)
        return Rule(loaded.code, loaded.severity, lambda _: 1 / 0, loaded.doc)

    original = Entry.load
    monkeypatch.setattr(Entry, "load", load)
    report = seqlint.check_text(DIGITS + "x = = 1\n")
    assert {"SEQ001", "SEQ009"} <= set(codes(report))
    (failure,) = [one for one in report.findings if one.code == "SEQ009"]
    assert "SEQ307" in failure.message
    assert "ZeroDivisionError" in failure.message
    assert len(report.failures) == 1


@pytest.mark.parametrize("stage", ["seqlint.source.syntax.parse", "seqlint.evaluate.interpreter.follow"])
def test_a_stage_that_raises_becomes_a_finding(monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(stage, fail)
    report = seqlint.check_text(DIGITS)
    assert codes(report) == ["SEQ009"]
    assert report.failures


def test_one_finding_for_one_place_in_a_function_called_twice() -> None:
    program = """\
import keras

def build(units):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(units)])
    model.compile(loss="mse")
    return model

build(3)
build(-1)
"""
    report = seqlint.check_text(program)
    (finding,) = [one for one in report.findings if one.code == "SEQ210"]
    assert finding.calls == ("`build(-1)` on line 9",)


def test_a_finding_of_all_calls_names_none() -> None:
    program = """\
import keras

def build(units):
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(units)])

build(-2)
build(-1)
"""
    (finding,) = [one for one in seqlint.check_text(program).findings if one.code == "SEQ210"]
    assert finding.calls == ()


def test_previous_analysis_is_reused() -> None:
    first = check.analyse(from_text(CLEAN, "a.py"))
    second = check.analyse(from_text(CLEAN + "model.summary()\n", "a.py"), previous=first)
    assert second.syntax.chunks[0].tree is first.syntax.chunks[0].tree
    assert not second.failures


def test_the_package_imports_nothing_before_it_is_used() -> None:
    assert seqlint.__version__
    with pytest.raises(AttributeError):
        _ = seqlint.nothing
