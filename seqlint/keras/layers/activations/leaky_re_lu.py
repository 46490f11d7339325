"""LeakyReLU (Keras: `layers/activations/leaky_relu.py`)."""

from __future__ import annotations

from seqlint.keras.amounts import NEGATIVE_SLOPE
from seqlint.keras.kinds import Anything, Context
from seqlint.keras.layer import Facets, layer
from seqlint.values.call import Call


@layer(keras2="alpha=0.3", deprecated="alpha=negative_slope", tags="activation")
def LeakyReLU(call: Call, negative_slope: Anything = 0.3, *, alpha: Anything = None) -> Facets:
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
    older = alpha is not None or call.target.major < 3
    name, slope = ("alpha", alpha) if older else ("negative_slope", negative_slope)
    NEGATIVE_SLOPE.check(slope, Context("LeakyReLU", name, call))
    return Facets()
