"""The size of the numbers that weights start with, as a card tells it, and as Keras draws them."""

from __future__ import annotations

import re

import pytest

from seqlint.check import analyse
from seqlint.explain.cards.effects import effect
from seqlint.explain.facts import Facts
from seqlint.source.document import from_text

pytest.importorskip("tensorflow")
keras = pytest.importorskip("keras")
np = pytest.importorskip("numpy")

CASES = [
    ((300,), "Dense(200, kernel_initializer={})"),
    ((12, 12, 40), "Conv2D(64, 3, kernel_initializer={})"),
    ((12, 12, 32), "Conv2DTranspose(48, 3, kernel_initializer={})"),
    ((12, 64), "LSTM(32, kernel_initializer={})"),
    ((12, 12, 64), "DepthwiseConv2D(5, depth_multiplier=2, depthwise_initializer={})"),
    ((12, 12, 64), "Conv2D(64, 3, groups=4, kernel_initializer={})"),
]
NAMES = ["glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal"]
GIVEN = [
    "initializers.VarianceScaling(3.0, mode='fan_out', distribution='uniform')",
    "initializers.VarianceScaling(0.5, mode='fan_avg', distribution='truncated_normal')",
    "initializers.RandomNormal(mean=0.5, stddev=0.02)",
    "initializers.RandomUniform(-0.3, 0.1)",
]
SAMPLING = 0.05
"""How far a spread of some thousand numbers may be from the one they are drawn with."""


def told(shape: tuple[int, ...], layer: str) -> str:
    program = (
        f"import keras\nfrom keras import initializers, layers\nm = keras.Sequential([keras.Input({shape}), {layer}])"
    )
    facts = Facts(analyse(from_text(program + "\n", "train.py"), trace=True))
    _, model = facts.models[-1]
    (seen,) = facts.seen(model.uses[-1].ref)
    name = "depthwise_initializer" if "depthwise" in layer else "kernel_initializer"
    return effect(name, seen)


@pytest.mark.parametrize("initializer", [*map(repr, NAMES), *GIVEN])
@pytest.mark.parametrize(("shape", "layer"), CASES, ids=[layer.partition("(")[0] for _, layer in CASES])
def test_weights_start_with_numbers_of_the_size_that_is_told(shape, layer, initializer):
    text = f"layers.{layer.format(initializer)}"
    found = told(shape, text)
    model = keras.Sequential(
        [keras.Input(shape), eval(text, {"layers": keras.layers, "initializers": keras.initializers})]
    )
    numbers = np.asarray(model.layers[0].weights[0])
    limits = re.search(r"evenly between (-?[\d.e-]+) and (-?[\d.e-]+\d)", found)
    spread = re.search(r"around (-?[\d.]+) with a spread of ([\d.e-]+\d)", found)
    if limits is not None:
        low, high = float(limits[1]), float(limits[2])
        width = high - low
        assert low - 0.01 * width <= numbers.min() < low + SAMPLING * width
        assert high - SAMPLING * width < numbers.max() <= high + 0.01 * width
    else:
        assert spread is not None, found
        assert numbers.mean() == pytest.approx(float(spread[1]), abs=SAMPLING * float(spread[2]))
        assert numbers.std() == pytest.approx(float(spread[2]), rel=SAMPLING)
