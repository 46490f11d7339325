"""Layers that take several tensors, called like functions: what goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.models.tensor import KerasTensor
from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.shape import Open, Shape, UnknownShape, broadcast, equal, unknown_shape
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seqlint.keras.layer import Layer
    from seqlint.values.call import Arguments, Call

_UNKNOWN = "it is made of several tensors that are not all known"


def shape_of_tensor(call: Call, value: Any) -> Shape | UnknownShape | None:
    """The shape of a symbolic tensor or array; None for anything else."""
    tensor = call.store.record(value, KerasTensor)
    if tensor is not None:
        shape: Shape | UnknownShape = tensor.shape
        return shape
    return value.shape if isinstance(value, Array) else None


def merged(call: Call, record: Layer, arguments: Arguments) -> Shape | UnknownShape:
    """The output shape of a merging or attention layer called on tensors."""
    first = arguments.value(0, "inputs", arguments.value(0, "query"))
    if record.has("attention"):
        query = shape_of_tensor(call, first)
        items = call.items(first) if query is None else None
        if items:
            query = shape_of_tensor(call, items[0])
        plain = record.argument("output_shape") is None if "output_shape" in record.type.signature.names() else True
        return query if query is not None and plain else unknown_shape(_UNKNOWN)
    items = call.items(first)
    if items is None:
        return unknown_shape(_UNKNOWN)
    axis = record.argument("axis") if record.type.name == "Concatenate" else None
    return merge(record.type.name, [shape_of_tensor(call, item) for item in items], axis)


def merge(name: str, shapes: Sequence[Shape | UnknownShape | None], axis: Any = None) -> Shape | UnknownShape:
    """The shape of `Add`, `Concatenate` … of tensors of these shapes."""
    known = [shape for shape in shapes if isinstance(shape, tuple)]
    if len(known) < len(shapes) or not known or name == "Dot":
        return unknown_shape(_UNKNOWN)
    if name != "Concatenate":
        result: Shape | None = known[0]
        for other in known[1:]:
            result = broadcast(result, other) if result is not None else None
        return unknown_shape(_UNKNOWN) if result is None else result
    return _concatenated(known, axis)


def _concatenated(shapes: list[Shape], axis: Any) -> Shape | UnknownShape:
    rank = len(shapes[0])
    if any(len(shape) != rank for shape in shapes) or not isinstance(axis, int) or not -rank <= axis < rank:
        return unknown_shape(_UNKNOWN)
    axis %= rank
    sizes = list(shapes[0])
    for shape in shapes[1:]:
        sizes[axis] = sizes[axis] + shape[axis]
        for index, size in enumerate(shape):
            if index != axis and isinstance(sizes[index], Open) and equal(sizes[index], size) is None:
                sizes[index] = size
    return tuple(sizes)


def _functional(name: str) -> None:
    @callee(f"keras.layers.{name.lower()}")
    def function(call: Call, inputs: Any, axis: Any = -1, **_: Any) -> Any:
        """A merging layer's function."""
        items = call.items(inputs)
        if items is None:
            return unknown(_UNKNOWN, call.place)
        shape = merge(name, [shape_of_tensor(call, item) for item in items], axis)
        tensors = tuple(item for item in items if call.store.record(item, KerasTensor) is not None)
        return call.store.new(KerasTensor(shape, "float32", call.place, None, tensors))


for _name in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate", "Dot"):
    _functional(_name)
