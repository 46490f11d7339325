"""Whatever is typed: nothing raises, nothing is lost, and reading again what changed is reading it all."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from seqlint.source.change import Edit, apply
from seqlint.source.comments import insert_ignore, read, remove, statement_rows
from seqlint.source.document import Document, from_cells, from_text
from seqlint.source.syntax import Syntax, locate, node_path, parse

PROGRAM = '''"""Doc."""
import tensorflow as tf
from a import (
    b,  # seqlint: ignore[X] why
)

@tf.function
def f(x, y=(1, 2)):
    # seqlint: disable
    """Inner."""
    if x:
        return f"{y!r} 'é' {x['a']}"
    # seqlint: enable

model = tf.keras.Sequential([
    tf.keras.layers.Dense(64, activation='relu', input_shape=(784,)),
    tf.keras.layers.Dense(10, activation="softmax")  # 😀
])
for i in range(3):
    model.fit(x, \\
        y)
else:
    pass
x = model.predict(x)[0] / 255
'''
SNIPPETS = st.sampled_from(
    ["", "(", ")", "[", "]", "{", '"""', "'", '"', "\\", "#", "\n", "\n\n", "    ", "\t", "\f", "\r", "é", "😀", ":", ",", "=",
     "x = 1\n", "def g():\n", "%cd a\n", "# seqlint: ignore\n", "\ud83d", "\0", "else:\n", "@", "f'{", "if x:\n    y\n"]
)  # fmt: skip
EDITS = st.lists(st.tuples(st.integers(0, len(PROGRAM)), st.integers(0, 12), SNIPPETS), min_size=1, max_size=4)


def edited(text: str, change: tuple[int, int, str]) -> str:
    start = min(change[0], len(text))
    return apply(text, [Edit(start, min(start + change[1], len(text)), change[2])])


def facts(syntax: Syntax) -> list[object]:
    return [
        (c.start, c.anchor, c.text, c.error, c.unread, [(type(n), locate(c, n)) for n in c.statements])
        for c in syntax.chunks
    ]


def sound(document: Document, syntax: Syntax) -> None:
    assert len(document.code) == len(document.text)
    assert "".join(chunk.text for chunk in syntax.chunks) == document.code
    trees = [id(chunk.tree) for chunk in syntax.chunks]
    assert len(trees) == len(set(trees))
    for chunk in syntax.chunks:
        assert chunk.document is document
        statement_rows(chunk)
    for problem in syntax.problems:
        assert 0 <= problem.span.start <= problem.span.end <= len(document.text)
    for directive in read(document):
        remove(directive)


@settings(max_examples=150, deadline=None)
@given(edits=EDITS)
def test_what_is_read_again_is_what_is_read_afresh(edits: list[tuple[int, int, str]]) -> None:
    text = PROGRAM
    syntax = parse(from_text(text))
    for change in edits:
        text = edited(text, change)
        syntax = parse(from_text(text), reuse=syntax)
        sound(syntax.document, syntax)
        assert facts(syntax) == facts(parse(from_text(text)))


@settings(max_examples=100, deadline=None)
@given(edits=EDITS, offset=st.integers(0, len(PROGRAM)))
def test_any_place_has_a_path_and_can_be_ignored(edits: list[tuple[int, int, str]], offset: int) -> None:
    text = PROGRAM
    for change in edits:
        text = edited(text, change)
    document = from_text(text)
    syntax = parse(document)
    offset = min(offset, len(text))
    chunk = syntax.chunk_at(offset)
    assert chunk is not None
    for node in node_path(chunk, offset):
        span = locate(chunk, node)
        assert 0 <= span.start <= span.end <= len(text)
    insert_ignore(document, offset, "X")


@settings(max_examples=100, deadline=None)
@given(cells=st.lists(st.lists(SNIPPETS, max_size=6).map("".join), max_size=4))
def test_any_cells_are_read(cells: list[str]) -> None:
    document = from_cells(list(enumerate(cells, 1)), "n.ipynb")
    syntax = parse(document)
    sound(document, syntax)
    assert [document.text[cell.start : cell.end] for cell in document.cells] == cells
