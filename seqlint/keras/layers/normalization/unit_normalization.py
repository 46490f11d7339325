"""UnitNormalization (Keras: `layers/normalization/unit_normalization.py`)."""

from __future__ import annotations

from seqlint.keras.amounts import Axes
from seqlint.keras.axes import distinct, in_range
from seqlint.keras.layer import Facets, layer
from seqlint.values.call import Call
from seqlint.values.shape import Shape


@layer(tags="normalization")
def UnitNormalization(call: Call, axis: Axes = -1) -> Facets:
    """Scales the values of each sample so that they have length 1 as a vector.

    output = x / √(Σ x²), the sum taken over axis {axis}. Only the direction is left, which suits comparisons by angle.
    It has no weights, and the shape stays.

    Args:
        axis: the axis, or axes, whose values form the vector: -1, the last, for features.

    Examples:
        (None, 64) → UnitNormalization() → (None, 64), 0 parameters
        (None, 16) → UnitNormalization(axis=3) → IncompatibleAxis
    """

    def output(shape: Shape) -> Shape:
        in_range(axis, shape)
        if call.target.major < 3:
            distinct(axis, shape)
        return shape

    return Facets(output)
