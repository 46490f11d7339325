"""RMSNormalization (Keras: `layers/normalization/rms_normalization.py`)."""

from __future__ import annotations

from seqlint.keras.amounts import AxesWhenApplied
from seqlint.keras.axes import in_range, sizes_at
from seqlint.keras.kinds import Anything
from seqlint.keras.layer import Facets, layer
from seqlint.keras.weights import Weight, weight
from seqlint.values.shape import Shape


@layer(generations=(3,), tags="normalization")
def RMSNormalization(axis: AxesWhenApplied = -1, epsilon: Anything = 1e-6) -> Facets:
    """Divides the values of each sample by their root mean square, then scales them by learned numbers.

    output = scale · x / √(mean(x²) + {epsilon}), the mean taken over axis {axis}. It is `LayerNormalization` without
    subtracting the mean and without shifts: cheaper, and usual in language models. The shape stays.

    Args:
        axis: the axis, or axes, over which the mean is taken: -1, the last, for features.
        epsilon: a small number that avoids a division by zero.

    Examples:
        (None, 64) → RMSNormalization() → (None, 64), 64 parameters
        (None, 10, 16) → RMSNormalization(axis=[1, 2]) → (None, 10, 16), 160 parameters
        (None, 16) → RMSNormalization(axis=3) → IncompatibleAxis
    """

    def output(shape: Shape) -> Shape:
        in_range(axis, shape)
        return shape

    def weights(shape: Shape) -> tuple[Weight, ...]:
        return weight("scale", *sizes_at(axis, shape))

    return Facets(output, weights)
