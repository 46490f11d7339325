"""Symbolic tensors: what `keras.Input` gives, and what layers called on one give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from seqlint.values.shape import NONE, Dim, Shape, UnknownShape, unknown_shape

if TYPE_CHECKING:
    from seqlint.values.call import Call
    from seqlint.values.place import Place
    from seqlint.values.store import Ref


class KerasTensor(msgspec.Struct, frozen=True, eq=False):
    """A symbolic tensor: what `keras.Input` gives, and what layers called on one give.

    Attributes:
        shape: with batch.
        dtype: its dtype.
        place: the call that made it.
        layer: the layer that gave it; None for an Input.
        inputs: the tensors that the layer was called on.
        name: the name that the program gives an Input; None for Keras' own.
    """

    shape: Shape | UnknownShape
    dtype: str | None
    place: Place
    layer: Ref | None = None
    inputs: tuple[Ref, ...] = ()
    name: str | None = None

    type_path = "keras.models.KerasTensor"


def input_tensor(
    call: Call,
    shape: Shape | UnknownShape,
    batch: Dim = NONE,
    dtype: str | None = "float32",
    name: str | None = None,
) -> Ref:
    """What `keras.Input(shape)` gives."""
    whole: Shape | UnknownShape = (batch, *shape) if isinstance(shape, tuple) else unknown_shape(shape.reason)
    return call.store.new(KerasTensor(whole, dtype, call.place, name=name))
