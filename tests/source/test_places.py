"""Where nodes stand."""

from __future__ import annotations

import ast
from pathlib import Path

import libcst as cst
import pytest
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from seqlint.source import syntax, tree
from seqlint.source.document import from_text
from seqlint.source.span import Span
from seqlint.source.syntax import Chunk, Syntax, extent, locate, node_path, parse, source_of

PROGRAMS = [
    "import tensorflow as tf\nmodel = tf.keras.Sequential([\n    tf.keras.layers.Dense(64, activation='relu'),\n])\n",
    "# head\n\n@dec\n# c\n@other(1)\ndef f(a, *, b: int = 2, **k) -> str:\n    '''doc'''\n    return a  # end\n    # foot\n\n\n# lead\nx = 1",
    "if a:\n\tb\nelif c: d; e\nelse:\n\tf\n\nwhile g: h\n",
    "x = (  # c\n    (a + b)\n    * [c for c in d if e]\n)\ny = {**a, 'b': lambda q: -q}\nz = f'{x!r:>{w}} \\\n é'\n",
    "async def f():\n  async with a as b, c:\n    await d\n  try:\n    e\n  except (F, G) as h:\n    raise I from j\n  finally:\n    del k[1:2, ::3]\n",
    "é = '😀'; ñ = (\n  é,\n)\r\nfor i in range(3):\r\n    print(i,\r\n      é)\r\n",
    "class A(B, metaclass=C):\n    x: int = 1\n\n    def g(self): ...\n\n    @property\n    def h(self):\n        global y\n        y += 1\n        assert y, 'a' 'b'\n",
    "from a.b import (\n    c as d,  # e\n    f,\n)\nfrom . import g\nfrom .h import *\nx = not a and b or c is not d\n",
    "x = yield_ if a else (b for c in d)\nf(g for h in i)\nmatch x:\n    case {'a': [1, *_], **r} if b: pass\n    case A(b=1) | None: pass\n",
    "a = b = c\na, b = b, a\n(x, y), z = w\na[b][c].d(e)(f)\nx = 1_0 + 0x1F - 1e-3j\n",
]  # fmt: skip


def nodes(found: Syntax, module: cst.Module) -> list[tuple[Chunk, cst.CSTNode, cst.CSTNode]]:
    """Every node of a syntax beside the same node of a module."""
    mine = [(chunk, statement) for chunk in found.chunks for statement in chunk.statements]
    assert len(mine) == len(module.body)
    todo: list[tuple[Chunk, cst.CSTNode, cst.CSTNode]] = [
        (chunk, one, other) for (chunk, one), other in zip(mine, module.body, strict=True)
    ]
    done: list[tuple[Chunk, cst.CSTNode, cst.CSTNode]] = []
    while todo:
        chunk, one, other = todo.pop()
        done.append((chunk, one, other))
        todo += [(chunk, a, b) for a, b in zip(inner(one), inner(other), strict=True)]
    return done


def inner(node: cst.CSTNode) -> list[cst.CSTNode]:
    """The children without blank and comment lines, which go elsewhere in a module that is read by pieces."""
    return [child for child in node.children if not isinstance(child, cst.EmptyLine)]


def as_span(found: Syntax, place: CodeRange) -> Span:
    lines = found.document.lines
    start = lines.offset(place.start.line, place.start.column + 1)
    return Span(start, lines.offset(place.end.line, place.end.column + 1))


@pytest.mark.parametrize("text", PROGRAMS)
@pytest.mark.parametrize("broken", ["", "x = = 1\n"], ids=["whole", "piecewise"])
def test_places_are_those_of_libcsts_own_provider(text: str, broken: str) -> None:
    found = parse(from_text(text + ("\n" if broken and text[-1] != "\n" else "") + broken))
    wrapper = MetadataWrapper(cst.parse_module(text))
    places = wrapper.resolve(PositionProvider)
    for chunk, node, other in nodes(found, wrapper.module):
        if isinstance(node, cst.Tuple | cst.GeneratorExp) and node.lpar:
            assert source_of(chunk, node)[0] == "("
            assert source_of(chunk, node)[-1] == ")"
        elif isinstance(node, cst.TrailingWhitespace | cst.Newline):
            continue
        else:
            assert locate(chunk, node) == as_span(found, places[other]), type(node)


def test_a_tuple_has_its_parentheses_as_for_python() -> None:
    text = "f(((1, 2)), (a for a in b), (c), (d + e))"
    chunk = parse(from_text(text)).chunks[0]
    call = ast.parse(text).body[0].value  # type: ignore[attr-defined]  # an expression statement
    statement = chunk.statements[0]
    assert isinstance(statement, cst.SimpleStatementLine)
    expression = statement.body[0]
    assert isinstance(expression, cst.Expr)
    assert isinstance(expression.value, cst.Call)
    for arg, other in zip(expression.value.args, call.args, strict=True):
        assert locate(chunk, arg.value) == Span(other.col_offset, other.end_col_offset)
    first = expression.value.args[0].value
    assert text[extent(chunk, first).start : extent(chunk, first).end] == "((1, 2))"


@pytest.mark.parametrize(
    "text",
    [
        "a = 1\n\fb = (2, c)\n",
        "if x:\n    y = 1\n\f    z = d\nelse:\n    e(f)\n",
        "\f@a\n\fdef f():\n    \f\n    g\n",
        "  \fif x:\n  \f  y=1\n  \f  h(1)\n  \felse:\n  \f  y=3\n",
    ],
)
def test_form_feeds_move_nothing(text: str) -> None:
    found = parse(from_text(text))
    assert not found.problems
    for chunk in found.chunks:
        todo: list[cst.CSTNode] = list(chunk.statements)
        while todo:
            node = todo.pop()
            if isinstance(node, cst.Name | cst.Integer):
                assert source_of(chunk, node) == node.value
            todo += node.children


def path(text: str) -> list[str]:
    """The names of the nodes at the `|` in a text."""
    offset = text.index("|")
    found = parse(from_text(text.replace("|", "")))
    chunk = found.chunk_at(offset)
    assert chunk is not None
    return [type(node).__name__ for node in node_path(chunk, offset)]


@pytest.mark.parametrize(
    ("text", "leaf"),
    [
        ("x = f(6|4)", "Integer"),
        ("x = f(64|)", "Integer"),
        ("x = f(64|, 1)", "Integer"),
        ("x = f(64 |, 1)", "Comma"),
        ("|x = 1", "Name"),
        ("x| = 1", "Name"),
        ("model|.add(1)", "Name"),
        ("model.ad|d(1)", "Name"),
        ("model.add|(1)", "Name"),
        ("x = a |/ b", "Divide"),
        ("f(in|put=(1,))", "Name"),
        ("f(input=|(1,))", "Tuple"),
        ("f(input=(1,)|)", "Tuple"),
        ("@a|b\ndef f(): pass", "Name"),
        ("@ab\ndef |f(): pass", "Name"),
        ("if x:\n    pass\n    y(|z)", "Name"),
        ("x = '|abc'", "SimpleString"),
    ],
)
def test_the_leaf_at_a_place(text: str, leaf: str) -> None:
    assert path(text)[-1] == leaf


def test_the_path_leads_from_the_statement_to_the_leaf() -> None:
    assert path("x = f(a=(7|84,))") == [
        "SimpleStatementLine", "Assign", "Call", "Arg", "Tuple", "Element", "Integer",
    ]  # fmt: skip
    assert path("@a|\ndef f(): pass")[:2] == ["FunctionDef", "Decorator"]


def test_no_node_where_nothing_stands() -> None:
    assert path("x = 1\n\n|\n\ny = 2") == []


def test_a_foreign_node_is_no_place() -> None:
    chunk = parse(from_text("x")).chunks[0]
    with pytest.raises(LookupError):
        locate(chunk, cst.Name("y"))


@pytest.mark.parametrize("text", PROGRAMS)
def test_a_node_that_is_placed_alone_stands_where_the_whole_pass_puts_it(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree, "SMALL", 0)
    module = cst.parse_module(text)
    count = len(nodes(parse(from_text(text)), module))
    for index in range(0, count, 5):
        whole, alone = parse(from_text(text)), parse(from_text(text))
        chunk, node, _ = nodes(whole, module)[index]
        assert chunk.places
        other, same, _ = nodes(alone, module)[index]
        assert locate(other, same) == locate(chunk, node)
        assert extent(other, same) == extent(chunk, node)


@pytest.mark.parametrize("name", ["splice.py", "tokens.py", "document.py", "notebook.py"])
def test_a_line_in_a_block_is_placed_without_the_rest(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "SMALL", 0)
    monkeypatch.setattr(tree, "SINGLE", 10**6)
    text = (Path(syntax.__file__).parent / name).read_text(encoding="utf-8")
    whole, alone = parse(from_text(text)), parse(from_text(text))
    module = cst.parse_module(text)
    pairs = list(zip(nodes(whole, module), nodes(alone, module), strict=True))
    for (chunk, node, _), (other, same, _) in pairs[::23]:
        assert chunk.places
        assert locate(other, same) == locate(chunk, node)
        assert extent(other, same) == extent(chunk, node)


def test_lines_inside_brackets_are_placed_in_their_block() -> None:
    text = "def f():\n    if a:\n        m = [\n            1,\n            x(\n                2),\n        ]\n"
    whole, alone = (parse(from_text(text)).chunks[0] for _ in range(2))
    assert whole.places
    found = [chunk.statements[0].body.body[0].body.body[0].body[0].value for chunk in (whole, alone)]
    assert locate(alone, found[1]) == locate(whole, found[0])
    item = [each.elements[1].value for each in found]
    assert locate(alone, item[1]) == locate(whole, item[0])
