"""Making arrays: `np.array`, `np.zeros`, `np.arange`, `np.linspace` and others."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.values.array import Array, is_float
from seqlint.values.callee import callee
from seqlint.values.ops.elements import elements
from seqlint.values.ops.making import MOST_CONTENT, as_array, filled, from_python, labels_of_content
from seqlint.values.ops.numbers import dim_of, dtype_of, fits, hull, number_of, shape_of
from seqlint.values.shape import Dim, Shape, UnknownShape, broadcast, unknown_shape, unknown_size
from seqlint.values.store import Ref
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


@callee(
    "numpy.array",
    "numpy.asarray",
    "numpy.asanyarray",
    "numpy.ascontiguousarray",
    "numpy.asfortranarray",
    "numpy.asarray_chkfinite",
)
def array(
    call: Call, object: Any = None, dtype: Any = None, *, a: Any = None, order: Any = None, copy: Any = None,
    subok: Any = False, ndmin: Any = 0, like: Any = None,
) -> Any:  # fmt: skip
    made = from_python(a if object is None else object, call, dtype)
    if (
        isinstance(made, Array)
        and isinstance(made.shape, tuple)
        and isinstance(ndmin, int)
        and len(made.shape) < ndmin <= 8
    ):
        shape = (1,) * (ndmin - len(made.shape)) + made.shape
        return made.then(call.place, f"at least {ndmin} axes", shape=shape)
    return made


@callee("numpy.empty", "numpy.ndarray")
def empty(call: Call, shape: Any, dtype: Any = None, order: Any = "C", *, like: Any = None, device: Any = None) -> Any:
    return filled(call, shape, "float64" if dtype is None else dtype, None, "room for numbers")


@callee("numpy.zeros")
def zeros(call: Call, shape: Any, dtype: Any = None, order: Any = "C", *, like: Any = None, device: Any = None) -> Any:
    return filled(call, shape, "float64" if dtype is None else dtype, 0, "zeros")


@callee("numpy.ones")
def ones(call: Call, shape: Any, dtype: Any = None, order: Any = "C", *, like: Any = None, device: Any = None) -> Any:
    return filled(call, shape, "float64" if dtype is None else dtype, 1, "ones")


@callee("numpy.full")
def full(
    call: Call,
    shape: Any,
    fill_value: Any,
    dtype: Any = None,
    order: Any = "C",
    *,
    like: Any = None,
    device: Any = None,
) -> Any:
    return filled(call, shape, dtype, fill_value, "one number throughout")


def _like(call: Call, prototype: Any, dtype: Any, shape: Any, number: float | None, text: str) -> Any:
    model = as_array(prototype, call)
    if isinstance(model, Unknown):
        return model
    name = dtype_of(dtype) if dtype is not None else model.dtype
    dims = model.shape if shape is None else shape_of(shape, call)
    low_high = fits(name, (number, number)) if number is not None else None
    return Array(dims, name, low_high).then(call.place, text)


@callee("numpy.empty_like")
def empty_like(
    call: Call, prototype: Any, dtype: Any = None, order: Any = "K", subok: Any = True, shape: Any = None
) -> Any:
    return _like(call, prototype, dtype, shape, None, "room for numbers")


@callee("numpy.zeros_like")
def zeros_like(call: Call, a: Any, dtype: Any = None, order: Any = "K", subok: Any = True, shape: Any = None) -> Any:
    return _like(call, a, dtype, shape, 0, "zeros of the same shape")


@callee("numpy.ones_like")
def ones_like(call: Call, a: Any, dtype: Any = None, order: Any = "K", subok: Any = True, shape: Any = None) -> Any:
    return _like(call, a, dtype, shape, 1, "ones of the same shape")


@callee("numpy.full_like")
def full_like(
    call: Call, a: Any, fill_value: Any, dtype: Any = None, order: Any = "K", subok: Any = True, shape: Any = None
) -> Any:
    return _like(call, a, dtype, shape, number_of(fill_value), "one number throughout")


@callee("numpy.arange")
def arange(
    call: Call, start: Any = None, stop: Any = None, step: Any = None, dtype: Any = None, *, like: Any = None
) -> Any:
    first, last, stride = (0, start, 1) if stop is None else (start, stop, 1 if step is None else step)
    if step is not None and stop is None:
        stride = step
    ends = [number_of(each) for each in (first, last, stride)]
    kind = dtype_of(dtype)
    if dtype is None:
        kinds = [
            each.dtype if isinstance(each, Array) else type(number).__name__
            for each, number in zip((first, last, stride), ends, strict=True)
        ]
        kind = "float64" if any(each == "float" or is_float(each) for each in kinds if each) else "int64"
    if all(end is not None for end in ends):
        return _counted(call, ends, kind)
    low, high = dim_of(first), dim_of(last)
    if low is None or high is None or ends[2] is None or int(ends[2]) != ends[2] or ends[2] == 0:
        return Array((unknown_size("the ends of the range are not known"),), kind).then(
            call.place, "a range of numbers"
        )
    stride = int(ends[2])
    length = high - low if stride == 1 else -((low - high) // stride)
    return Array((length,), kind).then(call.place, "a range of numbers")


def _counted(call: Call, ends: list[Any], kind: str | None) -> Any:
    low, high, stride = ends
    if stride == 0:
        return unknown("the step of `arange` is 0", call.place)
    try:
        count = max(math.ceil((high - low) / stride), 0)
    except (OverflowError, ValueError):
        return unknown("the ends of `arange` are not finite", call.place)
    content = None
    if count <= MOST_CONTENT and kind in {"int64", "float64"}:
        content = tuple((float if kind == "float64" else int)(low + at * stride) for at in range(count))
    last = low + (count - 1) * stride
    low_high = (min(low, last), max(low, last)) if count else None
    labels = labels_of_content(content, call) if content else None
    return Array((count,), kind, low_high).then(call.place, "a range of numbers", content=content, labels=labels)


@callee("numpy.linspace")
def linspace(
    call: Call, start: Any, stop: Any, num: Any = 50, endpoint: Any = True, retstep: Any = False, dtype: Any = None,
    axis: Any = 0,
) -> Any:  # fmt: skip
    made = geomspace(call, start, stop, num, endpoint, dtype, axis)
    ends = (number_of(start), number_of(stop))
    few = isinstance(num, int) and 1 < num <= MOST_SPACED and endpoint is True and dtype is None
    if few and ends[0] is not None and ends[1] is not None and all(abs(end) < GREATEST for end in ends if end):
        step = (ends[1] - ends[0]) / (num - 1)
        numbers = (*(at * step + ends[0] for at in range(num - 1)), float(ends[1]))
        made = msgspec.structs.replace(made, content=numbers)
    return (made, unknown("the step of `linspace`", call.place)) if retstep is True else made


MOST_SPACED = 64
"""More numbers of `linspace` are not worked out one by one."""
GREATEST = 2**63
"""Nor are those between ends that are further from 0."""


@callee("numpy.geomspace")
def geomspace(
    call: Call, start: Any, stop: Any, num: Any = 50, endpoint: Any = True, dtype: Any = None, axis: Any = 0
) -> Any:
    count = dim_of(num)
    ends = (as_array(start, call), as_array(stop, call))
    inner: Shape | UnknownShape = ()
    if all(isinstance(end, Array) for end in ends):
        shapes = [end.shape for end in ends if isinstance(end, Array)]
        both = broadcast(shapes[0], shapes[1]) if all(isinstance(shape, tuple) for shape in shapes) else None  # type: ignore[arg-type]  # tuples by the test
        inner = unknown_shape("the shape of the ends is not known") if both is None else both
    size: Dim = unknown_size("how many numbers there are is not known") if count is None else count
    shape = (size, *inner) if isinstance(inner, tuple) else inner
    numbers = (number_of(start), number_of(stop))
    low_high = None
    if numbers[0] is not None and numbers[1] is not None:
        low_high = (min(numbers[0], numbers[1]), max(numbers[0], numbers[1]))
    return Array(shape, dtype_of(dtype) or "float64", low_high).then(call.place, "evenly spaced numbers")


@callee("numpy.logspace")
def logspace(
    call: Call,
    start: Any,
    stop: Any,
    num: Any = 50,
    endpoint: Any = True,
    base: Any = 10.0,
    dtype: Any = None,
    axis: Any = 0,
) -> Any:
    count = dim_of(num)
    size: Dim = unknown_size("how many numbers there are is not known") if count is None else count
    return Array((size,), dtype_of(dtype) or "float64").then(call.place, "numbers with even ratios")


@callee("numpy.eye", "numpy.identity")
def eye(
    call: Call, N: Any = None, M: Any = None, k: Any = 0, dtype: Any = None, order: Any = "C", *, n: Any = None,
    like: Any = None, device: Any = None,
) -> Any:  # fmt: skip
    rows = dim_of(N if N is not None else n)
    columns = rows if M is None else dim_of(M)
    if rows is None or columns is None:
        return Array((unknown_size("its size is not known"), unknown_size("its size is not known")), "float64", (0, 1))
    content = None
    if isinstance(rows, int) and isinstance(columns, int) and rows * columns <= MOST_CONTENT and k == 0:
        content = tuple(tuple(float(row == column) for column in range(columns)) for row in range(rows))
    from seqlint.values.array import Labels

    labels = Labels("one-hot", columns, place=call.place) if k == 0 and columns == rows else None
    name = dtype_of(dtype) or "float64"
    return Array((rows, columns), name, (0, 1)).then(
        call.place, "ones on the diagonal", content=content if name == "float64" else None, labels=labels
    )


@callee("numpy.meshgrid", raw=True)
def meshgrid(call: Call, arguments: Any) -> Any:
    arrays = [as_array(argument.value, call) for argument in arguments.positional]
    indexing = arguments.value(None, "indexing", "xy")
    if arguments.open or not all(isinstance(each, Array) and each.rank == 1 for each in arrays):
        return unknown("the axes of the grid are not known", call.place)
    known = [each for each in arrays if isinstance(each, Array)]
    dims = [each.axis(0) for each in known]
    if indexing == "xy" and len(dims) > 1:
        dims[0], dims[1] = dims[1], dims[0]
    return tuple(each.then(call.place, "a grid", shape=tuple(dims)) for each in known)


@callee("numpy.fromfunction", "numpy.indices")
def fromfunction(call: Call, function: Any, shape: Any = None, *, dtype: Any = None, **kwargs: Any) -> Any:
    return Array(shape_of(shape, call), dtype_of(dtype)).then(call.place, "computed from the positions")


@callee("numpy.fromiter", "numpy.frombuffer", "numpy.fromstring")
def fromiter(
    call: Call, iter: Any, dtype: Any = None, count: Any = -1, *args: Any, sep: Any = "", offset: Any = 0
) -> Any:
    found = None if isinstance(iter, (str, bytes, Ref)) else elements(iter, call)
    given = dim_of(count)
    length = given if isinstance(given, int) and given >= 0 else found.length if found is not None else None
    size = unknown_size("how many numbers there are is not known") if length is None else length
    return Array((size,), dtype_of(dtype) if dtype is not None else "float64").then(call.place, "read one by one")


@callee("numpy.diag", "numpy.diagonal", "numpy.ndarray.diagonal")
def diag(call: Call, v: Any, k: Any = 0) -> Any:
    found = as_array(v, call)
    if isinstance(found, Unknown) or not isinstance(found.shape, tuple):
        return found
    if len(found.shape) == 1 and isinstance(k, int):
        size = found.shape[0] + abs(k)
        return found.then(call.place, "on the diagonal", shape=(size, size), range=hull([found.range, (0, 0)]))
    if len(found.shape) == 2 and k == 0 and found.shape[0] == found.shape[1]:
        return found.then(call.place, "the diagonal", shape=found.shape[:1])
    return found.then(call.place, "the diagonal", shape=(unknown_size("the length of the diagonal is not known"),))


@callee("numpy.copy", "numpy.ndarray.copy", "numpy.ndarray.view", "numpy.ndarray.__copy__")
def copy(call: Call, a: Any, order: Any = "K", subok: Any = False, *, type: Any = None) -> Any:
    return as_array(a, call)


@callee("numpy.tri")
def tri(call: Call, N: Any, M: Any = None, k: Any = 0, dtype: Any = None, *, like: Any = None) -> Any:
    rows, columns = dim_of(N), dim_of(N if M is None else M)
    if rows is None or columns is None:
        return unknown("the size of the triangle is not known", call.place)
    return Array((rows, columns), dtype_of(dtype) or "float64", (0, 1)).then(call.place, "a triangle of ones")


@callee("numpy.tril", "numpy.triu")
def tril(call: Call, m: Any, k: Any = 0) -> Any:
    found = as_array(m, call)
    if isinstance(found, Unknown):
        return found
    shape = (*found.shape, *found.shape) if found.rank == 1 and isinstance(found.shape, tuple) else found.shape
    return found.then(call.place, "one triangle", shape=shape, range=hull([found.range, (0, 0)]))
