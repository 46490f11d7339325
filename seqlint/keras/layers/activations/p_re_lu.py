"""PReLU (Keras: `layers/activations/prelu.py`)."""

from __future__ import annotations

from seqlint.keras.amounts import SharedAxes
from seqlint.keras.axes import as_tuple, size_at
from seqlint.keras.kinds import Constraint, Initializer, Regularizer
from seqlint.keras.layer import Facets, layer
from seqlint.keras.weights import Weight, weight
from seqlint.values.refusal import IncompatibleAxis, Refused
from seqlint.values.shape import Dim, Shape, unknown_size


@layer(tags="activation")
def PReLU(
    alpha_initializer: Initializer = "Zeros",
    alpha_regularizer: Regularizer = None,
    alpha_constraint: Constraint = None,
    shared_axes: SharedAxes = None,
) -> Facets:
    """A relu whose slope for negative values is learned, one for each position of the input.

    output = x for x ≥ 0, alpha · x for x < 0. Every position has its own alpha: an image of 28 × 28 × 8 gets 6,272 of
    them. `shared_axes=[1, 2]` gives one for each channel, which is what is meant after a convolution. The shape stays.

    Args:
        alpha_initializer: how the slopes start; with zeros the layer starts as a relu.
        alpha_regularizer: a penalty on large slopes, added to the loss.
        alpha_constraint: a limit that the slopes are pulled back to after each step.
        shared_axes: axes along which all positions share one slope, counted from 1 (the batch is 0). For images
            [1, 2].

    Examples:
        (None, 64) → PReLU() → (None, 64), 64 parameters
        (None, 28, 28, 8) → PReLU(shared_axes=[1, 2]) → (None, 28, 28, 8), 8 parameters
        (None, None, 8) → PReLU() → UndefinedAxis
        (None, 8) → PReLU(shared_axes=[5]) → IncompatibleAxis
    """

    def weights(shape: Shape) -> tuple[Weight, ...]:
        positions = _shared(shared_axes, shape)
        if positions is None:
            return weight("alpha", *(unknown_size("the shared axes are not known") for _ in shape[1:]))
        sizes: list[Dim] = [1 if at in positions else size_at(at, shape) for at in range(1, len(shape))]
        return weight("alpha", *sizes)

    return Facets(weights=weights)


def _shared(axes: object, shape: Shape) -> frozenset[int] | None:
    """The axes with one slope for all positions; None if they are not known. Axis 0 means the last, as in Keras."""
    if axes is None:
        return frozenset()
    found: set[int] = set()
    rank = len(shape) - 1
    for axis in as_tuple(axes):
        if not isinstance(axis, int):
            return None
        at = axis - 1
        if not -rank <= at < rank:
            raise Refused(
                IncompatibleAxis,
                "shared_axes",
                "IndexError: list assignment index out of range",
                axis=axis,
                expected=len(shape),
                found=axis,
                shape=shape,
                why="absent",
            )
        found.add(at % rank + 1)
    return frozenset(found)
