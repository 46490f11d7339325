"""LeakyReLU (Keras: `layers/activations/leaky_relu.py`)."""

from __future__ import annotations

from seqlint.keras.amounts import NegativeSlope
from seqlint.keras.layer import Facets, layer


@layer(keras2="alpha", tags="activation")
def LeakyReLU(negative_slope: NegativeSlope = 0.3, *, alpha: NegativeSlope = 0.3) -> Facets:
    """Lets positive values through and makes negative ones small instead of zero.

    output = x for x ≥ 0, {negative_slope} · x for x < 0. A unit of a plain relu that only sees negative inputs learns
    nothing any more; here a small gradient is left. The shape stays.

    Args:
        negative_slope: what negative values are multiplied by. The default here is 0.3; 0.01 to 0.2 are usual.
        alpha: the name of `negative_slope` in Keras 2; Keras 3 still takes it and warns.

    Examples:
        (None, 64) → LeakyReLU() → (None, 64), 0 parameters
        (None, 64) → LeakyReLU(0.1) → (None, 64), 0 parameters
        (None, 64) → LeakyReLU(-0.1) → InvalidValue
    """
    return Facets()
