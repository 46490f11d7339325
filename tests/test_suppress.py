from __future__ import annotations

import pytest

import seqlint
from seqlint.config import Choice, Settings
from tests.programs import CLEAN, DIGITS

LOSS = "loss='categorical_crossentropy', metrics=['accuracy'])"


def check(text: str, **settings: object) -> list[str]:
    report = seqlint.check_text(text, settings=Settings(**settings))  # type: ignore[arg-type]  # the test's own fields
    assert not report.failures
    return [one.code for one in report.findings if one.severity in {"error", "warning"}]


def commented(comment: str) -> str:
    return DIGITS.replace(LOSS, f"{LOSS}  {comment}")


@pytest.mark.parametrize(
    "comment",
    [
        "# seqlint: ignore[SEQ307]",
        "# seqlint: ignore[seq307] labels are made one-hot elsewhere",
        "# seqlint: ignore[integer-labels-with-categorical-crossentropy]",
        "# seqlint: ignore",
        "# noqa: E501  # seqlint: ignore[SEQ307]",
        "# seqlint:ignore[SEQ307,]",
    ],
)
def test_ignore_at_the_end_of_the_line(comment: str) -> None:
    assert check(commented(comment)) == []


def test_ignore_on_the_line_before() -> None:
    assert check(DIGITS.replace("model.compile", "# seqlint: ignore[SEQ307] a reason\nmodel.compile")) == []


def test_ignore_at_the_end_of_a_statement_of_several_lines() -> None:
    text = DIGITS.replace(
        "model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])",
        "model.compile(\n    optimizer='adam',\n    loss='categorical_crossentropy',\n)  # seqlint: ignore[SEQ307]",
    )
    assert check(text) == []


def test_ignore_before_a_statement_of_several_lines() -> None:
    call = "model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])"
    lines = "model.compile(\n    optimizer='adam',\n    loss='categorical_crossentropy',\n)"
    assert check(DIGITS.replace(call, f"# seqlint: ignore[SEQ307]\n{lines}")) == []
    first = lines.replace("(\n", "(  # seqlint: ignore[SEQ307]\n", 1)
    assert check(DIGITS.replace(call, first)) == ["SEQ002", "SEQ307"]


def test_ignore_of_another_rule_hides_nothing_and_is_unused() -> None:
    assert check(commented("# seqlint: ignore[SEQ308]")) == ["SEQ307", "SEQ002"]


def test_a_range() -> None:
    text = DIGITS.replace("model.compile", "# seqlint: disable[SEQ307]\nmodel.compile")
    assert check(text) == []
    ended = text.replace("# seqlint: disable[SEQ307]\n", "# seqlint: disable[SEQ307]\n# seqlint: enable[SEQ307]\n")
    assert check(ended) == ["SEQ002", "SEQ307"]


@pytest.mark.parametrize("comment", ["# seqlint: ignore-file", "# seqlint: ignore-file[SEQ307] old code"])
def test_a_file(comment: str) -> None:
    assert check(f"{comment}\n{DIGITS}") == []


def test_a_comment_in_a_string_is_none() -> None:
    text = DIGITS.replace(LOSS, LOSS[:-1] + ", jit_compile=bool('# seqlint: ignore[SEQ307]'))")
    assert "SEQ307" in check(text)


def test_unused_code_among_used_ones() -> None:
    report = seqlint.check_text(commented("# seqlint: ignore[SEQ307, SEQ308]"))
    (finding,) = [one for one in report.findings if one.severity == "warning"]
    assert finding.code == "SEQ002"
    assert "SEQ308" in finding.message
    (edit,) = finding.fixes[0].edits
    assert edit.content == ""


def test_unused_comment_without_codes() -> None:
    assert check(CLEAN + "x = 1  # seqlint: ignore\n") == ["SEQ002"]


def test_what_is_switched_off_is_not_unused() -> None:
    text = CLEAN + "x = 1  # seqlint: ignore[SEQ307]\ny = 1  # seqlint: ignore\n"
    assert check(text, choices=(Choice(ignore=("SEQ307",)),)) == []


def test_unknown_code() -> None:
    report = seqlint.check_text(CLEAN + "x = 1  # seqlint: ignore[SEQ3O7]\n")
    (finding,) = report.findings
    assert (finding.code, finding.severity) == ("SEQ003", "warning")
    assert "SEQ307" in finding.message
    assert finding.fixes[0].applicability == "unsafe"


def test_unused_can_be_suppressed_for_a_file() -> None:
    assert check("# seqlint: ignore-file[SEQ002]\n" + CLEAN + "x = 1  # seqlint: ignore[SEQ307]\n") == []


def test_in_a_notebook_cell() -> None:
    import json

    cells = [{"cell_type": "code", "metadata": {}, "source": commented("# seqlint: ignore[SEQ307]"), "outputs": []}]
    text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    assert [one.code for one in seqlint.check_text(text, "a.ipynb").findings if one.severity == "error"] == []
