from __future__ import annotations

import json

import pytest

import seqlint
from seqlint.config import Choice
from seqlint.formats import formats
from seqlint.output import Page, Sources, render, totals
from seqlint.report import FindingData, FixData, Location, Range, RelatedData, Report
from seqlint.source.document import from_text
from tests.programs import CLEAN, DIGITS

TEXT = "import keras\n\tmodel.compile(loss='mse', metrics=['é猫', x])\nlast = 1\n"


def at(row: int, column: int, cell: int | None = None) -> Location:
    return Location(row, column, cell, from_text(TEXT).offset_of(row, column))


def finding(code: str, start: Location, end: Location, severity: str = "error", **fields: object) -> FindingData:
    fields = {"label": "the label", "message": "The message.", **fields}
    return FindingData(code, "a-name", severity, range=Range(start, end), **fields)  # type: ignore[arg-type]  # the test's own


def shown(name: str, *findings: FindingData, filename: str = "a.py", color: bool = False, text: str = TEXT) -> str:
    report = Report(filename, findings, 1)
    return render(name, [report], Page(Sources({filename: from_text(text, "a.py")}), color=color))


def test_the_formats_are_the_files() -> None:
    assert formats() == ("concise", "full", "github", "json")


def test_full_of_the_program() -> None:
    report = seqlint.check_text(DIGITS, "train.py", seqlint.Settings(choices=ignore_info()))
    text = render("full", [report], Page(Sources({"train.py": from_text(DIGITS)})))
    lines = text.splitlines()
    assert lines[0] == "train.py:10:38 error SEQ307 integer-labels-with-categorical-crossentropy"
    assert lines[1] == "    3 │ (x_train, y_train), (x_test, y_test) = tf.keras.datasets.mnist.load_data()"
    assert lines[2].endswith("─ integers 0…9, shape (60000,)")
    assert lines[3] == "   10 │ model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])"
    assert (
        lines[4]
        == "      │                                      ━━━━━━━━━━━━━━━━━━━━━━━━━━ wants one-hot rows, shape (None, 10)"
    )
    assert '   fix (safe): loss="sparse_categorical_crossentropy"' in lines
    assert lines[-1] == "Found 1 error in 1 file, 1 model. 1 can be fixed with --fix."


def ignore_info() -> tuple[Choice, ...]:
    return (Choice(ignore=("SEQ206",)),)


def test_marks_stand_under_what_they_mark_with_tabs_and_wide_characters() -> None:
    column = TEXT.splitlines()[1].index("'é猫'") + 1
    lines = shown("full", finding("SEQ999", at(2, column), at(2, column + 4))).splitlines()
    assert lines[1] == "    2 │  model.compile(loss='mse', metrics=['é猫', x])"
    assert lines[2] == "      │ " + " " * (column - 1) + "━━━━━ the label"


def test_places_before_and_after_stand_in_their_order() -> None:
    related = (
        RelatedData("a.py", Range(at(3, 1), at(3, 5)), "after"),
        RelatedData("a.py", Range(at(1, 8), at(1, 13)), "before"),
        RelatedData("b.py", Range(at(3, 1), at(3, 5)), "in another file"),
    )
    lines = shown("full", finding("SEQ999", at(2, 2), at(2, 7), related=related)).splitlines()
    assert [line[:5].strip() for line in lines[1:7]] == ["1", "", "2", "", "3", ""]
    assert lines[2].endswith("───── before")
    assert lines[7] == "   b.py:3:1: in another file"


def test_two_marks_on_one_line_show_it_once() -> None:
    related = (RelatedData("a.py", Range(at(2, 16), at(2, 20)), "here"),)
    lines = shown("full", finding("SEQ999", at(2, 2), at(2, 7), related=related)).splitlines()
    assert sum("model.compile" in line for line in lines) == 1


def test_a_mark_over_several_lines_stands_under_the_first() -> None:
    lines = shown("full", finding("SEQ999", at(1, 1), at(3, 5))).splitlines()
    assert lines[2] == "      │ ━━━━━━━━━━━━ the label"


def test_a_long_line_is_cut() -> None:
    text = "x = [" + "1, " * 1000 + "wrong]\n"
    start = from_text(text).offset_of(1, 3006)
    spot = Range(Location(1, 3006, None, start), Location(1, 3011, None, start + 5))
    one = finding("SEQ999", spot.start, spot.end)
    lines = shown("full", one, text=text).splitlines()
    assert len(lines[1]) < 250
    assert lines[1][lines[2].index("━") :].startswith("wrong")


def test_two_marks_far_apart_on_one_long_line_stand_under_what_they_mark() -> None:
    text = "start = " + "x + " * 100 + "last\n"
    other = RelatedData("a.py", Range(at(1, 409), at(1, 413)), "the other side")
    one = finding("SEQ101", at(1, 1), at(1, 6), related=(other,))
    lines = shown("full", one, text=text).splitlines()
    for mark, word in (("━", "start"), ("─", "last")):
        row = next(index for index, line in enumerate(lines) if mark in line)
        column = lines[row].index(mark)
        assert lines[row - 1][column : column + len(word)] == word


def test_the_same_info_is_folded() -> None:
    many = [finding("SEQ206", at(row, 1), at(row, 3), "info") for row in (1, 2, 3)]
    text = shown("full", *many, finding("SEQ999", at(3, 1), at(3, 3)), finding("SEQ999", at(3, 4), at(3, 5)))
    assert text.count("SEQ206") == 1
    assert "   and on lines 2, 3\n" in text
    assert text.count("SEQ999") == 2
    assert "Found 2 errors, 3 info in 1 file, 1 model." in text
    assert "and on line 2\n" in shown("full", *many[:2])


def test_calls_and_fixes_are_told() -> None:
    fixes = (FixData("One way", "unsafe", ()), FixData("Another", "display", ()))
    text = shown("full", finding("SEQ999", at(1, 1), at(1, 3), fixes=fixes, calls=("`build(3)` on line 9",)))
    assert "   Only in the call `build(3)` on line 9.\n" in text
    assert "   fix (unsafe): One way\n    or: Another\n" in text
    assert text.endswith("1 with --fix --unsafe-fixes.\n")


def test_long_messages_are_wrapped() -> None:
    text = shown("full", finding("SEQ999", at(1, 1), at(1, 3), message="word " * 60))
    assert max(map(len, text.splitlines())) <= 110


def test_color() -> None:
    text = shown("full", finding("SEQ999", at(1, 1), at(1, 3), "warning"), color=True)
    assert text.startswith("\x1b[1ma.py:1:1\x1b[0m \x1b[33mwarning\x1b[0m SEQ999 a-name\n")


def test_a_file_that_is_gone_has_no_lines() -> None:
    report = Report("gone.py", (finding("SEQ999", at(1, 1), at(1, 3)),), 1)
    text = render("full", [report], Page(Sources()))
    assert text.startswith("gone.py:1:1 error SEQ999 a-name\n   The message.\n")


def notebook() -> tuple[str, Report]:
    cells = [{"cell_type": "markdown", "source": "x"}, {"cell_type": "code", "source": DIGITS, "outputs": []}]
    text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    return text, seqlint.check_text(text, "a.ipynb", seqlint.Settings(choices=ignore_info()))


def test_a_notebook_in_all_formats() -> None:
    text, report = notebook()
    page = Page(Sources({"a.ipynb": from_text(text, "a.ipynb")}))
    assert render("concise", [report], page).startswith("a.ipynb:cell 2:10:38 error SEQ307")
    full = render("full", [report], page)
    assert " cell 2:10 │ model.compile(" in full
    (one,) = json.loads(render("json", [report], page))
    assert (one["cell"], one["location"], one["fix"]["edits"][0]["cell"]) == (2, {"row": 10, "column": 38}, 2)
    github = render("github", [report], page)
    assert "file=a.ipynb,line=1,col=1,endLine=1,endColumn=1::a.ipynb:cell 2:10:38: SEQ307" in github


def test_concise_is_the_first_line() -> None:
    one = finding("SEQ999", at(1, 1), at(1, 3))
    assert shown("concise", one) == "a.py:1:1 error SEQ999 a-name\nFound 1 error in 1 file, 1 model.\n"


@pytest.mark.parametrize(("severity", "word"), [("error", "error"), ("warning", "warning"), ("info", "notice")])
def test_github_words_and_escapes(severity: str, word: str) -> None:
    one = finding("SEQ999", at(1, 1), at(1, 3), severity, message="50% of\nall")
    line = shown("github", one, filename="a,b:c.py")
    assert line.startswith(f"::{word} title=seqlint (SEQ999),file=a%2Cb%3Ac.py,line=1,")
    assert line.endswith("50%25 of%0Aall\n")


def test_json_has_exactly_the_documented_keys() -> None:
    (one,) = json.loads(shown("json", finding("SEQ307", at(1, 1), at(1, 3))))
    keys = "filename code name severity message location end_location cell fix fixes related url noqa_row"
    assert set(one) == set(keys.split())
    assert one["fix"] is None


def test_json_of_names_that_are_no_text() -> None:
    (one,) = json.loads(shown("json", finding("SEQ307", at(1, 1), at(1, 3)), filename="caf\udce9.py"))
    assert one["filename"] == "caf\\udce9.py"


def test_totals() -> None:
    clean = seqlint.check_text(CLEAN)
    assert totals([clean]) == "No findings in 1 file, 1 model."
    assert totals([clean, clean], 2) == "No findings in 2 files, 2 models. Fixed 2 findings."
    bad = Report("a.py", (finding("SEQ999", at(1, 1), at(1, 3)), finding("SEQ999", at(1, 1), at(1, 3), "hint")), 1)
    assert totals([clean, bad]) == "Found 1 error, 1 hint in 1 of 2 files, 2 models."
