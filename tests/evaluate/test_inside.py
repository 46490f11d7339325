"""Freezing layers one by one inside a model that the program does not list. The numbers are Keras 3's and 2's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from seqlint.keras.weights import count

if TYPE_CHECKING:
    from seqlint.values.shape import Dim

WHOLE, BOTH = 14_714_688, 14_714_688 + 23_045


def trained(keras: Any, lines: str, after: str = "") -> Dim:
    """How many parameters of `base` and a Dense are trained after some lines."""
    text = "base = keras.applications.VGG16(include_top=False, weights=None, input_shape=(96, 96, 3))\n" + lines
    text += "\nmodel = keras.Sequential([base, layers.Flatten(), layers.Dense(5)])\n" + after
    weights = keras(text).program.models()[-1][1].weights
    return count(weights, trainable=True)


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        ("", BOTH),
        ("base.trainable = False", BOTH - WHOLE),
        ("for layer in base.layers:\n    layer.trainable = False", BOTH - WHOLE),
        ("for layer in reversed(base.layers):\n    layer.trainable = False", BOTH - WHOLE),
        ("for i, layer in enumerate(base.layers):\n    layer.trainable = False", BOTH - WHOLE),
        ("for layer in base.layers[:]:\n    layer.trainable = True", BOTH),
        ("for layer in base.layers:\n    layer.trainable = False\nbase.trainable = True", BOTH),
    ],
)
def test_all_of_them(keras: Any, lines: str, number: int) -> None:
    assert trained(keras, lines) == number


@pytest.mark.parametrize(
    "lines",
    [
        "for layer in base.layers[:-4]:\n    layer.trainable = False",
        "for i, layer in enumerate(base.layers):\n    if i < 5:\n        layer.trainable = False",
        (
            "for layer in base.layers:\n    if isinstance(layer, layers.Conv2D):\n        continue\n"
            "    layer.trainable = False"
        ),
        "for layer in [each for each in base.layers if 'conv' in each.name]:\n    layer.trainable = False",
        (
            "on = False\nfor layer in base.layers:\n    if layer.name == 'block5_conv1':\n        on = True\n"
            "    layer.trainable = on"
        ),
        "base.layers[3].trainable = False",
        "base.get_layer('block1_conv1').trainable = False",
        "base.trainable = False\nfor layer in base.layers[-4:]:\n    layer.trainable = True",
    ],
)
def test_some_of_them(keras: Any, lines: str) -> None:
    assert not isinstance(trained(keras, lines), int)


def test_inside_a_model_that_holds_it_already(keras: Any) -> None:
    after = "for layer in model.layers[0].layers:\n    layer.trainable = False"
    assert trained(keras, "", after) == BOTH - WHOLE
