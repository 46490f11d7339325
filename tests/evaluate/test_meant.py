"""A refused call whose meaning is plain: it is reported, and what follows is known all the same."""

from __future__ import annotations

from typing import Any

import pytest

from seqlint.values.target import Target


@pytest.mark.parametrize(
    ("layer", "output"),
    [
        ("layers.Dense(np.prod((2, 3)))", "(None, 6)"),
        ("layers.Dense(np.max([[1, 2], [3, 4]]) + 1)", "(None, 5)"),
        ("layers.Dense(64.0)", "(None, 64)"),
        ("layers.Dense(units='12')", "(None, 12)"),
        ("layers.Dense(4, name='block/dense')", "(None, 4)"),
    ],
)
def test_a_value_that_stands_for_another(keras: Any, layer: str, output: str) -> None:
    followed = keras(f"model = keras.Sequential([keras.Input((8,)), {layer}, layers.Dense(1)])")
    assert followed.shapes() == [output, "(None, 1)"]
    assert followed.refusals() == ["InvalidValue"]


@pytest.mark.parametrize("layer", ["layers.Dense(4, input_shape=(8))", "layers.Dense(4, input_shape=8)"])
def test_a_number_for_a_shape(keras: Any, layer: str) -> None:
    followed = keras(f"model = keras.Sequential([{layer}, layers.Dense(1)])")
    assert followed.shapes() == ["(None, 4)", "(None, 1)"]
    assert followed.refusals() == ["InvalidShape"]


def test_what_keras_2_took_for_a_missing_argument(keras: Any) -> None:
    followed = keras("model = keras.Sequential([keras.Input((28, 28, 1)), layers.AveragePooling2D()])")
    assert followed.shapes() == ["(None, 14, 14, 1)"]
    assert followed.refusals() == ["MissingArgument"]


def test_the_sides_of_a_kernel_one_by_one(keras: Any) -> None:
    followed = keras("model = keras.Sequential([keras.Input((9, 9, 9, 1)), layers.Conv3D(4, 3, 3, 3)])")
    assert followed.shapes() == ["(None, 7, 7, 7, 4)"]
    assert followed.refusals() == ["InvalidValue"]


def test_the_sides_of_a_kernel_beside_keras_1_strides(keras: Any) -> None:
    layer = "layers.Conv2D(4, 8, 8, border_mode='valid', subsample=(4, 4))"
    followed = keras(f"model = keras.Sequential([keras.Input((84, 84, 1)), {layer}])")
    assert followed.shapes() == ["(None, 20, 20, 4)"]


def test_keras_1_words_for_the_order_of_the_axes(keras: Any) -> None:
    followed = keras("model = keras.Sequential([keras.Input((9, 9, 1)), layers.Conv2D(4, 3, dim_ordering='tf')])")
    assert followed.shapes() == ["(None, 7, 7, 4)"]


@pytest.mark.parametrize("layer", ["layers.Dense(-3.0)", "layers.Dense(2.5)", "layers.Dense('many')"])
def test_a_value_that_stands_for_nothing_stays_unknown(keras: Any, layer: str) -> None:
    followed = keras(f"model = keras.Sequential([keras.Input((8,)), {layer}, layers.Dense(1)])")
    assert followed.shapes() == ["?", "?"]


def test_the_same_values_are_no_mistake_where_keras_takes_them(run: Any) -> None:
    followed = run(
        """
        import numpy as np
        from tensorflow import keras
        model = keras.Sequential([keras.layers.AveragePooling2D(input_shape=(28, 28, 1)), keras.layers.Flatten()])
        """,
        Target(2, 15),
    )
    assert followed.shapes()[0] == "(None, 14, 14, 1)"
    assert followed.refusals() == []


def test_sides_one_by_one_beside_a_renamed_argument(keras: Any) -> None:
    followed = keras(
        "model = keras.Sequential([keras.Input((9, 9, 9, 1)), layers.Conv3D(4, 3, 3, 3, border_mode='same')])"
    )
    assert followed.shapes() == ["(None, 9, 9, 9, 4)"]
