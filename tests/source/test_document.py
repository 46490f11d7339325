"""Bytes to documents and back: encodings, line ends, places."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqlint.source.change import Edit
from seqlint.source.document import SourceError, from_bytes, from_cells, from_text, mentions_keras
from seqlint.source.span import Position


def refused(data: bytes, path: str = "a.py") -> SourceError:
    with pytest.raises(SourceError) as caught:
        from_bytes(data, path)
    assert path in caught.value.message
    return caught.value


@pytest.mark.parametrize(
    ("data", "encoding", "bom", "text"),
    [
        ("é = 1\n".encode(), "utf-8", False, "é = 1\n"),
        (codecs.BOM_UTF8 + "é = 1\n".encode(), "utf-8", True, "é = 1\n"),
        (codecs.BOM_UTF8 + b"# coding: utf-8\n", "utf-8", True, "# coding: utf-8\n"),
        ("# -*- coding: latin-1 -*-\né = 1\n".encode("latin-1"), "latin-1", False, "# -*- coding: latin-1 -*-\né = 1\n"),
        (b"#!/bin/python\r\n# vim: set fileencoding=cp1252 :\r\nx = '\x80'", "cp1252", False, None),
        (b"\n\n# coding: latin-1\n", "utf-8", False, None),
        (b"x = 1\n# coding: latin-1\n", "utf-8", False, None),
        ("# coding: euc-jp\nx = '日本'".encode("euc-jp"), "euc-jp", False, "# coding: euc-jp\nx = '日本'"),
        (b"", "utf-8", False, ""),
    ],
)  # fmt: skip
def test_encodings_are_those_of_python(data: bytes, encoding: str, bom: bool, text: str | None) -> None:
    document = from_bytes(data, "a.py")
    assert (document.encoding, document.bom) == (encoding, bom)
    assert text is None or document.text == text
    assert document.render([]) == data


def test_wrong_bytes_have_a_place_and_a_cure() -> None:
    error = refused("x = 1\nñ = 'é".encode() + b"\xe9'\n")
    assert (error.row, error.column) == (2, 7)
    assert "latin-1" in error.message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"# coding: klingon\n", "klingon"),
        (b"# coding: rot13\n", "rot13"),
        (b"# coding: hex\n", "hex"),
        (codecs.BOM_UTF8 + b"# coding: latin-1\n", "latin-1"),
        ("x = 1".encode("utf-16"), "UTF-16"),
        ("x = 1".encode("utf-16-le"), "UTF-16"),
        ("x = 1".encode("utf-32"), "UTF-32"),
        (b"x = 1\ny = '\0'\n", "NUL byte at row 2, column 6"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "NUL"),
        (b"# coding: ascii\n\xc3\xa9", "row 2, column 1"),
        (b"\xff", "UTF-8"),
    ],
)
def test_what_is_no_python_text_is_refused_in_words(data: bytes, words: str) -> None:
    assert words in refused(data).message


def test_an_edit_that_the_encoding_cannot_hold() -> None:
    document = from_bytes(b"# coding: latin-1\nx = 1\n", "a.py")
    with pytest.raises(SourceError, match="latin-1"):
        document.render([Edit(18, 19, "日")])


def test_edits_keep_encoding_mark_and_line_ends() -> None:
    data = codecs.BOM_UTF8 + "a = 1\r\né = 2\r\n".encode()
    document = from_bytes(data, "a.py")
    assert document.newline == "\r\n"
    edits = [Edit(7, 12, "b = 3\nc = 4"), Edit(0, 0, "# ü\n")]
    assert document.render(edits) == codecs.BOM_UTF8 + "# ü\r\na = 1\r\nb = 3\r\nc = 4\r\n".encode()


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        from_text("abc").render([Edit(0, 2, "x"), Edit(1, 3, "y")])


def test_a_script_with_magics_is_read_only_where_python_does_not_read_it() -> None:
    assert from_text("%matplotlib inline\nx = 1\n").code == "pass#lotlib inline\nx = 1\n"
    plain = "x = '''\n%matplotlib inline\n'''\n"
    assert from_text(plain).code == plain
    assert from_text("x = 1\n", ipython=True).code == "x = 1\n"
    joined = from_text("%time\nx = 1\n", "train.ipynb", ipython=True)
    assert (joined.path, joined.cells, joined.raw) == ("train.ipynb", (), None)
    assert joined.reread(joined.render([])).code == joined.code


def test_code_has_nothing_that_parsers_choke_on() -> None:
    assert from_text("x = '\0\ud83d'").code == "x = '\ufffd\ufffd'"
    assert from_text("\ufeffx = 1").code == "\fx = 1"


def test_places_in_scripts_and_cells() -> None:
    script = from_text("é = 1\n  😀x")
    assert script.position(8) == Position(None, 2, 3)
    assert script.offset_of(2, 3) == 8
    assert script.to_lsp(9, "utf-16") == (None, 1, 4)
    assert script.from_lsp(1, 4, "utf-16") == 9
    cells = from_cells([(2, "a\nb"), (5, ""), (7, "c = '😀'\n")], "n.ipynb")
    assert cells.text == "a\nb\n\nc = '😀'\n"
    assert cells.position(2) == Position(2, 2, 1)
    assert cells.position(3) == Position(2, 2, 2)
    assert cells.position(4) == Position(5, 1, 1)
    assert cells.position(5) == Position(7, 1, 1)
    assert cells.offset_of(2, 1, cell=2) == 2
    assert cells.offset_of(9, 9, cell=2) == 3
    assert cells.offset_of(1, 5, cell=7) == 9
    assert cells.to_lsp(11, "utf-16") == (7, 0, 7)
    assert cells.from_lsp(0, 7, "utf-16", cell=7) == 11
    assert cells.from_lsp(9, 0, "utf-16", cell=2) == 3


def test_cells_of_an_editor_have_no_file() -> None:
    with pytest.raises(SourceError, match="editor"):
        from_cells([(1, "x")], "n.ipynb").render([Edit(0, 1, "y")])


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        (b"import keras", True),
        (b"Sequential()", True),
        ("import keras".encode("utf-16"), True),
        ("Sequential".encode("utf-16-be"), True),
        (b"import torch", False),
        (b"", False),
        (b"\0\0\0", False),
    ],
)
def test_the_look_at_the_bytes(data: bytes, answer: bool) -> None:
    assert mentions_keras(data) is answer


@given(data=st.binary(max_size=60))
def test_any_bytes_give_a_document_or_a_reason(data: bytes) -> None:
    try:
        document = from_bytes(data, "a.py")
    except SourceError:
        return
    assert len(document.code) == len(document.text)
    assert document.render([]) == data


def test_a_look_at_a_file_costs_no_heavy_import() -> None:
    import subprocess
    import sys

    program = (
        "import sys, msgspec; before = set(sys.modules); from seqlint.source.document import from_text, mentions_keras; mentions_keras(b'x')\n"
        "from_text('x = 1')\n"
        "print(sorted({'libcst', 'ast', 'json', 'inspect', 'asyncio', 'tempfile', 'dataclasses'} & (set(sys.modules) - before)))"
    )
    made = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "[]"
