"""Following on from an edit gives what following from the start gives."""

from __future__ import annotations

import random
from textwrap import dedent
from typing import Any

import pytest

from seqlint.check import Analysis, analyse, report
from seqlint.source.document import from_text

PROGRAM = dedent("""
    import numpy as np
    from tensorflow import keras
    from tensorflow.keras import layers

    (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
    x_train = x_train.reshape(-1, 784).astype("float32") / 255
    sizes = [64, 32]
    n = len(np.load("a.npy"))


    def make(units, activation="softmax"):
        model = keras.Sequential()
        model.add(keras.Input(shape=(784,)))
        for size in sizes:
            model.add(layers.Dense(size, activation="relu"))
        if units > 2:
            model.add(layers.Dense(units, activation=activation))
        else:
            model.add(layers.Dense(1))
        return model


    class Net:
        def __init__(self):
            self.model = make(3)

        def train(self):
            self.model.compile("adam", "binary_crossentropy")
            self.model.fit(x_train, y_train)


    model = make(10)
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, epochs=5)
    other = keras.Sequential([layers.Dense(4, input_shape=(n,)), layers.Dense(2)])
    other.add(layers.Conv2D(3, 3))
    print(model.output_shape, n)
""").lstrip()
EDITS = (
    ("softmax", "sigmoid"), ("10", "9"), ("relu", "rleu"), ("categorical", "sparse_categorical"), ("784", "783"),
    ("Dense", "Flatten"), ("sizes", "size"), ("(", "(("), (":", ""), ("units", "unit"), ("    ", "  "), ("model", "net"),
)  # fmt: skip


def known(analysis: Analysis) -> Any:
    """What is said of a program: findings, models, and how much happened."""
    models = [(model.place.span(), repr(model.output)) for _, model in analysis.program.models()]
    return report(analysis), models, len(analysis.program.events), sorted(analysis.program.names)


def read(text: str, previous: Analysis | None = None) -> Analysis:
    return analyse(from_text(text, "train.py"), trace=True, previous=previous)


@pytest.mark.parametrize("seed", range(12))
def test_edits_one_after_the_other(seed: int) -> None:
    draw = random.Random(seed)
    text, previous = PROGRAM, read(PROGRAM)
    for _ in range(25):
        lines = text.splitlines(keepends=True)
        at = draw.randrange(len(lines))
        old, new = draw.choice(EDITS)
        change = draw.randrange(5)
        if change == 0:
            lines[at] = lines[at].replace(old, new)
        elif change == 1:
            lines.insert(at, draw.choice(lines))
        elif change == 2:
            del lines[at]
        elif change == 3:
            lines.insert(at, draw.choice(("\n", "# a note\n", "    # a note\n", "n = 5\n", "        n = 6\n")))
        else:
            lines[at] = lines[at].rstrip("\n") + "  # a note\n"
        text = "".join(lines)
        previous = read(text, previous)
        assert known(previous) == known(read(text)), text
        if draw.random() < 0.3:
            text = PROGRAM


def test_what_stands_before_the_edit_is_not_followed_again() -> None:
    first = read(PROGRAM)
    second = read(PROGRAM + "\nprint(history)\n", first)
    assert second.program.events[0] is first.program.events[0]
    assert second.following is first.following


def test_an_earlier_analysis_keeps_its_objects() -> None:
    first = read(PROGRAM)
    before = [(model.output, len(model.uses)) for _, model in first.program.models()]
    read(PROGRAM.replace("sizes = [64, 32]", "sizes = [5]"), first)
    assert [(model.output, len(model.uses)) for _, model in first.program.models()] == before


def test_a_size_gets_the_name_that_the_new_text_gives_it() -> None:
    text = 'import keras\nimport numpy as np\nrows = np.load("a.npy").shape[0]\n'
    model = "m = keras.Sequential([keras.Input(({},)), keras.layers.Dense(2)])\nm.add(keras.layers.Flatten())\n"
    first = read(text + model.format("rows"))
    second = read(text + "wide = rows\n" + model.format("wide"), first)
    assert known(second) == known(read(text + "wide = rows\n" + model.format("wide")))
