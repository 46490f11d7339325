"""Which of the neighbouring mistakes a wrong number of axes is: each belongs to one rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.layer import Layer
from seqlint.keras.models import Model
from seqlint.rules.declaration import shape_argument
from seqlint.values.shape import Open

if TYPE_CHECKING:
    from seqlint.values.refusal import IncompatibleRank, Refusal

LARGE = 1000
"""A leading size from which on an axis before the expected ones is taken for the number of samples."""


def layers_before(refusal: Refusal) -> list[Layer | Model]:
    """The known layers before the refusing one, the nearest first."""
    if not isinstance(refusal.model, Model):
        return [refusal.before] if refusal.before is not None else []
    found: list[Layer | Model] = []
    for use in refusal.model.uses:
        if use.layer is refusal.layer or use.output is None:
            break
        if use.layer is not None:
            found.append(use.layer)
    return found[::-1]


def last_step_giver(refusal: IncompatibleRank) -> Layer | None:
    """The recurrent layer before another one that gives only its last step, if that is the mistake."""
    layer = refusal.layer
    if not isinstance(layer, Layer) or not layer.has("recurrent") or len(refusal.shape) != refusal.wanted - 1:
        return None
    for before in layers_before(refusal):
        if not isinstance(before, Layer):
            return None
        if before.has("recurrent"):
            wide = isinstance(before.input, tuple) and len(before.input) == refusal.wanted
            return before if wide else None
        if not any(before.has(tag) for tag in ("dropout", "normalization", "activation", "noise")):
            return None
    return None


def meets_data(refusal: IncompatibleRank) -> bool:
    """Whether the first layer of a model without input shape meets data with other axes than it wants."""
    return refusal.before is None and refusal.stage in {"fit", "evaluate", "predict"}


def input_has_the_batch(refusal: Refusal) -> bool:
    """Whether one axis too many is declared that can only be the batch: `None`, far too long, or data's own shape."""
    from seqlint.values.refusal import IncompatibleRank

    model = refusal.model
    if not isinstance(refusal, IncompatibleRank) or not isinstance(model, Model) or not model.declared:
        return False
    shape = model.input
    if not isinstance(shape, tuple) or len(refusal.shape) != refusal.wanted + 1 or len(shape) != len(refusal.shape):
        return False
    leading = shape[1]
    if isinstance(leading, Open) or (isinstance(leading, int) and leading >= LARGE):
        return True
    declared = "" if model.input_place is None else shape_argument(model.input_place).text()
    return declared.endswith(".shape") or declared.startswith("(len(")
