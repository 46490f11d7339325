"""ReLU (Keras: `layers/activations/relu.py`)."""

from __future__ import annotations

from seqlint.keras.amounts import NotNegative, NotNegativeOrNone
from seqlint.keras.layer import Facets, layer


@layer(tags="activation")
def ReLU(
    max_value: NotNegativeOrNone = None, negative_slope: NotNegative = 0.0, threshold: NotNegative = 0.0
) -> Facets:
    """Sets negative values to zero and lets positive ones through.

    output = max(0, x). It is the usual function between layers: cheap, and its gradient does not fade for large
    values. The arguments cap it, or let a little of the negative side through. The shape stays.

    Args:
        max_value: the largest value that goes out; None for no limit. 6 gives "relu6". It comes first, so `ReLU(64)`
            cuts everything off at 64.
        negative_slope: what negative values are multiplied by; 0 sets them to zero, 0.1 makes a leaky relu.
        threshold: values below it count as negative.

    Examples:
        (None, 64) → ReLU() → (None, 64), 0 parameters
        (None, 28, 28, 8) → ReLU(6.0) → (None, 28, 28, 8), 0 parameters
        (None, 64) → ReLU(-1) → InvalidValue
    """
    return Facets()
