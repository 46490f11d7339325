"""ThresholdedReLU (Keras 2: `layers/activation/thresholded_relu.py`; `tf.keras` of Keras 3 still has it)."""

from __future__ import annotations

from seqlint.keras.amounts import NotNegative
from seqlint.keras.layer import Facets, layer


@layer(tags="activation")
def ThresholdedReLU(theta: NotNegative = 1.0) -> Facets:
    """Lets values above a threshold through and sets all others to zero.

    output = x for x > {theta}, else 0. The shape stays. `ReLU(threshold={theta})` does the same.

    Args:
        theta: the threshold; values at or below it become zero.

    Examples:
        (None, 64) → ThresholdedReLU(1.0) → (None, 64), 0 parameters
        (None, 64) → ThresholdedReLU(-1.0) → InvalidValue
    """
    return Facets()
