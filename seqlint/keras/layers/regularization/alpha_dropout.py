"""AlphaDropout (Keras: `layers/regularization/alpha_dropout.py`)."""

from __future__ import annotations

from seqlint.keras.amounts import UnitSince3
from seqlint.keras.kinds import Anything, Seed
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.regularization.dropout import noisy


@layer(tags="dropout")
def AlphaDropout(rate: UnitSince3, noise_shape: Anything = None, seed: Seed = None) -> Facets:
    """Dropout for networks with `selu`: dropped values take selu's lowest value; mean and spread stay.

    `selu` keeps its outputs at mean 0 and variance 1; plain `Dropout` would break that. With another activation use
    `Dropout`. In `predict` and `evaluate` the layer does nothing.

    Args:
        rate: the share of values that is dropped, from 0 to 1. Usual are 0.05 to 0.2, less than for `Dropout`.
        noise_shape: the shape of the random mask, with 1 or None for axes along which all values share one fate.
        seed: a number that makes the random choice the same in every run.

    Examples:
        (None, 64) → AlphaDropout(0.1) → (None, 64), 0 parameters
    """
    return Facets(computes=noisy("AlphaDropout", rate, noise_shape, filled=False))
