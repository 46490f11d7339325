"""`seqlint summary` against what `model.summary()` prints."""

from __future__ import annotations

import contextlib
import io

import msgspec
import pytest

from seqlint.check import analyse
from seqlint.explain.summary import tables
from seqlint.source.document import from_text
from seqlint.table import summary

pytest.importorskip("tensorflow")

PROGRAMS = {
    "dense": "keras.Input((784,)), keras.layers.Dense(64, activation='relu'), keras.layers.Dense(10)",
    "deferred": "keras.layers.Dense(64), keras.layers.Flatten(), keras.layers.Dense(10)",
    "images": (
        "keras.Input((28, 28, 1)), keras.layers.Conv2D(32, 3), keras.layers.MaxPooling2D(), keras.layers.Flatten(),"
        " keras.layers.Dense(10)"
    ),
    "frozen": "keras.Input((8, 8, 3)), keras.layers.BatchNormalization(), keras.layers.Conv2D(4, 1, trainable=False)",
    "names": (
        "keras.Input((4,)), keras.layers.Dense(3, name='one'), keras.layers.Dense(3, name='a_name_that_does_not_fit_into_it'),"
        " keras.layers.BatchNormalization(name='twenty_characters_xx')"
    ),
    "sequences": "keras.Input((None,)), keras.layers.Embedding(1000, 8), keras.layers.LSTM(16), keras.layers.Dense(1)",
    "nested": "keras.Input((4,)), keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)]), keras.layers.Dense(2)",
    "large": "keras.Input((100_000,)), keras.layers.Dense(4_000)",
}


@pytest.mark.parametrize("layers", PROGRAMS.values(), ids=PROGRAMS)
def test_tables_are_equal(layers: str) -> None:
    import keras

    program = f"import keras\nmodel = keras.Sequential([{layers}])\n"
    keras.backend.clear_session()
    space: dict[str, object] = {}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(program + "model.summary(print_fn=lambda text: print(text))\n", space)
    *_, table = tables(analyse(from_text(program, "train.py")))
    ours = summary(msgspec.to_builtins(table)).split("\n", 1)[1]
    assert ours.strip().splitlines() == [line.rstrip() for line in printed.getvalue().strip().splitlines()]
