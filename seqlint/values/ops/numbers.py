"""Python numbers, sizes and dtypes as array operations see them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeGuard

from seqlint.values.array import Array, is_float, is_integer, promote
from seqlint.values.functions import Library
from seqlint.values.shape import NONE, Dim, Shape, Size, UnknownShape, unknown_shape, unknown_size
from seqlint.values.unknown import OneOf, Unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call

BOUNDS: dict[str, tuple[float, float]] = {
    "bool": (0, 1),
    "uint8": (0, 2**8 - 1),
    "int8": (-(2**7), 2**7 - 1),
    "uint16": (0, 2**16 - 1),
    "int16": (-(2**15), 2**15 - 1),
    "uint32": (0, 2**32 - 1),
    "int32": (-(2**31), 2**31 - 1),
    "uint64": (0, 2**64 - 1),
    "int64": (-(2**63), 2**63 - 1),
}
"""What fits into an integer type."""

_SPELLINGS = {
    "int": "int64",
    "int_": "int64",
    "float": "float64",
    "float_": "float64",
    "double": "float64",
    "single": "float32",
    "half": "float16",
    "bool_": "bool",
    "object_": "object",
    "str_": "str",
    "string": "str",
    "unicode": "str",
    "uint": "uint64",
    "long": "int64",
    "longlong": "int64",
    "intp": "int64",
    "complex": "complex128",
    "byte": "int8",
    "ubyte": "uint8",
    "short": "int16",
    "i1": "int8",
    "i2": "int16",
    "i4": "int32",
    "i8": "int64",
    "i": "int32",
    "u1": "uint8",
    "u2": "uint16",
    "f": "float32",
    "f2": "float16",
    "f4": "float32",
    "f8": "float64",
    "d": "float64",
    "b": "int8",
    "B": "uint8",
    "O": "object",
    "U": "str",
    "S": "str",
}

_NAMES = frozenset([*BOUNDS, "float16", "bfloat16", "float32", "float64", "complex64", "complex128", "object", "str"])


def dtype_of(value: Any) -> str | None:
    """The numpy name of a dtype that the program gives as a string, a type or a numpy name; None if not known."""
    if isinstance(value, Library):
        value = value.name
    if isinstance(value, type):
        value = value.__name__
    if not isinstance(value, str):
        return None
    name = value.lstrip("<>=|") if value not in _NAMES else value
    name = _SPELLINGS.get(name, name)
    return name if name in _NAMES else None


def is_number(value: Any) -> TypeGuard[float]:
    """Whether a value is a Python number (bool and complex included)."""
    return isinstance(value, (bool, int, float, complex))


def python_dtype(value: Any) -> str | None:
    """The dtype of an array of this Python scalar."""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int64" if -(2**63) <= value < 2**63 else "object"
    return {float: "float64", complex: "complex128", str: "str", bytes: "str"}.get(type(value))


def weak(dtype: str | None, scalar: Any, library: str | None) -> str | None:
    """Result type of an array of `dtype` with a Python scalar, which adapts to the array."""
    if dtype is None:
        return None
    if library == "tensorflow":
        return dtype
    if isinstance(scalar, bool):
        return dtype
    if isinstance(scalar, (int, Size)):
        return "int64" if dtype == "bool" else dtype
    if isinstance(scalar, float):
        return dtype if is_float(dtype) or dtype.startswith("complex") else "float64" if dtype in BOUNDS else None
    return promote(dtype, python_dtype(scalar))


def range_of(array: Array) -> tuple[float, float] | None:
    """The values that can occur: the known range, or what a byte or a bool allows."""
    if array.range is not None:
        return array.range
    return BOUNDS[array.dtype] if array.dtype in {"bool", "uint8"} else None


def number_of(value: Any) -> int | float | None:
    """A value as one Python number: itself, or a numpy scalar whose number is known."""
    if isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Array) and value.shape == () and isinstance(value.content, (bool, int, float)):
        return value.content
    return None


def is_nan(number: Any) -> bool:
    """Whether it is the float that is no number."""
    return isinstance(number, float) and math.isnan(number)


def is_finite(number: Any) -> bool:
    """Whether it is no infinite float and no NaN; integers of any size are finite."""
    return not isinstance(number, float) or math.isfinite(number)


def integer_of(value: Any) -> int | None:
    """A value as one Python integer; None for what is no finite number, or not known."""
    number = number_of(value)
    if number is None or not is_finite(number):
        return None
    return int(number)


def dim_of(value: Any) -> Dim | None:
    """A value as one size; None if it is no integer. A numpy integer that is not known is a new size."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (int, Size)):
        return value
    if isinstance(value, Unknown):
        return value.size()
    if isinstance(value, OneOf):
        return unknown_size("it differs between paths")
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    if isinstance(value, Array) and (value.shape == () or value.rank is None):
        if isinstance(value.content, (int, float)):
            return integer_of(value.content)
        if value.dtype is None or is_integer(value.dtype):
            return unknown_size("its number is computed from the data")
    return None


def shape_of(value: Any, call: Call) -> Shape | UnknownShape:
    """A shape argument: an integer, a tuple or list of them, `x.shape`, a tensor that holds one."""
    if isinstance(value, Array) and value.rank == 1:
        return _shape_from_array(value)
    own = getattr(value, "shape", None)
    if isinstance(own, UnknownShape):
        return own
    single = dim_of(value)
    if isinstance(value, (Unknown, OneOf)):
        return unknown_shape(value.reason if isinstance(value, Unknown) else "it differs between paths")
    if single is not None:
        return (single,)
    items = call.items(value)
    if items is None:
        return unknown_shape("the shape is not known")
    dims = [NONE if item is None else dim_of(item) for item in items]
    return tuple(unknown_size("this size is not known") if dim is None else dim for dim in dims)


def _shape_from_array(value: Array) -> Shape | UnknownShape:
    if isinstance(value.content, tuple):
        return tuple(dim_of(item) or 0 for item in value.content)
    length = value.axis(0)
    if isinstance(length, int) and length <= MOST_AXES:
        return tuple(unknown_size("it is computed from the data") for _ in range(length))
    return unknown_shape("the shape is computed from the data")


MOST_AXES = 64
"""numpy allows no more axes."""


def axes_of(axis: Any, rank: int, call: Call) -> tuple[int, ...] | None:
    """An `axis` argument as axes from the front; all axes for None; None if it is not known or out of range."""
    if axis is None:
        return tuple(range(rank))
    items = [axis] if number_of(axis) is not None else call.items(axis)
    if items is None:
        return None
    numbers = [integer_of(item) for item in items]
    axes = [number + (rank if number < 0 else 0) for number in numbers if number is not None]
    if len(axes) != len(numbers) or any(not 0 <= each < rank for each in axes):
        return None
    return tuple(axes)


def axis_of(axis: Any, rank: int, default: int | None = None) -> int | None:
    """One axis from the front; None if it is not known or out of range."""
    number = default if axis is None else integer_of(axis)
    if number is None:
        return None
    position = number + (rank if number < 0 else 0)
    return position if 0 <= position < rank else None


def fits(dtype: str | None, low_high: tuple[float, float] | None) -> tuple[float, float] | None:
    """A computed range as integers of that type hold it: what overflows wraps, so it can be anything."""
    if low_high is None or any(map(is_nan, low_high)):
        return None
    bounds = BOUNDS.get(dtype or "")
    if bounds is None:
        return None if dtype == "float16" and max(map(abs, low_high)) > HALF_MAX else low_high
    inside = bounds[0] <= low_high[0] and low_high[1] <= bounds[1]
    return low_high if inside else bounds if dtype in {"bool", "uint8"} else None


HALF_MAX = 65504.0
"""Largest float16."""


def hull(ranges: list[tuple[float, float] | None]) -> tuple[float, float] | None:
    """The range that holds all ranges; None if one is not known."""
    known = [each for each in ranges if each is not None]
    if len(known) != len(ranges) or not known:
        return None
    return min(low for low, _ in known), max(high for _, high in known)
