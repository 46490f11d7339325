"""Which of the neighbouring mistakes a wrong number of axes is: each belongs to one rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.layer import Layer
from seqlint.values.shape import Open

if TYPE_CHECKING:
    from seqlint.values.refusal import IncompatibleRank


def ends_a_sequence(refusal: IncompatibleRank) -> bool:
    """Whether a recurrent layer that gives only its last step stands before another one that wants all steps."""
    before, layer = refusal.before, refusal.layer
    return (
        isinstance(before, Layer)
        and isinstance(layer, Layer)
        and before.has("recurrent")
        and layer.has("recurrent")
        and len(refusal.shape) == refusal.wanted - 1
        and isinstance(before.input, tuple)
        and len(before.input) == refusal.wanted
    )


def meets_data(refusal: IncompatibleRank) -> bool:
    """Whether the first layer of a model without input shape meets data with other axes than it wants."""
    return refusal.before is None and refusal.stage in {"fit", "evaluate", "predict"}


def input_has_the_batch(refusal: IncompatibleRank) -> bool:
    """Whether one axis too many is declared, and it can only be the batch: `None`, or far more than an image has rows."""
    layer = refusal.layer
    if refusal.before is not None or not isinstance(layer, Layer) or len(refusal.shape) != refusal.wanted + 1:
        return False
    leading = refusal.shape[1]
    return isinstance(leading, Open) or (isinstance(leading, int) and leading >= LARGE) or _is_whole(layer)


def _is_whole(layer: Layer) -> bool:
    place = layer.bound.place("input_shape")
    return place is not None and place.text().endswith(".shape")


LARGE = 1000
"""A leading size from which on an axis before the expected ones is taken for the number of samples."""
