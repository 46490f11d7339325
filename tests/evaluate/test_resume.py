"""Following on from an edit gives what following from the start gives."""

from __future__ import annotations

import random
from textwrap import dedent
from typing import Any

import pytest

from seqlint.check import Analysis, analyse, report
from seqlint.evaluate.resume import Following
from seqlint.explain.hints import hints
from seqlint.source.document import Document, from_cells, from_text
from seqlint.source.syntax import parse
from seqlint.values.shape import NONE
from seqlint.values.target import DEFAULT

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


INDEPENDENT = dedent("""
    from tensorflow import keras

    one = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, name="a")])
    two = keras.Sequential([keras.Input((5,)), keras.layers.Dense(3, name="b")])
    two.compile("adam", "mse")
    wide = keras.Sequential([keras.Input((6,)), keras.layers.Dense(3, name="c"), one])
    two.add(keras.layers.Flatten())
""").lstrip()


def made(analysis: Analysis) -> list[Any]:
    return [event for event in analysis.program.events if type(event).__name__ == "ModelMade"]


def test_what_does_not_depend_on_the_edit_is_not_followed_again() -> None:
    first = read(INDEPENDENT)
    text = INDEPENDENT.replace('"a"', '"other"')
    second = read(text, first)
    assert [new is old for new, old in zip(made(second), made(first), strict=True)] == [False, True, False]
    assert known(second) == known(read(text))


@pytest.mark.parametrize(
    ("before", "edit", "behind"),
    [
        ("x = 1\n", ("1", "2"), "if x == 1:\n    two.pop()\n"),
        ("x = 1\n", ("x", "y"), "try:\n    two.pop() if x else None\nexcept NameError:\n    pass\n"),
        ("def f(m):\n    return m\n", ("return m", "m.pop()\n    return m"), "f(two)\n"),
        ("class A:\n    pass\n\n\nA.x = 1\n", ("x = 1", "x = 2"), "if A.x == 1:\n    two.pop()\n"),
        ("class A:\n    x = 1\n", ("x = 1", "x = 2"), "if A.x == 1:\n    two.pop()\n"),
        (
            "def outer():\n    n = 1\n    def add():\n        nonlocal n\n        n = n + 1\n        return n\n    return add\n\n\nmore = outer()\nmore()\n",
            ("more()\n", "\n"),
            "if more() == 2:\n    two.pop()\n",
        ),
        ("own = []\nown.append(1)\n", ("append(1)", "clear()"), "if len(own):\n    two.pop()\n"),
        ("keras.layers.Dense(1)\n", ("keras", "# keras"), "two.add(keras.layers.Dense(2))\n"),
        ("keras.backend.set_image_data_format('channels_first')\n", ("first", "last"), "c = keras.layers.Conv2D(3, 3)\n"),
        ("keras.backend.clear_session()\n", ("keras", "# keras"), "two.add(keras.layers.Dense(2))\n"),
        ("exit()\n", ("exit", "str"), "two.pop()\n"),
        ("two.predict(None)\n", ("two", "# two"), "two.pop()\n"),
        (
            "import numpy as np\na = np.load('a.npy')\nrows = len(a)\n",
            ("rows", "others"),
            "two = keras.Sequential([keras.Input((a.shape[0],)), keras.layers.Flatten()])\n",
        ),
        (
            "import numpy as np\na = np.load('a.npy').shape[0]\n",
            ("a = ", "a  = "),
            "b = np.load('b.npy').shape[0]\ntwo = keras.Sequential([keras.Input((a, b)), keras.layers.Flatten()])\n",
        ),
        ("two = two.compile('adam', 'mse')\n", ("compile", "summary"), "two.fit(None)\n"),
    ],
)  # fmt: skip
def test_what_depends_on_the_edit_is_followed_again(before: str, edit: tuple[str, str], behind: str) -> None:
    text = f"{INDEPENDENT}{before}print(one)\n{behind}print(two.output_shape)\n"
    changed = f"{INDEPENDENT}{before.replace(*edit)}print(one)\n{behind}print(two.output_shape)\n"
    assert text != changed
    analysis = read(text)
    for now in (changed, text, changed):
        analysis = read(now, analysis)
        assert known(analysis) == known(read(now))
        assert trace(analysis) == trace(read(now))


def trace(analysis: Analysis) -> list[str]:
    """What every expression of the program was, line by line."""
    return [repr(hint) for hint in hints(analysis, 0, len(analysis.document.text))]


def test_what_moves_has_its_new_place_and_an_earlier_analysis_its_old_one() -> None:
    first = read(INDEPENDENT + "two.add(keras.layers.Dense(2, activation='softmx'))\n")
    places = trace(first), report(first)
    second = read("\n\n# moved\n" + INDEPENDENT + "two.add(keras.layers.Dense(2, activation='softmx'))\n", first)
    moved = trace(second), report(second)
    assert moved == (trace(read(second.document.text)), report(read(second.document.text)))
    first.syntax.take()
    assert (trace(first), report(first)) == places
    second.syntax.take()
    assert (trace(second), report(second)) == moved != places


def test_what_was_let_go_is_freed_at_once() -> None:
    import gc
    import weakref

    gc.collect()
    gc.disable()
    try:
        first = parse(from_text(INDEPENDENT))
        following = Following(first, DEFAULT)
        following.follow(first)
        syntax = parse(from_text(INDEPENDENT.replace('"a"', '"other"')), first)
        program = following.follow(syntax)
        chunks = [weakref.ref(chunk) for chunk in syntax.chunks]
        following.forget()
        program.forget()
        del first, following, syntax, program
        assert [ref() for ref in chunks] == [None] * len(chunks)
    finally:
        gc.enable()


def test_a_module_that_a_cell_writes_is_followed_as_it_is_now() -> None:
    def cells(width: int) -> Document:
        own = f"import keras\ndef make():\n    return keras.Sequential([keras.Input(({width},)), keras.layers.Dense(3)])\n"
        return from_cells([(1, "from own import make\nm = make()\n"), (2, f"%%writefile own.py\n{own}")], "n.ipynb")

    analysis = analyse(cells(4), trace=True)
    analysis = analyse(cells(7), trace=True, previous=analysis)
    assert [model.uses[0].input for _, model in analysis.program.models()] == [(NONE, 7)]


def test_a_text_that_gets_its_first_import_is_read_anew() -> None:
    text = "x = 1\nmodel = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])\nprint(model.output_shape)\n"
    analysis = read(text)
    for now in (text.replace("x = 1", "import json"), text, text.replace("x = 1", "import json as")):
        analysis = read(now, analysis)
        assert known(analysis) == known(read(now))
        assert trace(analysis) == trace(read(now))
