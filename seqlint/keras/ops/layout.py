"""Shapes turned, joined and cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.ops.tensor import TF, both, given, tensor
from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.containers import ListRecord
from seqlint.values.ops import joining, layout
from seqlint.values.ops.indexing import take
from seqlint.values.ops.numbers import dim_of, integer_of, shape_of
from seqlint.values.ops.reducing import where
from seqlint.values.shape import NONE, Dim, Open, product, unknown_shape, unknown_size
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


@callee("keras.ops.reshape", "keras.backend.reshape")
def reshape(call: Call, x: Any, newshape: Any = None, *, shape: Any = None) -> Any:
    """The same numbers in another shape."""
    return given(layout.reshape(call, tensor(call, x), newshape if shape is None else shape))


@callee("keras.ops.transpose", "keras.backend.transpose", "keras.backend.permute_dimensions")
def transpose(call: Call, x: Any, axes: Any = None, *, pattern: Any = None) -> Any:
    """Axes in another order."""
    return given(layout.transpose(call, tensor(call, x), axes if pattern is None else pattern))


@callee("keras.ops.moveaxis")
def moveaxis(call: Call, x: Any, source: Any, destination: Any) -> Any:
    """Axes at another place."""
    return given(layout.move_axis(call, tensor(call, x), source, destination))


@callee("keras.ops.swapaxes")
def swapaxes(call: Call, x: Any, axis1: Any, axis2: Any) -> Any:
    """Two axes change places."""
    return given(layout.swap_axes(call, tensor(call, x), axis1, axis2))


@callee(*both("expand_dims"))
def expand_dims(call: Call, x: Any, axis: Any = -1) -> Any:
    """One more axis of size 1."""
    return given(layout.expand_dims(call, tensor(call, x), axis))


@callee(*both("squeeze"))
def squeeze(call: Call, x: Any, axis: Any = None) -> Any:
    """Without axes of size 1."""
    return given(layout.squeeze(call, tensor(call, x), axis))


@callee(*both("tile"))
def tile(call: Call, x: Any, repeats: Any = None, *, n: Any = None) -> Any:
    """The whole again and again."""
    return given(layout.tile(call, tensor(call, x), repeats if n is None else n))


@callee("keras.ops.repeat")
def repeat(call: Call, x: Any, repeats: Any, axis: Any = None) -> Any:
    """Each again and again."""
    return given(layout.repeat(call, tensor(call, x), repeats, axis))


@callee("keras.backend.repeat_elements")
def repeat_elements(call: Call, x: Any, rep: Any, axis: Any) -> Any:
    """Each again and again, along an axis."""
    return given(layout.repeat(call, tensor(call, x), rep, axis))


@callee("keras.backend.repeat")
def repeat_rows(call: Call, x: Any, n: Any) -> Any:
    """Each sample's row n times: (batch, n, size)."""
    array, count = tensor(call, x), dim_of(n)
    if isinstance(array, Unknown):
        return array
    known = isinstance(array.shape, tuple) and len(array.shape) == 2 and count is not None
    shape = (array.shape[0], count, array.shape[1]) if known else unknown_shape("how often it repeats is not known")  # type: ignore[index]  # `known` says that it is a tuple
    return array.then(call.place, "repeated", shape=shape)


@callee("keras.ops.broadcast_to")
def broadcast_to(call: Call, x: Any, shape: Any) -> Any:
    """The same numbers along more axes."""
    return given(layout.broadcast_to(call, tensor(call, x), shape))


@callee("keras.ops.pad")
def pad(call: Call, x: Any, pad_width: Any, mode: Any = "constant", constant_values: Any = None) -> Any:
    """A margin around."""
    return given(layout.pad(call, tensor(call, x), pad_width, constant=constant_values or 0, mode=mode))


@callee(*both("flatten"))
def flatten(call: Call, x: Any) -> Any:
    """All numbers in one axis."""
    return given(layout.flatten(call, tensor(call, x)))


@callee("keras.ops.ravel")
def ravel(call: Call, x: Any) -> Any:
    """All numbers in one axis."""
    return given(layout.flatten(call, tensor(call, x)))


@callee("keras.backend.batch_flatten")
def batch_flatten(call: Call, x: Any) -> Any:
    """All numbers of each sample in one axis."""
    array = tensor(call, x)
    if isinstance(array, Unknown):
        return array
    shape = (
        (array.shape[0], product(array.shape[1:]))
        if isinstance(array.shape, tuple) and array.shape
        else unknown_shape("how many axes the tensor has is not known")
    )
    return array.then(call.place, "flattened", shape=shape)


@callee(
    "keras.ops.flip", "keras.ops.roll", "keras.ops.sort", "keras.backend.reverse", "keras.ops.tril", "keras.ops.triu"
)
def reordered(call: Call, x: Any, *args: Any, **kwargs: Any) -> Any:
    """The same shape, other numbers."""
    array = tensor(call, x)
    return array if isinstance(array, Unknown) else given(layout.reorder(call, array, "the same numbers"))


@callee("keras.ops.concatenate")
def concatenate(call: Call, xs: Any, axis: Any = 0) -> Any:
    """One after the other along an axis."""
    return given(joining.concatenate(call, _tensors(call, xs), axis))


@callee("keras.backend.concatenate")
def concatenate_last(call: Call, tensors: Any, axis: Any = -1) -> Any:
    """One after the other, along the last axis unless told otherwise."""
    return given(joining.concatenate(call, _tensors(call, tensors), axis))


@callee("keras.ops.stack", "keras.backend.stack")
def stack(call: Call, x: Any, axis: Any = 0) -> Any:
    """Side by side along a new axis."""
    return given(joining.stack(call, _tensors(call, x), axis))


def _tensors(call: Call, values: Any) -> Any:
    """The tensors of a list, symbolic ones included."""
    items = call.items(values)
    return values if items is None else tuple(tensor(call, each) for each in items)


@callee("keras.ops.split")
def split(call: Call, x: Any, indices_or_sections: Any, axis: Any = 0) -> Any:
    """Parts along an axis."""
    parts = joining.split(call, tensor(call, x), indices_or_sections, axis)
    return call.store.new(ListRecord(tuple(map(given, parts)))) if isinstance(parts, tuple) else parts


@callee("keras.ops.unstack")
def unstack(call: Call, x: Any, num: Any = None, axis: Any = 0) -> Any:
    """The parts along an axis, which is gone in them."""
    array, at = tensor(call, x), integer_of(axis)
    if isinstance(array, Unknown):
        return array
    if not isinstance(array.shape, tuple) or at is None or not -len(array.shape) <= at < len(array.shape):
        return unknown("how many parts there are is not known", call.place)
    count = array.shape[at]
    if not isinstance(count, int) or count > joining.MOST_PARTS:
        return unknown("how many parts there are is not known", call.place)
    at %= len(array.shape)
    part = array.then(call.place, "one part", shape=array.shape[:at] + array.shape[at + 1 :])
    return call.store.new(ListRecord((part,) * count))


@callee("keras.backend.gather")
def gather(call: Call, reference: Any, indices: Any) -> Any:
    """The rows at some places."""
    return take_(call, reference, indices, 0)


@callee("keras.ops.take")
def take_(call: Call, x: Any, indices: Any, axis: Any = None) -> Any:
    """Those at some places."""
    array = tensor(call, x)
    if isinstance(array, Unknown):
        return array
    number = integer_of(axis)
    if number is None:
        return unknown("what is taken is not known", call.place)
    return given(take(call, array, indices, number))


@callee("keras.ops.where", "keras.backend.switch")
def where_(call: Call, condition: Any, x1: Any = None, x2: Any = None) -> Any:
    """One of two, number by number."""
    if x1 is None or x2 is None:
        return unknown("how many are selected depends on the data", call.place)
    return given(where(call, tensor(call, condition), tensor(call, x1), tensor(call, x2)))


@callee("keras.ops.shape")
def shape(call: Call, x: Any) -> Any:
    """The sizes, None where they are open."""
    array = tensor(call, x)
    if isinstance(array, Array) and isinstance(array.shape, tuple):
        return tuple(None if isinstance(dim, Open) else dim for dim in array.shape)
    return unknown("the shape of the tensor is not known", call.place)


@callee("keras.ops.slice")
def slice_(call: Call, inputs: Any, start_indices: Any, shape: Any) -> Any:
    """A block of a shape."""
    array = tensor(call, inputs)
    return array if isinstance(array, Unknown) else array.then(call.place, "cut out", shape=shape_of(shape, call))


@callee("keras.ops.top_k")
def top_k(call: Call, x: Any, k: Any, sorted: Any = True) -> Any:
    """The largest numbers of each row, and where they stand."""
    array, count = tensor(call, x), dim_of(k)
    if isinstance(array, Unknown) or not isinstance(array.shape, tuple) or not array.shape:
        return unknown("the shape of the tensor is not known", call.place)
    last: Dim = unknown_size("how many are asked for is not known") if count is None else count
    kept = (*array.shape[:-1], last)
    return array.then(call.place, "the largest", shape=kept), Array(kept, "int32", library=TF)


@callee("keras.backend.placeholder")
def placeholder(call: Call, shape: Any = None, ndim: Any = None, dtype: Any = None, **_: Any) -> Any:
    """A tensor to be filled later."""
    found = shape_of(shape, call) if shape is not None else unknown_shape("the placeholder has no shape")
    count = integer_of(ndim)
    if shape is None and count is not None and count < 8:
        found = (NONE,) * count
    return Array(found, "float32", library=TF).then(call.place, "a placeholder")
