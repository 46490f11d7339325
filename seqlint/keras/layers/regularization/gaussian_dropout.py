"""GaussianDropout (Keras: `layers/regularization/gaussian_dropout.py`)."""

from __future__ import annotations

from seqlint.keras.amounts import UnitSince3
from seqlint.keras.kinds import Seed
from seqlint.keras.layer import Facets, layer


@layer(tags="dropout noise")
def GaussianDropout(rate: UnitSince3, seed: Seed = None) -> Facets:
    """Multiplies every value by random noise around 1 while training, against overfitting.

    output = input · noise, where the noise has mean 1 and standard deviation √({rate} / (1 - {rate})). It disturbs as
    much as `Dropout` of the same rate, but sets nothing to zero. In `predict` and `evaluate` the layer does nothing.

    Args:
        rate: how strong the noise is, named as for `Dropout`: 0.5 gives a standard deviation of 1.
        seed: a number that makes the noise the same in every run.

    Examples:
        (None, 64) → GaussianDropout(0.5) → (None, 64), 0 parameters
        (None, 64) → GaussianDropout(-1) → InvalidValue
    """
    return Facets()
