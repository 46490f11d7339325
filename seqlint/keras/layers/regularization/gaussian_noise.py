"""GaussianNoise (Keras: `layers/regularization/gaussian_noise.py`)."""

from __future__ import annotations

from seqlint.keras.amounts import UnitIn3
from seqlint.keras.kinds import Seed
from seqlint.keras.layer import Facets, layer


@layer(tags="noise")
def GaussianNoise(stddev: UnitIn3, seed: Seed = None) -> Facets:
    """Adds random noise around 0 to every value while training, so that the model does not learn single examples.

    output = input + noise with standard deviation {stddev}. In `predict` and `evaluate` the layer does nothing. Often
    the first layer; what {stddev} means depends on the scale of the input, so scale the data first.

    Args:
        stddev: the standard deviation of the noise, from 0 to 1. 0.1 is a tenth of the spread of standardised data.
        seed: a number that makes the noise the same in every run.

    Examples:
        (None, 64) → GaussianNoise(0.1) → (None, 64), 0 parameters
        (None, 64) → GaussianNoise(-1) → InvalidValue
    """
    return Facets()
