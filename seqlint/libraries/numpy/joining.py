"""Several arrays as one and one as several: `concatenate`, `stack`, `split`, `np.c_` and others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.containers import ListRecord, Slice
from seqlint.values.ops import joining
from seqlint.values.ops.making import as_array
from seqlint.values.ops.numbers import dim_of
from seqlint.values.shape import Dim, unknown_size
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


@callee("numpy.concatenate", "numpy.concat")
def concatenate(
    call: Call, arrays: Any, axis: Any = 0, out: Any = None, *, dtype: Any = None, casting: Any = "same_kind"
) -> Any:
    if axis is None:
        return joining.append(call, arrays, (), None)
    return joining.concatenate(call, arrays, axis)


@callee("numpy.stack")
def stack(
    call: Call, arrays: Any, axis: Any = 0, out: Any = None, *, dtype: Any = None, casting: Any = "same_kind"
) -> Any:
    return joining.stack(call, arrays, axis)


@callee("numpy.vstack", "numpy.row_stack")
def vstack(call: Call, tup: Any, *, dtype: Any = None, casting: Any = "same_kind") -> Any:
    return joining.vertical(call, tup)


@callee("numpy.hstack")
def hstack(call: Call, tup: Any, *, dtype: Any = None, casting: Any = "same_kind") -> Any:
    return joining.horizontal(call, tup)


@callee("numpy.dstack")
def dstack(call: Call, tup: Any) -> Any:
    return joining.depth(call, tup)


@callee("numpy.column_stack")
def column_stack(call: Call, tup: Any) -> Any:
    return joining.columns(call, tup)


@callee("numpy.append")
def append(call: Call, arr: Any, values: Any, axis: Any = None) -> Any:
    return joining.append(call, arr, values, axis)


@callee("numpy.insert", "numpy.delete")
def insert(call: Call, arr: Any, obj: Any, values: Any = None, axis: Any = None) -> Any:
    array = as_array(arr, call)
    if not isinstance(array, Array) or not isinstance(array.shape, tuple) or (axis is None and len(array.shape) != 1):
        return (
            array.then(call.place, "changed", shape=(unknown_size("what is left is not known"),))
            if isinstance(array, Array)
            else array
        )
    at = 0 if axis is None else axis
    single = isinstance(obj, int)
    if not isinstance(at, int) or not -len(array.shape) <= at < len(array.shape):
        return unknown("which axis changes is not known", call.place)
    at %= len(array.shape)
    step = (1 if values is not None else -1) if single else 0
    size: Dim = array.shape[at] + step if single else unknown_size("how many are changed is not known")
    shape = (*array.shape[:at], size, *array.shape[at + 1 :])
    return array.then(
        call.place,
        "elements put in" if values is not None else "elements taken out",
        shape=shape,
        dtype=array.dtype,
        range=array.range if values is None else None,
    )


@callee("numpy.split", "numpy.vsplit")
def split(call: Call, ary: Any, indices_or_sections: Any, axis: Any = 0) -> Any:
    return _listed(call, joining.split(call, ary, indices_or_sections, axis))


@callee("numpy.hsplit")
def hsplit(call: Call, ary: Any, indices_or_sections: Any) -> Any:
    return _listed(call, joining.split(call, ary, indices_or_sections, 1))


@callee("numpy.array_split")
def array_split(call: Call, ary: Any, indices_or_sections: Any, axis: Any = 0) -> Any:
    return _listed(call, joining.split(call, ary, indices_or_sections, axis, uneven=True))


def _listed(call: Call, parts: Any) -> Any:
    return call.store.new(ListRecord(parts)) if isinstance(parts, tuple) else parts


@callee("numpy.c_.__getitem__")
def c_(call: Call, self: Any, key: Any) -> Any:
    if isinstance(key, tuple) and not any(isinstance(each, (Slice, str)) for each in key):
        return joining.columns(call, key)
    return unknown("seqlint does not follow this form of `np.c_`", call.place)


@callee("numpy.r_.__getitem__")
def r_(call: Call, self: Any, key: Any) -> Any:
    if isinstance(key, Slice):
        length = dim_of(key.stop)
        return Array(
            (length if length is not None and key.start in {None, 0} else unknown_size("its length is not known"),)
        )
    if isinstance(key, tuple) and not any(isinstance(each, (Slice, str)) for each in key):
        arrays = [as_array(each, call) for each in key]
        if all(isinstance(array, Array) and array.rank == 1 for array in arrays):
            return joining.join(call, arrays, 0)
    return unknown("seqlint does not follow this form of `np.r_`", call.place)
