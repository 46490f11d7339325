"""Notebooks: cells out of the JSON, edits back into it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqlint.source.change import Edit
from seqlint.source.document import Document, SourceError, from_bytes, from_text


def notebook(*cells: dict[str, object], **extra: object) -> dict[str, object]:
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **extra}


def code(source: object, **extra: object) -> dict[str, object]:
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source, **extra}


TEXT: dict[str, object] = {"cell_type": "markdown", "metadata": {}, "source": ["# Title\n", "words"]}


def read(value: object, **style: object) -> Document:
    return from_text(json.dumps(value, **style), "a.ipynb")  # type: ignore[arg-type]  # json's own keywords


def test_code_cells_stand_in_a_row() -> None:
    document = read(notebook(TEXT, code(["a = 1\n", "b = 2"], id="x"), TEXT, code("%cd x\nc = 3\n"), code([])))
    assert document.text == "a = 1\nb = 2\n%cd x\nc = 3\n\n"
    assert document.code == "a = 1\nb = 2\npass#\nc = 3\n\n"
    assert [(cell.index, cell.id) for cell in document.cells] == [(2, "x"), (4, None), (5, None)]
    assert [document.text[cell.start : cell.end] for cell in document.cells] == ["a = 1\nb = 2", "%cd x\nc = 3\n", ""]


def test_the_third_format_has_worksheets() -> None:
    old = {"cell_type": "code", "input": ["a = 1\n", "b = 2"], "language": "python", "outputs": []}
    heading = {"cell_type": "heading", "source": ["x"]}
    other = {**old, "language": "bash"}
    value = {"nbformat": 3, "worksheets": [{"cells": [heading, old]}, {"cells": [other, old]}], "metadata": {}}
    document = read(value, indent=1)
    assert document.text == "a = 1\nb = 2\na = 1\nb = 2\n"
    assert [cell.index for cell in document.cells] == [2, 4]
    changed = json.loads(document.render([Edit(12, 17, "c = 3")]))
    assert changed["worksheets"][1]["cells"][1]["input"] == ["c = 3\n", "b = 2"]
    assert changed["worksheets"][0] == value["worksheets"][0]  # type: ignore[index]  # a list of sheets


@pytest.mark.parametrize(
    ("metadata", "language"),
    [
        ({"kernelspec": {"language": "R", "name": "ir"}}, "r"),
        ({"language_info": {"name": "julia"}}, "julia"),
        ({"language_info": {"name": "python"}, "kernelspec": {"language": "scala"}}, "python"),
        ({"kernelspec": {"name": "tf-gpu"}}, "python"),
        ({}, "python"),
        (None, "python"),
    ],
)
def test_the_language_is_seen(metadata: object, language: str) -> None:
    document = read(notebook(code("x = 1"), metadata=metadata))
    assert document.language == language
    assert bool(document.cells) is (language == "python")


@pytest.mark.parametrize(
    "text", ["{}", '{"cells": []}', '{"nbformat": 4, "metadata": {}, "cells": []}', '{"worksheets": []}']
)
def test_no_cells_are_no_error(text: str) -> None:
    document = from_text(text, "a.ipynb")
    assert (document.text, document.cells) == ("", ())
    assert document.render([]) == text.encode()


@pytest.mark.parametrize(
    ("text", "words", "row"),
    [
        ("", "empty", 1),
        ('{\n "cells": [\n', "row 3, column 1", 3),
        ('{\n "cells": [}\n', "row 2, column 12", 2),
        ("[]", "a list", 1),
        ("3", "a number", 1),
        ('{"cells": 3}', "a number", None),
        ('{"cells": [3]}', "cell 1", None),
        ('{"cells": [{"cell_type": "code", "source": [3]}]}', "cell 1", None),
        ('{"cells": [{"cell_type": "code", "source": null}]}', "null", None),
        ('{"worksheets": [3]}', "worksheet", None),
        ("[" * 100_000, "JSON", None),
    ],
)
def test_broken_notebooks_are_refused_with_a_place(text: str, words: str, row: int | None) -> None:
    with pytest.raises(SourceError) as caught:
        from_text(text, "a.ipynb")
    assert words in caught.value.message or "nested" in caught.value.message
    assert row is None or caught.value.row == row


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(SourceError, match="row 2, column 3"):
        from_bytes(b'{\n "\xff"}', "a.ipynb")
    with pytest.raises(SourceError, match="UTF-16"):
        from_bytes("{}".encode("utf-16"), "a.ipynb")


def test_numbers_and_texts_that_only_jupyter_takes() -> None:
    document = from_text('{"cells": [{"cell_type": "code", "x": NaN, "source": "a = \'\\ud83d\'"}]}', "a.ipynb")
    assert document.text == "a = '\ud83d'\n"
    assert document.code == "a = '\ufffd'\n"


STYLES: list[dict[str, object]] = [
    {"indent": 1, "ensure_ascii": False},
    {"indent": 4},
    {"indent": "\t"},
    {},
    {"separators": (",", ":")},
    {"indent": 1, "sort_keys": True},
]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("as_list", [True, False])
@pytest.mark.parametrize("end", ["\n", ""])
def test_a_change_touches_its_cell_alone(style: dict[str, object], as_list: bool, end: str) -> None:
    lines = ["é = 1\n", "b = 'ü'\n", "c"]
    first, second = code(["print('😀')\n", "z"]), code(lines if as_list else "".join(lines))
    output = {"output_type": "stream", "name": "stdout", "text": ['"source": ["no"]\n', "é"]}
    first["outputs"] = [output]
    raw = json.dumps(notebook(TEXT, first, second), **style) + end  # type: ignore[arg-type]  # json's own keywords
    document = from_bytes(raw.encode(), "a.ipynb")
    assert document.render([]) == raw.encode()
    at = document.text.index("b = ")
    changed = document.render([Edit(at, at + 1, "d"), Edit(at, at, "é\n")])
    wanted = notebook(TEXT, first, code(["é = 1\n", "é\n", "d = 'ü'\n", "c"] if as_list else "é = 1\né\nd = 'ü'\nc"))
    assert changed.decode() == json.dumps(wanted, **style) + end  # type: ignore[arg-type]  # as above


def test_lines_that_stay_keep_their_own_escapes() -> None:
    raw = '{"cells": [{"cell_type": "code", "source": ["a = \\"\\u00e9é\\"\\n", "b"]}]}'
    document = from_text(raw, "a.ipynb")
    at = document.text.index("b")
    assert document.render([Edit(at, at + 1, "c")]).decode() == raw.replace('"b"', '"c"')


def test_an_edit_stays_inside_its_cell() -> None:
    document = read(notebook(code("a"), code("b")))
    assert json.loads(document.render([Edit(1, 2, "!")]))["cells"][0]["source"] == "a!"
    assert json.loads(document.render([Edit(0, 1, "")]))["cells"][0]["source"] == ""


SOURCES = st.text(alphabet=st.sampled_from("a\n\t\"\\é😀\u2028'%!#"), max_size=12)


@given(sources=st.lists(SOURCES, max_size=4), new=SOURCES, as_list=st.booleans(), ascii_only=st.booleans())
def test_what_is_written_is_read_again(sources: list[str], new: str, as_list: bool, ascii_only: bool) -> None:
    cells = [code([line + "\n" for line in s.split("\n")] if as_list else s) for s in sources]
    document = read(notebook(TEXT, *cells), ensure_ascii=ascii_only, indent=1)
    assert document.render([]) == (document.raw or "").encode()
    for cell in document.cells:
        again = from_bytes(document.render([Edit(cell.start, cell.end, new)]), "a.ipynb")
        for one, other in zip(document.cells, again.cells, strict=True):
            wanted = new if one == cell else document.text[one.start : one.end]
            assert again.text[other.start : other.end] == wanted
