"""Symbolic tensors: what `keras.Input` gives, and what layers called on one give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.shape import NONE, Dim, Shape, UnknownShape, unknown_shape
from seqlint.values.unknown import unknown

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


def as_array(tensor: KerasTensor) -> Array:
    """A symbolic tensor as the values that flow through it."""
    return Array(tensor.shape, tensor.dtype, library="tensorflow")


@callee("keras.models.KerasTensor.shape", attribute=True)
def shape(call: Call, self: Ref) -> Any:
    """Its sizes, None for the batch."""
    found = call.store[self].shape
    if not isinstance(found, tuple):
        return unknown(found.reason, call.place)
    return tuple(None if dim is NONE else dim for dim in found)


@callee("keras.models.KerasTensor.get_shape")
def get_shape(call: Call, self: Ref) -> Any:
    """The same, from a method."""
    return shape(call, self)


@callee("keras.models.KerasTensor.ndim", attribute=True)
def ndim(call: Call, self: Ref) -> Any:
    """How many axes it has."""
    found = call.store[self].shape
    return len(found) if isinstance(found, tuple) else unknown(found.reason, call.place)


@callee("keras.models.KerasTensor.dtype", attribute=True)
def dtype(call: Call, self: Ref) -> Any:
    """The type of its numbers."""
    return call.store[self].dtype or unknown("the type of the numbers is not known", call.place)


@callee("keras.models.KerasTensor.numpy")
def numpy(call: Call, self: Ref) -> Any:
    """The numbers, where a model was called on some."""
    return Array(call.store[self].shape, call.store[self].dtype)


@callee("keras.models.KerasTensor.__getitem__")
def item(call: Call, self: Ref, key: Any) -> Any:
    """A part of it."""
    from seqlint.values.ops import index

    return index(as_array(call.store[self]), key, call)
