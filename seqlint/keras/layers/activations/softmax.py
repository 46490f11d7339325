"""Softmax (Keras: `layers/activations/softmax.py`)."""

from __future__ import annotations

from seqlint.keras.amounts import AxisUnchecked
from seqlint.keras.axes import in_range
from seqlint.keras.kinds import Anything
from seqlint.keras.layer import ANY_RANK, Facets, at_least, layer
from seqlint.values.call import Call
from seqlint.values.refusal import InvalidValue, Refused
from seqlint.values.shape import Shape


@layer(keras2="axis robust_masking", removed="robust_masking", tags="activation")
def Softmax(call: Call, axis: AxisUnchecked = -1, *, robust_masking: Anything = False) -> Facets:
    """Turns the values along one axis into probabilities that sum to 1.

    output = exp(x) / Σ exp(x), the sum taken along axis {axis}. The largest value gets the largest share. As the last
    layer of a classifier it needs one value for each class; over a single value it is always 1. The shape stays.

    Args:
        axis: the axis whose values sum to 1. -1, the last one, holds the classes; 0 would be the batch and mix the
            samples.
        robust_masking: only in Keras 2: how masked positions are left out.

    Examples:
        (None, 10) → Softmax() → (None, 10), 0 parameters
    """
    older = call.target.major < 3

    def check(shape: Shape) -> None:
        if axis is not None:
            in_range(axis, shape)
            if axis == ():
                raise _no_axis()

    def output(shape: Shape) -> Shape:
        if older:
            check(shape)
        return shape

    def computes(shape: Shape, _: bool) -> None:
        if not isinstance(axis, float):
            check(shape)

    single = not isinstance(axis, tuple) or len(axis) < 2  # over several axes Keras 2 computes it by itself
    return Facets(output, rank=at_least(2) if older and single else ANY_RANK, computes=computes)


def _no_axis() -> Refused:
    return Refused(
        InvalidValue,
        "axis",
        "IndexError: list index out of range",
        callee="Softmax",
        argument="axis",
        value=(),
        wanted="at least one axis",
    )
