"""IPython's own syntax in place."""

from __future__ import annotations

import ast
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqlint.source.magics import neutralise

LINES = st.lists(
    st.sampled_from(
        ["%matplotlib inline", "!pip install x \\", "  -q", "?f", "f?", "x = !ls", "%%time", "x = 1", "    y", "'''", "", "(", ")", "if a:"]
    ),
    max_size=8,
)  # fmt: skip
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("%matplotlib inline", "pass#lotlib inline"),
        ("!ls", "0#s"),
        ("!", "0"),
        ("%cd x\ny = 1", "pass#\ny = 1"),
        ("?print", "pass#t"),
        ("print??", "pass#??"),
        ("model.fit?", "pass#.fit?"),
        ("files = !ls data", "files = ...#data"),
        ("x = %sql SELECT 1", "x = ...# SELECT 1"),
        ("d['a'] = !ls", "d['a'] = ..."),
        ("if a:\n    %cd b\nelse:\n    !ls", "if a:\n    pass#\nelse:\n    0#s"),
        ("!pip install a \\\n  b\nx = 1", "pass#install a \\\n# b\nx = 1"),
        ("%%time\nx = 1", "pass#e\nx = 1"),
        ("\n\n%%capture out\nx = 1", "\n\npass#ture out\nx = 1"),
        ("%%bash\necho 'it\nls", "#%bash\n#cho 'it\n#s"),
        ("%%html\n\n<b>", "#%html\n\n#b>"),
        ("%%time\n%%bash\nx = 1", "pass#e\npass#h\nx = 1"),
    ],
)
def test_what_becomes_of_a_cell(cell: str, code: str) -> None:
    assert neutralise(cell, cell=True) == code


@pytest.mark.parametrize(
    "cell",
    [
        "x = a % b\ny = a != b",
        "x = '''\n%matplotlib inline\n!ls\nwhat?\nx = !ls\n'''",
        "x = (a\n% b)",
        "x = f(a)[\n% b]",
        "print('really?')",
        "# really?\nx = 1",
        "x = '%s' % y",
        "x = a \\\n% b",
        "x: int = 1",
    ],
)
def test_python_stays_as_it_is(cell: str) -> None:
    assert neutralise(cell, cell=True) == cell


def test_the_rest_of_a_cell_magic_that_runs_python_is_read() -> None:
    assert ast.unparse(ast.parse(neutralise("%%timeit -n 3\n%cd a\nx = f(1)", cell=True))) == "pass\npass\nx = f(1)"


def test_an_indented_cell_reads_as_ipython_reads_it() -> None:
    code = neutralise("  if a:\n    b = '''\n  c'''\n\n  %cd x\n  d", cell=True)
    assert ast.unparse(ast.parse(code)) == "if a:\n    b = '\\n  c'\npass\nd"


def test_await_and_half_surrogates_are_left_to_python() -> None:
    assert neutralise("await f()", cell=True) == "await f()"
    assert neutralise("x = '\ud83d'", cell=True) == "x = '\ufffd'"


@given(lines=LINES, end=ENDS, cell=st.booleans())
def test_length_and_lines_stay(lines: list[str], end: str, cell: bool) -> None:
    text = end.join(lines)
    code = neutralise(text, cell=cell)
    assert len(code) == len(text)
    assert [match.span() for match in re.finditer("[\r\n]", code)] == [
        match.span() for match in re.finditer("[\r\n]", text)
    ]
