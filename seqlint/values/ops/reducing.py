"""Many numbers to few: sums, means, extremes, positions, distinct values; and those that keep the shape."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.values.array import Array, Labels, is_integer
from seqlint.values.ops.elementwise import float_type
from seqlint.values.ops.making import as_array, indices
from seqlint.values.ops.numbers import (
    axes_of,
    axis_of,
    dtype_of,
    fits,
    integer_of,
    is_finite,
    is_nan,
    number_of,
    range_of,
)
from seqlint.values.shape import NONE, Dim, Shape, UnknownShape, product, render, unknown_shape, unknown_size
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call

INSIDE = frozenset(["max", "min", "mean", "median", "average", "quantile", "mode"])
"""Reductions whose result lies between the smallest and the largest number."""


def reduce(
    call: Call,
    name: str,
    value: Any,
    axis: Any = None,
    *,
    keepdims: Any = False,
    dtype: Any = None,
) -> Any:
    """A reduction over some axes, or over all.

    Args:
        call: where it happens.
        name: "sum", "mean", "max", "min", "std", "var", "median", "prod", "any", "all", "quantile", "average", "norm".
        value: the numbers.
        axis: one axis, several, or None for all.
        keepdims: whether the reduced axes stay with size 1.
        dtype: the type of the result where the call gives it.
    """
    array = as_array(value, call)
    if isinstance(array, Unknown):
        return array
    shape = _reduced(call, array.shape, axis, keepdims=keepdims is True)
    if shape is None:
        return unknown(f"shape {render(array.shape)} has no such axis", call.place)
    kind = dtype_of(dtype) or _type(name, array)
    rounded = kind == "float16" and name not in _EXACT
    content = _number(name, array) if shape == () and not rounded else None
    low_high = _range(name, array, axis, call)
    if content is not None:
        low_high = (content, content)
    return array.then(
        call.place,
        f"{name} over {_words(call, axis)}",
        shape=shape,
        dtype=kind,
        range=fits(kind, low_high),
        content=content,
        image=False,
    )


def _words(call: Call, axis: Any) -> str:
    """What a reduction goes over, in words."""
    if axis is None:
        return "everything"
    items = [axis] if number_of(axis) is not None else call.items(axis) or ()
    numbers = [integer_of(item) for item in items]
    if not numbers or None in numbers:
        return "some of the axes"
    return f"{'axis' if len(numbers) == 1 else 'axes'} {', '.join(map(str, numbers))}"


_EXACT = frozenset({"max", "min", "any", "all"})
"""What gives one of the numbers that there are; the others are rounded, in half precision by much."""


def _reduced(call: Call, shape: Shape | UnknownShape, axis: Any, *, keepdims: bool) -> Shape | UnknownShape | None:
    if axis is None and not keepdims:
        return ()
    if isinstance(shape, UnknownShape):
        return unknown_shape(shape.reason)
    if isinstance(axis, Unknown):
        return unknown_shape(axis.reason)
    axes = axes_of(axis, len(shape), call)
    if axes is None:
        return None
    if keepdims:
        return tuple(1 if at in axes else dim for at, dim in enumerate(shape))
    return tuple(dim for at, dim in enumerate(shape) if at not in axes)


def _type(name: str, array: Array) -> str | None:
    dtype = array.dtype
    if name in {"any", "all"}:
        return "bool"
    if name in {"max", "min"} or dtype is None or array.library == "tensorflow":
        return dtype
    if name in {"sum", "prod"}:
        whole = dtype == "bool" or is_integer(dtype)
        return ("uint64" if dtype.startswith("uint") else "int64") if whole else dtype
    return "float64" if dtype == "bool" or is_integer(dtype) else float_type(dtype)


def _range(name: str, array: Array, axis: Any, call: Call) -> tuple[float, float] | None:
    known = range_of(array)
    if name in {"any", "all"}:
        return 0.0, 1.0
    if known is None:
        return None
    if name in INSIDE:
        return known
    if name == "std":
        return 0.0, (known[1] - known[0]) / 2 * (1 + 1e-6)
    if name == "var":
        return 0.0, ((known[1] - known[0]) / 2) ** 2 * (1 + 1e-6)
    if name != "sum" or not isinstance(array.shape, tuple):
        return None
    axes = axes_of(axis, len(array.shape), call) or ()
    count = product(array.shape[at] for at in axes)
    slack = 1e-6 * max(map(abs, known)) * count if isinstance(count, int) and not is_integer(array.dtype) else 0
    return (known[0] * count - slack, known[1] * count + slack) if isinstance(count, int) else None


def numbers(content: Any) -> list[Any]:
    """All numbers of a content, flat."""
    if isinstance(content, tuple):
        return [number for item in content for number in numbers(item)]
    return [content]


def _number(name: str, array: Array) -> Any:
    """The result itself where the numbers are written down, or where labels say which occur."""
    labels = array.labels
    if labels is not None and labels.kind == "indices" and labels.proven and labels.highest is not None:
        if name == "max":
            return labels.highest
        if name == "min":
            return labels.low
    if array.content is None:
        return None
    flat = numbers(array.content)
    if not flat or any(not isinstance(number, (bool, int, float)) or is_nan(number) for number in flat):
        return None
    functions = {"max": max, "min": min, "sum": sum, "prod": math.prod, "any": any, "all": all}
    try:
        if name in functions and array.dtype in {"int64", "float64", "bool"}:
            return functions[name](flat)  # type: ignore[operator]  # a dictionary of different builtins
        return sum(flat) / len(flat) if name == "mean" else None
    except (ArithmeticError, ValueError):
        return None


def argmax(call: Call, value: Any, axis: Any = None, *, keepdims: Any = False, dtype: str = "int64") -> Any:
    """`np.argmax`: positions; over one-hot rows these are the class indices."""
    array = as_array(value, call)
    if isinstance(array, Unknown):
        return array
    shape = _reduced(call, array.shape, axis, keepdims=keepdims is True)
    if shape is None:
        return unknown(f"shape {render(array.shape)} has no such axis", call.place)
    count: Dim | None = None
    if isinstance(array.shape, tuple):
        at = axis_of(axis, len(array.shape)) if axis is not None else None
        count = product(array.shape) if axis is None else array.shape[at] if at is not None else None
    elif axis == -1:
        count = array.shape.last
    low_high = (0, count - 1) if isinstance(count, int) and count else None
    labels = None
    hot = array.labels if array.labels is not None and array.labels.kind == "one-hot" else None
    if count is not None and count is not NONE and (shape != () or hot is not None):
        labels = indices(count, call, proven=hot.proven if hot else False)
    return array.then(
        call.place, "positions of the extremes", shape=shape, dtype=dtype, range=low_high, labels=labels, image=False
    )


def accumulate(call: Call, value: Any, axis: Any, text: str) -> Any:
    """`np.cumsum`, `np.cumprod`: flat without an axis."""
    array = as_array(value, call)
    if isinstance(array, Unknown):
        return array
    shape = array.shape
    if axis is None and isinstance(shape, tuple):
        shape = (product(shape),)
    return array.then(call.place, text, shape=shape, dtype=_type("sum", array), range=None)


def difference(call: Call, value: Any, times: Any = 1, axis: Any = -1) -> Any:
    """`np.diff`."""
    array = as_array(value, call)
    if isinstance(array, Unknown) or not isinstance(array.shape, tuple):
        return array
    at = axis_of(axis, len(array.shape))
    if at is None or not isinstance(times, int):
        return unknown("along which axis it differs is not known", call.place)
    shape = (*array.shape[:at], array.shape[at] - times, *array.shape[at + 1 :])
    return array.then(call.place, "differences", shape=shape, range=None)


def distinct(call: Call, value: Any) -> Any:
    """`np.unique(x)`: as many values as there are classes, where the labels are known."""
    array = as_array(value, call)
    if isinstance(array, Unknown):
        return array
    if array.content is not None:
        flat = numbers(array.content)
        try:
            values = tuple(sorted(set(flat)))
        except TypeError:
            values = ()
        if values:
            return array.then(call.place, "the different values", shape=(len(values),), content=values, image=False)
    labels = array.labels
    count = classes_of(array)
    if isinstance(count, int) and labels is not None and labels.kind == "indices":
        values = tuple(range(labels.low, labels.low + count))
        return array.then(call.place, "the classes", shape=(count,), content=values, range=(values[0], values[-1]))
    return array.then(call.place, "the different values", shape=(count,), image=False)


def classes_of(array: Array) -> Dim:
    """Number of different values: the number of classes where every class is known to occur."""
    labels = array.labels
    if labels is not None and labels.kind == "indices" and labels.proven and labels.classes is not None:
        return labels.classes
    return unknown_size("how many different values occur depends on the data")


def where(call: Call, condition: Any, left: Any, right: Any) -> Any:
    """`np.where(condition, left, right)`."""
    from seqlint.values.ops.elementwise import broadcast_shapes, result_type

    test, one, other = as_array(condition, call), as_array(left, call), as_array(right, call)
    arrays = [each for each in (test, one, other) if isinstance(each, Array)]
    if not arrays or isinstance(test, Unknown):
        return test if isinstance(test, Unknown) else unknown("nothing is known of it", call.place)
    shape: Shape | UnknownShape | None = ()
    for array in arrays:
        shape = broadcast_shapes(shape, array.shape) if shape is not None else None
    if shape is None:
        return unknown("the shapes of condition and values do not go together", call.place)
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        return test.then(call.place, "one or the other", shape=shape, dtype=None, range=None)
    tensor = "tensorflow" in {array.library for array in arrays}
    dtype = result_type("+", one, other, (left, right), "tensorflow" if tensor else "numpy")
    ranges = (one.range, other.range)
    low_high = (min(ranges[0][0], ranges[1][0]), max(ranges[0][1], ranges[1][1])) if ranges[0] and ranges[1] else None
    labels = _two_values(call, one, other, shape)
    library = "tensorflow" if tensor else "numpy"
    return test.then(
        call.place, "one or the other", shape=shape, dtype=dtype, range=low_high, labels=labels, library=library
    )


def _two_values(call: Call, left: Array, right: Array, shape: Shape | UnknownShape) -> Labels | None:
    from seqlint.values.ops.elementwise import binary_labels

    both = {left.content, right.content} if left.shape == right.shape == () else set()
    return binary_labels(shape, call) if both == {0, 1} else None


def nonzero(call: Call, value: Any) -> Any:
    """Positions of what is not zero: one index array for each axis."""
    array = as_array(value, call)
    if isinstance(array, Unknown) or array.rank is None:
        return array if isinstance(array, Unknown) else unknown("the number of axes is not known", call.place)
    count = unknown_size("how many elements the condition selects depends on the data")
    one = Array((count,), "int64").then(call.place, "positions")
    return tuple(one for _ in range(max(array.rank, 1)))


def one_hot(call: Call, value: Any, depth: Any, *, dtype: str | None, library: str, axis: Any = -1) -> Any:
    """Rows of zeros with a single one."""
    from seqlint.values.ops.numbers import dim_of

    array = as_array(value, call)
    if isinstance(array, Unknown):
        return array
    count = dim_of(depth)
    size: Dim = unknown_size("the number of classes is not known") if count is None else count
    last = axis in {-1, None}
    if isinstance(array.shape, tuple) and last:
        shape: Shape | UnknownShape = (*array.shape, size)
    else:
        shape = unknown_shape("the rank of the indices is not known", size if last else None)
    proven = bool(array.labels and array.labels.proven and array.labels.low == 0 and array.labels.classes == size)
    labels = Labels("one-hot", size, 0, call.place, proven) if last else None
    return array.then(
        call.place,
        "one-hot rows",
        shape=shape,
        dtype=dtype,
        range=(0.0, 1.0),
        labels=labels,
        library=library,
        image=False,
    )


def cast(call: Call, value: Any, dtype: Any, library: str | None = None) -> Any:
    """`x.astype(dtype)`: the same numbers in another type."""
    array = as_array(value, call)
    if isinstance(array, Unknown):
        return array
    name = dtype_of(dtype)
    low_high = range_of(array)
    if name is not None and is_integer(name) and low_high is not None and all(map(is_finite, low_high)):
        low_high = fits(name, (math.trunc(low_high[0]), math.trunc(low_high[1])))
    elif name == "bool":
        low_high = (0.0, 1.0)
    labels = array.labels
    if name == "bool" or (labels is not None and labels.kind == "continuous" and is_integer(name)):
        labels = None
    if array.dtype == "bool" and labels is None and name != "bool":
        from seqlint.values.ops.elementwise import binary_labels

        labels = binary_labels(array.shape, call)
    kept = (is_integer(array.dtype) and name in {"int64", "float64"}) or array.dtype == name
    content = _converted(array.content, name) if kept or (array.dtype == "float64" and name == "int64") else None
    return array.then(
        call.place,
        f"as {name or 'another type'}",
        dtype=name,
        range=fits(name, low_high),
        labels=labels,
        content=content,
        library=library or array.library,
        image=array.image,
    )


def _converted(content: Any, dtype: str | None) -> Any:
    if isinstance(content, tuple):
        return tuple(_converted(item, dtype) for item in content)
    if content is None or isinstance(content, str):
        return None
    try:
        return float(content) if dtype == "float64" else int(content) if dtype == "int64" else content
    except (ValueError, OverflowError):
        return None


def with_library(array: Array, library: str) -> Array:
    """The same array as another library's object."""
    return array if array.library == library else msgspec.structs.replace(array, library=library)
