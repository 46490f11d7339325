"""Any sequence of edits leaves the server with what a fresh start on the same text would say."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seqlint.source.document import from_cells, from_text
from seqlint_server.engine import Seqlint
from seqlint_server.options import DEFAULT
from seqlint_server.text import Change, Text

PROGRAM = """\
# 你 😀
import tensorflow as tf

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.mnist.load_data()
x_train = x_train.reshape(60000, 784).astype("float32") / 255
model = tf.keras.Sequential([
    tf.keras.layers.Dense(64, activation='relu', input_shape=(784,)),
    tf.keras.layers.Dense(10, activation='softmax')
])

def more(units):
    model.add(tf.keras.layers.Dense(units))

model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, epochs=5)
"""
WORDS = [
    "", " ", "\n", "(", ")", "[", "'", '"""', "#", "\f", "\u2028", "é😀", "\r\n", "    ", "if x:\n", "else:\n", "more(5)\n",
    "model.add(tf.keras.layers.Dense(3))\n", "model.pop()\n", "x = 1; ", "\\\n", "%time\n", "to_categorical", "x_train[0]",
]  # fmt: skip
EDITS = st.lists(
    st.tuples(st.integers(0, 17), st.integers(0, 60), st.integers(0, 12), st.sampled_from(WORDS)), max_size=8
)


def said(engine: Seqlint, analysis: Any) -> Any:
    if analysis is None:
        return None
    size = len(analysis.document.text)
    return engine.report(analysis), list(engine.hints(analysis, 0, size)), list(engine.outline(analysis))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(EDITS)
def test_a_script(edits: list[tuple[int, int, int, str]]) -> None:
    engine = Seqlint()
    text = Text("file:///m.py", 1, PROGRAM)
    previous = engine.analyse(from_text(text.text, "/m.py"), DEFAULT, None)
    for line, character, removed, words in edits:
        text.change([Change(words, (line, character), (line, character + removed))], 2, "utf-16")
        previous = engine.analyse(from_text(text.text, "/m.py"), DEFAULT, previous)
        fresh = engine.analyse(from_text(text.text, "/m.py"), DEFAULT, None)
        assert said(engine, previous) == said(engine, fresh)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from(WORDS)), max_size=6))
def test_cells_that_move_and_change(edits: list[tuple[int, int, str]]) -> None:
    engine = Seqlint()
    cells = [part + "\n" for part in PROGRAM.split("\n\n")]
    previous = None
    for source, target, words in edits:
        cell = cells.pop(source % len(cells))
        cells.insert(target % (len(cells) + 1), cell + words)
        sources = list(enumerate(cells, start=1))
        previous = engine.analyse(from_cells(sources, "/n.ipynb"), DEFAULT, previous)
        fresh = engine.analyse(from_cells(sources, "/n.ipynb"), DEFAULT, None)
        assert said(engine, previous) == said(engine, fresh)
