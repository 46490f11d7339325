"""Changes that keep commas, quotes, comments and indentation right."""

from __future__ import annotations

from typing import TypeVar

import libcst as cst
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqlint.source import edit as e
from seqlint.source.change import Edit, apply, overlaps
from seqlint.source.document import from_cells, from_text
from seqlint.source.syntax import Chunk, Syntax, locate, parse

T = TypeVar("T", bound=cst.CSTNode)


def first(text: str, kind: type[T]) -> tuple[Chunk, T]:
    """The first node of a kind, outermost first."""
    chunk = parse(from_text(text)).chunks[0]
    todo: list[cst.CSTNode] = list(chunk.statements)
    while todo:
        node = todo.pop(0)
        if isinstance(node, kind):
            return chunk, node
        todo += node.children
    raise AssertionError(f"no {kind.__name__} in {text!r}")


def done(chunk: Chunk, edit: Edit) -> str:
    made = apply(chunk.document.text, [edit])
    cst.parse_module(made)
    return made


@pytest.mark.parametrize(
    ("text", "index", "left"),
    [
        ("f(a)", 0, "f()"),
        ("f(a,)", 0, "f()"),
        ("f(a, b=1)", 0, "f(b=1)"),
        ("f(a, b=1)", 1, "f(a)"),
        ("f(a, b=1,)", 1, "f(a,)"),
        ("f(a, b, c)", 1, "f(a, c)"),
        ("f(a, (b), c)", 1, "f(a, c)"),
        ("f(a, b=(\n  1), c=2)", 1, "f(a, c=2)"),
        ("f(\n    a,\n    b,\n)", 0, "f(\n    b,\n)"),
        ("f(\n    a,\n    b,\n)", 1, "f(\n    a,\n)"),
        ("f(\n    a,\n    b\n)", 1, "f(\n    a,\n)"),
        ("f(\r\n    a,\r\n    b,\r\n)", 1, "f(\r\n    a,\r\n)"),
        ("f(\n    a,  # c\n    b,\n)", 0, "f(\n    # c\n    b,\n)"),
        ("f(\n    a,  # c\n    b,  # d\n)", 1, "f(\n    a,  # c\n    # d\n)"),
        ("f(a,\n  b)", 0, "f(b)"),
        ("f(a,\n  b)", 1, "f(a)"),
        ("f(a,  # c\n  b, d)", 0, "f(# c\n  b, d)"),
        ("f(a,  # c\n  b)", 1, "f(a,  # c\n  )"),
        ("f(*a, **b)", 1, "f(*a)"),
        ("f(a for a in b)", 0, "f()"),
    ],
)
def test_remove_argument(text: str, index: int, left: str) -> None:
    chunk, call = first(text, cst.Call)
    assert done(chunk, e.remove_argument(chunk, call, call.args[index])) == left


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("f()", "f(k=1)"),
        ("f( )", "f(k=1 )"),
        ("f(g)(  # c\n)", "f(g)(k=1  # c\n)"),
        ("f(a)", "f(a, k=1)"),
        ("f(a,)", "f(a, k=1,)"),
        ("f((a))", "f((a), k=1)"),
        ("f(a, **b)", "f(a, k=1, **b)"),
        ("f(**b)", "f(k=1, **b)"),
        ("f(\n    a,\n    **b,\n)", "f(\n    a,\n    k=1,\n    **b,\n)"),
        ("f(\n    a,\n    b,\n)", "f(\n    a,\n    b,\n    k=1,\n)"),
        ("f(\n    a,\n    b\n)", "f(\n    a,\n    b,\n    k=1\n)"),
        ("f(\r\n\ta\r\n)", "f(\r\n\ta,\r\n\tk=1\r\n)"),
        ("f(\n    a,\n    b,  # c\n)", "f(\n    a,\n    b,  # c\n    k=1,\n)"),
        ("f(\n    a,\n    b  # c\n)", "f(\n    a,\n    b,  # c\n    k=1\n)"),
        ("f(a, b  # c\n)", "f(a, b, k=1  # c\n)"),
        ("f(\n    a, b\n)", "f(\n    a, b, k=1\n)"),
        ("f(a for a in b)", "f((a for a in b), k=1)"),
        ("f(\n  g(\n    1,\n  ),\n)", "f(\n  g(\n    1,\n  ),\n  k=1,\n)"),
    ],
)
def test_add_argument(text: str, made: str) -> None:
    chunk, call = first(text, cst.Call)
    assert done(chunk, e.add_argument(chunk, call, "k=1")) == made


@pytest.mark.parametrize(
    ("text", "index", "made"),
    [
        ("[]", 0, "[X]"),
        ("()", 0, "(X,)"),
        ("[a]", 0, "[X, a]"),
        ("[a]", 1, "[a, X]"),
        ("[a, b]", 1, "[a, X, b]"),
        ("[a, b]", 9, "[a, b, X]"),
        ("[a, b]", -1, "[X, a, b]"),
        ("(a,)", 1, "(a, X)"),
        ("(a, b,)", 2, "(a, b, X,)"),
        ("(a, b)", 0, "(X, a, b)"),
        ("{a}", 1, "{a, X}"),
        ("a, b", 0, "X, a, b"),
        ("a, b", 2, "a, b, X"),
        ("a,", 1, "a, X"),
        ("[\n    a,\n    b,\n]", 0, "[\n    X,\n    a,\n    b,\n]"),
        ("[\n    a,\n    b,\n]", 2, "[\n    a,\n    b,\n    X,\n]"),
        ("[\n    a,\n    b\n]", 2, "[\n    a,\n    b,\n    X\n]"),
        ("[a,\n b,\n c]", 0, "[X,\n a,\n b,\n c]"),
        ("[a,\n b,\n c]", 3, "[a,\n b,\n c,\n X]"),
        ("[\n    a,  # c\n    # d\n    b,\n]", 1, "[\n    a,  # c\n    # d\n    X,\n    b,\n]"),
    ],
)
def test_insert_item(text: str, index: int, made: str) -> None:
    chunk, assign = first(f"v = {text}\n", cst.Assign)
    literal = assign.value
    assert isinstance(literal, cst.List | cst.Tuple | cst.Set)
    assert done(chunk, e.insert_item(chunk, literal, index, "X")) == f"v = {made}\n"


@pytest.mark.parametrize(
    ("text", "index", "made"),
    [
        ("[a]", 0, "[]"),
        ("[a, b]", 0, "[b]"),
        ("[a, b]", 1, "[a]"),
        ("(a, b)", 0, "(b,)"),
        ("(a, b)", 1, "(a,)"),
        ("(a, b,)", 1, "(a,)"),
        ("(a, b, c)", 1, "(a, c)"),
        ("[\n    a,\n    b,\n]", 0, "[\n    b,\n]"),
        ("[\n    a,\n    b,\n]", 1, "[\n    a,\n]"),
        ("[\n    a,\n    f(\n        1,\n    ),\n    b,\n]", 1, "[\n    a,\n    b,\n]"),
    ],
)
def test_remove_item(text: str, index: int, made: str) -> None:
    chunk, assign = first(f"v = {text}\n", cst.Assign)
    literal = assign.value
    assert isinstance(literal, cst.List | cst.Tuple | cst.Set)
    assert done(chunk, e.remove_item(chunk, literal, index)) == f"v = {made}\n"


@pytest.mark.parametrize(
    ("text", "value", "made"),
    [
        ("'a'", "b", "'b'"),
        ('"a"', "it's", '"it\'s"'),
        ("'a'", "it's", "'it\\'s'"),
        ("r'a'", "b", "r'b'"),
        ("r'a'", "b\\", "'b\\\\'"),
        ("b'a'", "b", "b'b'"),
        ("'''a'''", "b\nc", "'''b\nc'''"),
        ("'a'", "b\nc", "'b\\nc'"),
        ("'a' 'b'", "c", "'c'"),
        ("f'{a}'", "b", "'b'"),
        ("('a')", "b", "('b')"),
    ],
)
def test_replace_string(text: str, value: str, made: str) -> None:
    chunk, assign = first(f"v = {text}\n", cst.Assign)
    node = assign.value
    assert isinstance(node, cst.SimpleString | cst.ConcatenatedString | cst.FormattedString)
    assert done(chunk, e.replace_string(chunk, node, value)) == f"v = {made}\n"


def test_nodes_and_arguments() -> None:
    chunk, call = first("f(a=(1), *b)", cst.Call)
    assert done(chunk, e.rename_keyword(chunk, call.args[0], "c")) == "f(c=(1), *b)"
    assert done(chunk, e.replace_argument_value(chunk, call.args[0], "2")) == "f(a=2, *b)"
    assert done(chunk, e.replace_node(chunk, call.args[0].value, "2")) == "f(a=(2), *b)"
    assert done(chunk, e.wrap_node(chunk, call.args[0].value, "g(", ")")) == "f(a=g((1)), *b)"
    chunk, call = first("f((1))", cst.Call)
    assert done(chunk, e.rename_keyword(chunk, call.args[0], "c")) == "f(c=(1))"
    chunk, call = first("f(a for a in b)", cst.Call)
    assert done(chunk, e.rename_keyword(chunk, call.args[0], "c")) == "f(c=(a for a in b))"
    chunk, call = first("f(a=(1, 2))", cst.Call)
    assert done(chunk, e.replace_argument_value(chunk, call.args[0], "(3,)")) == "f(a=(3,))"


@pytest.mark.parametrize(
    ("text", "before", "after", "instead"),
    [
        ("x = 1  # c\ny", "N\nx = 1  # c\ny", "x = 1  # c\nN\ny", "N  # c\ny"),
        ("x = 1", "N\nx = 1", "x = 1\nN", "N"),
        ("# a\r\n\r\nx = 1\r\n", None, None, None),
        ("x = f(\n  1)\ny", "N\nx = f(\n  1)\ny", "x = f(\n  1)\nN\ny", "N\ny"),
    ],
)
def test_statements(text: str, before: str | None, after: str | None, instead: str | None) -> None:
    chunk, statement = first(text, cst.SimpleStatementLine)
    made = [
        done(chunk, build(chunk, statement, "N"))
        for build in (e.insert_statement_before, e.insert_statement_after, e.replace_statement)
    ]
    if before is None:
        assert made == [text.replace("x", "N\r\nx"), text + "N\r\n", text.replace("x = 1", "N")]
    else:
        assert made == [before, after, instead]


def test_statements_in_blocks() -> None:
    text = "if a:\n    # c\n    b  # d\n    # e\nelse:\n    f\n"
    chunk, line = first(text, cst.IndentedBlock)
    inner = line.body[0]
    assert isinstance(inner, cst.SimpleStatementLine)
    before = done(chunk, e.insert_statement_before(chunk, inner, "g(\n    1)"))
    assert before == text.replace("    b", "    g(\n        1)\n    b")
    assert done(chunk, e.insert_statement_after(chunk, inner, "g")) == text.replace("# d\n", "# d\n    g\n")
    assert done(chunk, e.replace_statement(chunk, inner, "g")) == text.replace("b  ", "g  ")
    whole = chunk.statements[0]
    assert done(chunk, e.insert_statement_after(chunk, whole, "g")) == text + "g\n"


def test_statements_on_one_line() -> None:
    chunk, small = first("if a: b; c\n", cst.Expr)
    assert done(chunk, e.insert_statement_before(chunk, small, "d")) == "if a: d; b; c\n"
    assert done(chunk, e.insert_statement_after(chunk, small, "d")) == "if a: b; d; c\n"


def test_decorators_belong_to_their_statement() -> None:
    chunk, function = first("@a\ndef f():\n    pass\n", cst.FunctionDef)
    assert done(chunk, e.insert_statement_before(chunk, function, "N")) == "N\n@a\ndef f():\n    pass\n"
    assert done(chunk, e.replace_statement(chunk, function, "N")) == "N\n"


def imported(syntax: Syntax, module: str, name: str) -> str | None:
    edit = e.add_import(syntax, module, name)
    return None if edit is None else apply(syntax.document.text, [edit])


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("", "from m import n\n"),
        ("# c\nx = 1\n", "# c\nfrom m import n\nx = 1\n"),
        ('"""Doc."""\n\nx = 1\n', '"""Doc."""\nfrom m import n\n\nx = 1\n'),
        ('"""Doc."""\nfrom __future__ import a\n\nx\n', '"""Doc."""\nfrom __future__ import a\nfrom m import n\n\nx\n'),
        ("import a  # c\nimport b\n\nx\nimport z\n", "import a  # c\nimport b\nfrom m import n\n\nx\nimport z\n"),
        ("from m import o, n as p\n", "from m import o, n as p\nfrom m import n\n"),
        ("import a", "import a\nfrom m import n"),
        ("from m import n\n", None),
        ("x = 1\nfrom m import (o,\n  n)\n", None),
        ("from m import n as n\n", None),
    ],
)
def test_add_import(text: str, made: str | None) -> None:
    assert imported(parse(from_text(text)), "m", "n") == made


def test_add_import_of_a_module_and_in_a_notebook() -> None:
    assert imported(parse(from_text("import a.b\n")), "a.b", "") is None
    assert imported(parse(from_text("import a.b as c\n")), "a.b", "") == "import a.b as c\nimport a.b\n"
    syntax = parse(from_cells([(1, "%cd x"), (2, "import a"), (3, "x")], "n.ipynb"))
    assert imported(syntax, "m", "n") == "%cd x\nimport a\nfrom m import n\nx\n"


def test_overlaps() -> None:
    assert overlaps(Edit(0, 3, ""), Edit(2, 4, ""))
    assert overlaps(Edit(3, 3, "a"), Edit(2, 4, ""))
    assert not overlaps(Edit(0, 2, ""), Edit(2, 4, ""))
    assert not overlaps(Edit(2, 2, "a"), Edit(2, 2, "b"))
    assert apply("abcd", [Edit(2, 2, "1"), Edit(2, 2, "2"), Edit(2, 3, "3"), Edit(0, 1, "")]) == "b123d"


ITEMS = st.lists(st.sampled_from(["a", "k=1", "(b)", "g(1, 2)", "*c", "[\n1,\n]", "'x, y'"]), min_size=1, max_size=5)
LAYOUTS = st.sampled_from([("", ", ", ""), ("", ",", ","), ("\n    ", ",\n    ", ",\n"), ("\n    ", ",  # c\n    ", "\n"), ("", ",\n  ", "  # d\n")])  # fmt: skip


@given(items=ITEMS, layout=LAYOUTS, data=st.data())
def test_arguments_come_and_go_without_touching_the_others(
    items: list[str], layout: tuple[str, str, str], data: st.DataObject
) -> None:
    items = [item if item[0] == "k" else f"k{n}={item}" if item[0] != "*" else item for n, item in enumerate(items)]
    items = [item.replace("k=", f"k{n}=") for n, item in enumerate(items)]
    text = f"f({layout[0]}{layout[1].join(items)}{layout[2]})\n"
    chunk, call = first(text, cst.Call)
    index = data.draw(st.integers(0, len(items) - 1))
    left = done(chunk, e.remove_argument(chunk, call, call.args[index]))
    assert values(left) == [item for n, item in enumerate(items) if n != index]
    more = done(chunk, e.add_argument(chunk, call, "new=1"))
    assert values(more) == [*items, "new=1"]
    assert left.count("#") == more.count("#") == text.count("#")


def values(text: str) -> list[str]:
    chunk, call = first(text, cst.Call)
    items = [e.replace_argument_value(chunk, arg, "") for arg in call.args]
    starts = [min(locate(chunk, arg).start, item.start) for arg, item in zip(call.args, items, strict=True)]
    return [text[start : item.end] for start, item in zip(starts, items, strict=True)]


def test_a_bare_tuple_stays_on_its_line() -> None:
    chunk, bare = first("a, b = c\n", cst.Tuple)
    assert done(chunk, e.insert_item(chunk, bare, 0, "X")) == "X, a, b = c\n"
    assert done(chunk, e.insert_item(chunk, bare, 2, "X")) == "a, b, X = c\n"
    chunk, bare = first("a, = c\n", cst.Tuple)
    assert done(chunk, e.insert_item(chunk, bare, 1, "X")) == "a, X = c\n"
