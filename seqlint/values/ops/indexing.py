"""Subscripts: `x[i]`, `x[:, 1:3]`, `x[mask]`, `x[..., np.newaxis]`, and assignment to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.values.array import Array, Labels, is_integer
from seqlint.values.containers import Slice
from seqlint.values.ops.elementwise import broadcast_shapes
from seqlint.values.ops.making import as_array
from seqlint.values.ops.marking import PART_SET, marked
from seqlint.values.ops.numbers import dim_of, hull, integer_of, is_nan, number_of
from seqlint.values.ops.slices import slice_length
from seqlint.values.shape import Dim, Shape, Size, UnknownShape, render, unknown_shape, unknown_size
from seqlint.values.unknown import OneOf, Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call
    from seqlint.values.place import Place

ROWS_A_CLASS = 100
"""A slice with so many rows for each class holds every class: sets that come sorted by class are smaller."""


class UpTo(UnknownShape, frozen=True, eq=False):
    """A shape of unknown rank that has at most `most` axes, such as what `np.loadtxt` reads."""

    most: int = 2


def up_to(most: int, reason: str) -> UpTo:
    """A shape with at most `most` axes of its own."""
    return UpTo(reason, {}, None, most)


class OutOfRangeError(Exception):
    """The subscript that numpy refuses, in words."""


def index(array: Array, key: Any, call: Call) -> Any:
    """The value of `array[key]`."""
    keys = key if isinstance(key, tuple) else (key,)
    prepared = [_prepared(each, call) for each in keys]
    if any(isinstance(each, Unknown) for each in prepared):
        return _by_unknown(array, prepared, call)
    try:
        shape = _shape_of_subscript(array.shape, prepared)
    except OutOfRangeError as problem:
        return unknown(str(problem), call.place)
    content = _content(array.content, prepared)
    whole = _keeps_samples(prepared)
    labels = _labels(array, prepared, shape) if whole else None
    low_high = array.range
    if isinstance(content, (bool, int, float)) and not is_nan(content):
        low_high = (content, content)
    return array.then(call.place, _words(keys), shape=shape, content=content, labels=labels, range=low_high)


def _prepared(key: Any, call: Call) -> Any:
    """One part of a subscript: an integer, a size, None, `...`, a Slice, an index array or something unknown."""
    if isinstance(key, Unknown) and key.integer:
        return key.size()
    if key is None or key is ... or isinstance(key, (Slice, Unknown)):
        return key
    if isinstance(key, OneOf):
        return unknown("it differs between paths", call.place)
    number = integer_of(key)
    if number is not None and not isinstance(key, bool):
        return number
    if isinstance(key, Size):
        return key
    found = as_array(key, call)
    if isinstance(found, Array) and found.shape == () and found.dtype != "bool":
        return dim_of(found) if found.dtype is None or is_integer(found.dtype) else unknown("the index is no integer")
    return found


def _by_unknown(array: Array, keys: list[Any], call: Call) -> Any:
    """One part of the subscript is not known: it may be a number, a slice or a mask."""
    reason = next(each.reason for each in keys if isinstance(each, Unknown))
    last = None
    if isinstance(array.shape, tuple) and len(array.shape) > len(keys) and ... not in keys:
        last = array.shape[-1]
    shape = unknown_shape(reason, last)
    return array.then(call.place, "some of it", shape=shape, range=array.range)


def _uses(key: Any) -> int:
    """Number of axes that one part of a subscript takes."""
    if key is None or key is ...:
        return 0
    return key.rank if isinstance(key, Array) and key.dtype == "bool" and key.rank is not None else 1


def _shape_of_subscript(shape: Shape | UnknownShape, keys: list[Any]) -> Shape | UnknownShape:
    used = sum(map(_uses, keys))
    if isinstance(shape, UnknownShape):
        return _of_unknown_rank(shape, keys, used)
    if used > len(shape):
        msg = f"an array of shape {render(shape)} has no {used} axes to subscript"
        raise OutOfRangeError(msg)
    filled = list(keys)
    if ... not in filled:
        filled.append(...)
    at = filled.index(...)
    full = Slice(None, None, None)
    filled[at : at + 1] = [full] * (len(shape) - used)
    return _walk(shape, filled)


def _of_unknown_rank(shape: UnknownShape, keys: list[Any], used: int) -> Shape | UnknownShape:
    """What is known of `x[...]` where the number of axes of `x` is not."""
    if isinstance(shape, UpTo) and used == shape.most:
        return _shape_of_subscript(tuple(shape.axis(axis) for axis in range(used)), keys)
    if any(isinstance(key, Array) for key in keys):
        return unknown_shape(shape.reason)
    if ... in keys and keys[-1] is None:
        return unknown_shape(shape.reason, 1)
    if len(keys) == 1 and isinstance(keys[0], Slice):
        result = unknown_shape(shape.reason, shape.last)
        result.axes[0] = slice_length(shape.axis(0), keys[0], samples=True)
        return result
    return unknown_shape(shape.reason)


def _walk(shape: Shape, keys: list[Any]) -> Shape | UnknownShape:
    """The result's axes, key by key; index arrays give their common shape where the first stands, or in front."""
    result: list[Dim] = []
    arrays: list[Shape | UnknownShape] = []
    places: list[int] = []
    split = False
    picking = any(isinstance(key, Array) for key in keys)
    axis = 0
    for position, key in enumerate(keys):
        if key is None:
            result.append(1)
        elif isinstance(key, Slice):
            result.append(slice_length(shape[axis], key, samples=axis == 0))
            axis += 1
        elif isinstance(key, Array) or (picking and isinstance(key, (int, Size))):
            _check(shape[axis], key, axis, shape)
            split = split or bool(places and places[-1] != position - 1)
            places.append(position)
            taken = _taken(key)
            arrays.append(taken)
            if len(arrays) == 1:
                start = len(result)
            axis += _uses(key)
        else:
            _check(shape[axis], key, axis, shape)
            axis += 1
    if not arrays:
        return tuple(result)
    common: Shape | UnknownShape | None = ()
    for each in arrays:
        common = broadcast_shapes(common, each) if common is not None else None
    if common is None:
        msg = "the index arrays have shapes that do not go together"
        raise OutOfRangeError(msg)
    if isinstance(common, UnknownShape):
        return common
    at = 0 if split else start
    return (*result[:at], *common, *result[at:])


def _taken(key: Any) -> Shape | UnknownShape:
    """What an index array contributes: its own shape, or one axis for a mask."""
    if not isinstance(key, Array):
        return ()
    if key.dtype != "bool":
        return key.shape
    if isinstance(key.content, tuple) and key.rank == 1:
        return (sum(key.content),)
    return (unknown_size("how many elements the condition selects depends on the data"),)


def _check(dim: Dim, key: Any, axis: int, shape: Shape) -> None:
    if isinstance(dim, int) and isinstance(key, int) and not -dim <= key < dim:
        msg = f"index {key} is out of range for axis {axis} of shape {render(shape)}"
        raise OutOfRangeError(msg)


def _content(content: Any, keys: list[Any]) -> Any:
    """The numbers that a subscript of integers and slices picks."""
    if content is None or not keys:
        return content
    key, rest = keys[0], keys[1:]
    if not isinstance(content, tuple):
        return None
    if isinstance(key, int) and -len(content) <= key < len(content):
        return _content(content[key], rest)
    if isinstance(key, Slice) and all(
        part is None or isinstance(part, int) for part in (key.start, key.stop, key.step)
    ):
        if key.step == 0:
            return None
        picked = tuple(_content(item, rest) for item in content[key.start : key.stop : key.step])
        return None if any(item is None for item in picked) else picked
    return None


def _keeps_samples(keys: list[Any]) -> bool:
    """Whether the first axis is sliced, masked or picked from, and the others stay."""
    first, others = keys[0] if keys else ..., keys[1:]
    full = Slice(None, None, None)
    if first is None or isinstance(first, (int, Size)):
        return False
    return all(
        each is ... or each is None or each == full for each in others if not isinstance(each, Array)
    ) and not any(isinstance(each, Array) for each in others)


def _labels(array: Array, keys: list[Any], shape: Shape | UnknownShape) -> Labels | None:
    labels = array.labels
    if labels is None:
        return None
    added = sum(each is None for each in keys)
    if added and (labels.kind != "indices" or not isinstance(shape, tuple) or len(shape) != 2):
        return None
    first = keys[0]
    if first is ... or first == Slice(None, None, None) or not labels.proven:
        return labels
    rows = shape[0] if isinstance(shape, tuple) and shape else None
    many = isinstance(rows, int) and isinstance(labels.classes, int) and rows >= ROWS_A_CLASS * labels.classes
    if isinstance(first, Array) and first.dtype != "bool" and _permutes(first, array):
        many = True
    return labels if isinstance(first, (Slice, Array)) and many else msgspec.structs.replace(labels, proven=False)


def _permutes(picked: Array, array: Array) -> bool:
    """Whether as many rows are picked as there are, as a shuffle does."""
    return picked.rank == 1 and array.rank is not None and picked.axis(0) == array.axis(0)


def _words(keys: tuple[Any, ...]) -> str:
    if any(isinstance(key, Array) for key in keys):
        return "picked rows"
    if any(key is None for key in keys):
        return "a new axis"
    if len(keys) == 1 and isinstance(keys[0], Slice):
        return "a slice of the rows"
    return "a part of it"


def take(call: Call, array: Array, indices: Any, axis: int | None) -> Any:
    """`np.take`: index arrays along one axis; over all elements without an axis."""
    picked = as_array(indices, call)
    if isinstance(picked, Unknown):
        return picked
    if axis is None or not isinstance(array.shape, tuple):
        shape: Shape | UnknownShape = picked.shape if axis is None else unknown_shape("the rank is not known")
    else:
        if not -len(array.shape) <= axis < len(array.shape):
            return unknown(f"shape {render(array.shape)} has no axis {axis}", call.place)
        axis %= len(array.shape)
        if not isinstance(picked.shape, tuple):
            shape = unknown_shape(picked.shape.reason)
        else:
            shape = array.shape[:axis] + picked.shape + array.shape[axis + 1 :]
    return array.then(call.place, "picked elements", shape=shape, labels=None)


def assign(array: Array, key: Any, value: Any, call: Call, round_of: Place | None = None) -> Array:
    """The array after `array[key] = value`: the same shape, a range that also holds the new numbers.

    Args:
        array: the array before.
        key: the subscript.
        value: what is written.
        call: where.
        round_of: what the innermost loop goes through that this stands in.
    """
    new = as_array(value, call)
    low_high = hull([array.range, new.range]) if isinstance(new, Array) else None
    plain = isinstance(value, OneOf) or number_of(value) is not None
    labels = marked(array, key, value if plain else new, call.place, round_of)
    if labels is not None and labels.highest is not None and low_high is None:
        low_high = (labels.low, labels.highest)
    if labels is None and array.labels is not None:
        inside = low_high is not None and low_high == array.range
        labels = (
            msgspec.structs.replace(array.labels, proven=False) if inside and array.labels.kind == "indices" else None
        )
    return array.then(call.place, PART_SET, range=low_high, labels=labels, image=array.image)
