"""Several arrays as one, and one as several: concatenate, stack, split."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.values.array import Array, Labels
from seqlint.values.containers import Sequence, SequenceRecord
from seqlint.values.ops.making import MOST_CLASSES, as_array, common_dtype, indices
from seqlint.values.ops.numbers import axis_of, dim_of, hull, integer_of
from seqlint.values.shape import Dim, Shape, add, equal, render, unknown_shape, unknown_size
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


def arrays_of(call: Call, values: Any) -> list[Array | Unknown] | None:
    """The arrays of a list or tuple; None if they are not known one by one."""
    items = call.items(values)
    return None if items is None else [as_array(item, call) for item in items]


def representative(call: Call, values: Any) -> Sequence | None:
    """The sequence of which only one item stands for all, if this is one."""
    record = call.store.record(values, SequenceRecord)
    if record is not None:
        found: Sequence = record.sequence
        return found
    return values if isinstance(values, Sequence) else None


def _dtype(arrays: list[Array]) -> str | None:
    library = _library(arrays)
    if library == "tensorflow":
        return next((array.dtype for array in arrays if array.library == "tensorflow"), None)
    return common_dtype([array.dtype for array in arrays])


def _library(arrays: list[Array]) -> str | None:
    return "tensorflow" if any(array.library == "tensorflow" for array in arrays) else "numpy"


def concatenate(call: Call, values: Any, axis: Any = 0) -> Any:
    """`np.concatenate`: along an axis that all have."""
    arrays = arrays_of(call, values)
    if arrays is None:
        return _of_many(call, values, axis)
    if not arrays:
        return unknown("there is nothing to concatenate", call.place)
    return join(call, arrays, axis)


def _of_many(call: Call, values: Any, axis: Any) -> Any:
    """A list of arrays of one kind, whose number is not written down."""
    sequence = representative(call, values)
    array = as_array(values, call) if sequence is None else as_array(sequence.element, call)
    if isinstance(array, Unknown):
        return array
    if sequence is None:
        if not isinstance(array.shape, tuple) or len(array.shape) < 2:
            return array.then(
                call.place, "concatenated", shape=unknown_shape("how many arrays are joined is not known")
            )
        array = msgspec.structs.replace(array, shape=array.shape[1:])
    if not isinstance(array.shape, tuple):
        return array.then(call.place, "concatenated", shape=unknown_shape(array.shape.reason, array.shape.last))
    at = axis_of(axis, len(array.shape), 0)
    if at is None:
        return unknown(f"{render(array.shape)} has no such axis", call.place)
    size = unknown_size("how many arrays are joined is not known")
    shape = (*array.shape[:at], size, *array.shape[at + 1 :])
    return array.then(call.place, "concatenated", shape=shape, labels=array.labels if at == 0 else None)


def join(call: Call, arrays: list[Array | Unknown], axis: Any = 0) -> Any:
    """Known arrays along an axis."""
    if not arrays:
        return unknown("there is nothing to join", call.place)
    known = [array for array in arrays if isinstance(array, Array)]
    whole = len(known) == len(arrays)
    if not known:
        return arrays[0]
    ranked = [array.shape for array in known if isinstance(array.shape, tuple)]
    if not ranked:
        return known[0].then(call.place, "concatenated", shape=unknown_shape("the rank of the parts is not known"))
    rank = len(ranked[0])
    at = axis_of(axis, rank, 0)
    if at is None or any(len(shape) != rank for shape in ranked):
        return unknown("these arrays cannot be concatenated along that axis", call.place)
    dims: list[Dim] = []
    for position, sizes in enumerate(zip(*ranked, strict=True)):
        if position == at:
            complete = len(ranked) == len(arrays)
            dims.append(reduce(add, sizes) if complete else unknown_size("the size of a part is not known"))
        elif any(equal(sizes[0], size) is False for size in sizes):
            return unknown(f"{', '.join(map(render, ranked))} do not fit along axis {axis}", call.place)
        else:
            dims.append(next((size for size in sizes if isinstance(size, int)), sizes[0]))
    return known[0].then(
        call.place,
        f"{len(arrays)} arrays joined",
        shape=tuple(dims),
        dtype=_dtype(known) if whole else None,
        range=hull([array.range for array in known]) if whole else None,
        labels=_joined_labels(call, known) if whole and at == 0 else None,
        library=_library(known),
        image=all(array.image for array in known),
    )


def own_labels(call: Call, array: Array) -> Labels | None:
    """An array's labels; an array that holds one whole number throughout is one class (`np.zeros(50)`)."""
    if array.labels is not None or array.range is None or not isinstance(array.shape, tuple):
        return array.labels
    low, high = array.range
    single = len(array.shape) == 1 or (len(array.shape) == 2 and array.shape[1] == 1)
    return (
        indices(1, call, low=int(low), proven=True)
        if single and 0 <= low == high < MOST_CLASSES and low == int(low)
        else None
    )


def _joined_labels(call: Call, arrays: list[Array]) -> Labels | None:
    labels = [own_labels(call, array) for array in arrays]
    result = labels[0]
    for other in labels[1:]:
        result = _both(call, result, other)
    return result


def _both(call: Call, left: Labels | None, right: Labels | None) -> Labels | None:
    if left is None or right is None or left.kind != right.kind:
        return None
    if left.kind != "indices":
        return left if left.classes == right.classes else None
    if left.highest is None or right.highest is None:
        return left if left.classes == right.classes and left.low == right.low else None
    low, high = min(left.low, right.low), max(left.highest, right.highest)
    touching = max(left.low, right.low) <= min(left.highest, right.highest) + 1
    return indices(high - low + 1, call, low=low, proven=left.proven and right.proven and touching)


def stack(call: Call, values: Any, axis: Any = 0) -> Any:
    """`np.stack`: along a new axis."""
    stacked = as_array(values, call)
    if isinstance(stacked, Unknown) or not isinstance(stacked.shape, tuple):
        return stacked
    if stacked.dtype == "object" and len(stacked.shape) == 1:
        return unknown("these arrays have different shapes and cannot be stacked", call.place)
    arrays = arrays_of(call, values)
    library = _library([array for array in arrays if isinstance(array, Array)]) if arrays else stacked.library
    at = axis_of(axis, len(stacked.shape), 0)
    if at is None:
        return unknown(f"{render(stacked.shape[1:])} cannot get a new axis there", call.place)
    rest = stacked.shape[1:]
    shape = (*rest[:at], stacked.shape[0], *rest[at:])
    content = stacked.content if at == 0 else None
    return stacked.then(call.place, "stacked", shape=shape, content=content, library=library, image=stacked.image)


def vertical(call: Call, values: Any) -> Any:
    """`np.vstack`: rows under each other."""
    return _raised(call, values, 0, lambda shape: (1, *shape) if len(shape) == 1 else shape)


def horizontal(call: Call, values: Any) -> Any:
    """`np.hstack`: columns beside each other; one-dimensional arrays end to end."""
    arrays = arrays_of(call, values)
    flat = arrays is not None and all(isinstance(array, Array) and array.rank == 1 for array in arrays)
    return concatenate(call, values, 0 if flat else 1)


def columns(call: Call, values: Any) -> Any:
    """`np.column_stack` and `np.c_`: one-dimensional arrays become columns."""
    return _raised(call, values, 1, lambda shape: (*shape, 1) if len(shape) == 1 else shape)


def depth(call: Call, values: Any) -> Any:
    """`np.dstack`: along the third axis."""

    def raised(shape: Shape) -> Shape:
        return (1, *shape, 1) if len(shape) == 1 else (*shape, 1) if len(shape) == 2 else shape

    return _raised(call, values, 2, raised)


def _raised(call: Call, values: Any, axis: int, raised: Any) -> Any:
    """Concatenation after each array got the axes that it lacks."""
    arrays = arrays_of(call, values)
    if arrays is None:
        whole = as_array(values, call)
        if isinstance(whole, Unknown) or not isinstance(whole.shape, tuple) or len(whole.shape) < 2:
            return whole
        arrays_shape = raised(whole.shape[1:])
        size = arrays_shape[axis] * whole.shape[0]
        shape = (*arrays_shape[:axis], size, *arrays_shape[axis + 1 :])
        return whole.then(call.place, "joined", shape=shape, image=whole.image)
    if not arrays:
        return unknown("there is nothing to join", call.place)
    return join(call, [_with_shape(array, raised) for array in arrays], axis)


def _with_shape(array: Array | Unknown, raised: Any) -> Array | Unknown:
    if isinstance(array, Unknown) or not isinstance(array.shape, tuple):
        return array
    shape = raised(array.shape)
    row = len(shape) > len(array.shape) and shape[-1] == array.shape[-1] and shape[-1] != 1
    labels = None if row and array.labels is not None and array.labels.kind != "one-hot" else array.labels
    return msgspec.structs.replace(array, shape=shape, labels=labels)


def split(call: Call, value: Any, sections: Any, axis: Any = 0, *, uneven: bool = False) -> Any:
    """`np.split` as a tuple of parts; a number of equal parts, or where to cut."""
    array = as_array(value, call)
    if isinstance(array, Unknown):
        return array
    if not isinstance(array.shape, tuple):
        return unknown(array.shape.reason, call.place)
    at = axis_of(axis, len(array.shape), 0)
    if at is None:
        return unknown(f"{render(array.shape)} has no such axis", call.place)
    sizes = _sizes(call, array.shape[at], sections, uneven=uneven)
    if sizes is None:
        return unknown("where the array is cut is not known", call.place)
    labels = array.labels if at == 0 else None
    return tuple(
        array.then(
            call.place,
            "a part of it",
            shape=(*array.shape[:at], size, *array.shape[at + 1 :]),
            labels=msgspec.structs.replace(labels, proven=False) if labels else None,
            image=array.image,
        )
        for size in sizes
    )


MOST_PARTS = 256
"""More parts than this are not told apart."""


def _sizes(call: Call, length: Dim, sections: Any, *, uneven: bool) -> list[Dim] | None:
    parts = integer_of(sections)
    if parts is not None:
        if not 0 < parts <= MOST_PARTS:
            return None
        if isinstance(length, int) and length % parts:
            return [length // parts + (at < length % parts) for at in range(parts)] if uneven else None
        return [length // parts] * parts
    cuts = call.items(sections)
    if cuts is None or len(cuts) > MOST_PARTS:
        return None
    ends = [dim_of(cut) for cut in cuts]
    sizes: list[Dim] = []
    before: Dim = 0
    for end in [*ends, length]:
        if end is None:
            return None
        position = end if not isinstance(end, int) or end >= 0 else length + end
        size = position - before
        sizes.append(max(size, 0) if isinstance(size, int) else size)
        before = position
    return sizes


def append(call: Call, value: Any, more: Any, axis: Any = None) -> Any:
    """`np.append`: flat without an axis."""
    from seqlint.values.ops.layout import flatten

    if axis is None:
        parts = [flatten(call, value), flatten(call, more)]
        return join(call, parts, 0)
    return join(call, [as_array(value, call), as_array(more, call)], axis)
