"""Operators and functions that work number by number: broadcasting, result types and interval arithmetic."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.values.array import Array, Labels, is_float, is_integer, promote
from seqlint.values.ops.making import as_array
from seqlint.values.ops.numbers import BOUNDS, fits, integer_of, is_finite, is_nan, is_number, number_of, range_of, weak
from seqlint.values.ops.sizes import size_binary
from seqlint.values.shape import Shape, Size, UnknownShape, broadcast, render, unknown_shape
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.values.call import Call

COMPARISONS = frozenset(["==", "!=", "<", "<=", ">", ">=", "in", "not in"])
LOGICAL = frozenset(["&", "|", "^"])

_PYTHON: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
    "&": operator.and_,
    "|": operator.or_,
    "^": operator.xor,
    "<<": operator.lshift,
    ">>": operator.rshift,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "max": max,
    "min": min,
}

_WORDS = {"+": "plus", "-": "minus", "*": "times", "/": "divided by", "//": "divided (whole) by", "%": "modulo"}

MOST_POWER = 64
"""Powers beyond this are not worked out."""


def binary(op: str, left: Any, right: Any, call: Call) -> Any:
    """The value of `left op right` where arrays, sizes or numbers meet.

    Args:
        op: the operator as Python writes it, "@" and comparisons included; "max" and "min" for numpy's two.
        left: value on the left.
        right: value on the right.
        call: where it happens.
    """
    if is_number(left) and is_number(right):
        return _of_numbers(op, left, right, call)
    if isinstance(left, (int, float, Size)) and isinstance(right, (int, float, Size)):
        return size_binary(op, left, right, call)
    if op == "@":
        from seqlint.values.ops.products import matmul

        return matmul(call, left, right)
    one, other = as_array(left, call), as_array(right, call)
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        return _with_unknown(op, one, other, call)
    return _arrays(op, one, other, (left, right), call)


def compute(op: str, left: Any, right: Any) -> Any:
    """Python's own answer for two numbers; raises what Python raises, and OverflowError for giants."""
    if op == "**" and (abs(right) > MOST_POWER or abs(left) > 2**MOST_POWER):
        raise OverflowError
    if op == "<<" and right > MOST_POWER:
        raise OverflowError
    return _PYTHON[op](left, right)


def _of_numbers(op: str, left: Any, right: Any, call: Call) -> Any:
    try:
        return compute(op, left, right)
    except (ArithmeticError, TypeError, ValueError, KeyError):
        return unknown(f"Python cannot work out `{left} {op} {right}`", call.place)


def _with_unknown(op: str, left: Array | Unknown, right: Array | Unknown, call: Call) -> Any:
    """An array with something unknown, which is taken to broadcast to it, as a scale or offset does to samples.

    A vector is as likely the smaller side (a bias), so its result keeps the last size alone.
    """
    array = left if isinstance(left, Array) else right
    other = right if isinstance(left, Array) else left
    assert isinstance(other, Unknown)
    if not isinstance(array, Array) or array.shape == ():
        return other
    dtype = "bool" if op in COMPARISONS else None
    low_high = (0.0, 1.0) if dtype else None
    text = f"{_WORDS.get(op, op)} something unknown"
    shape = array.shape
    if isinstance(shape, tuple) and len(shape) == 1:
        shape = unknown_shape(other.reason, shape[0] if isinstance(shape[0], int) and shape[0] > 1 else None)
    return array.then(call.place, text, shape=shape, dtype=dtype, range=low_high, image=array.image and not dtype)


def _arrays(op: str, left: Array, right: Array, originals: tuple[Any, Any], call: Call) -> Any:
    library = _library(left, right)
    shape = broadcast_shapes(left.shape, right.shape)
    if shape is None:
        pair = f"{render(left.shape)} and {render(right.shape)}"
        return unknown(f"arrays of shapes {pair} cannot be combined", call.place)
    dtype = result_type(op, left, right, originals, library)
    low_high = fits(dtype, interval(op, range_of(left), range_of(right), whole=_whole(left, right)))
    main, other = (right, left) if left.shape == () and right.shape != () else (left, right)
    content = _content(op, left, right, dtype)
    text = f"{_WORDS.get(op, op)} {_render(other)}" if main is left else f"{_render(other)} {op} this"
    if isinstance(content, (bool, int, float)) and not is_nan(content) and shape == ():
        low_high = (content, content)
    return main.then(
        call.place,
        text,
        shape=shape,
        dtype=dtype,
        range=low_high,
        library=library,
        content=content,
        labels=_labels(op, left, right, shape, dtype, call),
        image=main.image and dtype != "bool",
    )


def _library(left: Array, right: Array) -> str | None:
    for name in ("tensorflow", "pandas"):
        if name in (left.library, right.library):
            return name
    return "numpy"


def _render(array: Array) -> str:
    number = number_of(array)
    if number is not None:
        return f"{number:g}" if isinstance(number, float) else str(number)
    return f"an array {render(array.shape)}" if array.shape != () else "a number"


def broadcast_shapes(left: Shape | UnknownShape, right: Shape | UnknownShape) -> Shape | UnknownShape | None:
    """The shape of an elementwise result; None if numpy refuses."""
    if isinstance(left, tuple) and isinstance(right, tuple):
        return broadcast(left, right)
    if left == () or right == ():
        return right if left == () else left
    if left is right:
        return left
    open_side = left if isinstance(left, UnknownShape) else right
    assert isinstance(open_side, UnknownShape)
    lasts = [side[-1] if isinstance(side, tuple) else side.last for side in (left, right)]
    last = next((size for size in lasts if isinstance(size, int) and size > 1), None)
    return unknown_shape(open_side.reason, last)


_SQUARE = 2


def result_type(op: str, left: Array, right: Array, originals: tuple[Any, Any], library: str | None) -> str | None:
    """Numpy's (or TensorFlow's) result type; Python scalars among the originals adapt to the array."""
    if op in COMPARISONS:
        return "bool"
    if library == "tensorflow":
        tensor = left if left.library == "tensorflow" else right
        other = right if tensor is left else left
        dtype = tensor.dtype or (other.dtype if other.library == "tensorflow" else None)
        return "float64" if op == "/" and is_integer(dtype) else dtype
    scalars = [isinstance(original, (int, float, complex, Size)) for original in originals]
    if op == "**" and left.dtype == "bool" and type(originals[1]) is int and originals[1] == _SQUARE:
        return "int8"  # numpy computes it as `numpy.square`
    if scalars[1] and not scalars[0]:
        dtype = weak(left.dtype, originals[1], library)
    elif scalars[0] and not scalars[1]:
        dtype = weak(right.dtype, originals[0], library)
    else:
        dtype = promote(left.dtype, right.dtype)
    if op == "/" and (dtype == "bool" or is_integer(dtype)):
        return "float64"
    if dtype == "bool" and op in {"**", "//", "%", "<<", ">>"}:
        return "int8"
    return dtype


def _whole(left: Array, right: Array) -> bool:
    return all(array.dtype == "bool" or is_integer(array.dtype) for array in (left, right))


def interval(
    op: str, left: tuple[float, float] | None, right: tuple[float, float] | None, *, whole: bool = False
) -> tuple[float, float] | None:
    """The range of `left op right`; None where it has no bound or is not known.

    Args:
        op: the operator.
        left: range on the left.
        right: range on the right.
        whole: whether both sides are integers.
    """
    if op in COMPARISONS:
        return 0.0, 1.0
    if left is None or right is None:
        return _half_known(op, right, whole=whole)
    try:
        if op in {"+", "-", "*", "max", "min"}:
            return _corners(op, left, right)
        if op in {"/", "//"} and (right[0] > 0 or right[1] < 0):
            return _corners(op, left, right)
        if op == "%":
            return _modulo(left, right, whole=whole)
        if op == "**" and right[0] == right[1]:
            return _power(left, right[0])
    except (ArithmeticError, ValueError):
        return None
    if op in LOGICAL and whole and left[0] >= 0 and right[0] >= 0:
        bits = max(int(left[1]), int(right[1])).bit_length()
        return 0.0, float(2**bits - 1)
    return None


def _half_known(op: str, right: tuple[float, float] | None, *, whole: bool) -> tuple[float, float] | None:
    """`anything % n` has bounds without knowing the left side."""
    if op == "%" and right is not None and right[0] == right[1] > 0:
        return 0.0, right[1] - whole
    return None


def _corners(op: str, left: tuple[float, float], right: tuple[float, float]) -> tuple[float, float] | None:
    values = [compute(op, one, other) for one in left for other in right]
    if not all(map(is_finite, values)):
        return None
    return min(values), max(values)


def _modulo(left: tuple[float, float], right: tuple[float, float], *, whole: bool) -> tuple[float, float] | None:
    if right[0] <= 0:
        return None
    if left[0] >= 0 and left[1] < right[0]:
        return left
    return 0.0, right[1] - whole


def _power(left: tuple[float, float], exponent: float) -> tuple[float, float] | None:
    if exponent < 0 or (left[0] < 0 and exponent != int(exponent)):
        return None
    ends = [compute("**", end, exponent) for end in left]
    low = 0.0 if exponent % 2 == 0 and exponent > 0 and left[0] < 0 < left[1] else min(ends)
    return low, max(ends)


def _content(op: str, left: Array, right: Array, dtype: str | None) -> Any:
    """The numbers themselves, where both sides are written down and have the same layout or one is a scalar."""
    whole = dtype in BOUNDS
    if left.content is None or right.content is None or not (whole or dtype in {"float64", "str"}):
        return None
    if left.shape not in (right.shape, ()) and right.shape != ():
        return None
    try:
        content = _zip(op, left.content, right.content)
    except (ArithmeticError, TypeError, ValueError, KeyError):
        return None
    return content if not whole or _fit(content, BOUNDS[dtype or ""]) else None


def _fit(content: Any, bounds: tuple[float, float]) -> bool:
    if isinstance(content, tuple):
        return all(_fit(item, bounds) for item in content)
    return isinstance(content, int) and bounds[0] <= content <= bounds[1]


def _zip(op: str, left: Any, right: Any) -> Any:
    if isinstance(left, tuple) or isinstance(right, tuple):
        count = len(left) if isinstance(left, tuple) else len(right)
        lefts = left if isinstance(left, tuple) else (left,) * count
        rights = right if isinstance(right, tuple) else (right,) * count
        return tuple(_zip(op, one, other) for one, other in zip(lefts, rights, strict=True))
    return compute(op, left, right)


def _labels(
    op: str, left: Array, right: Array, shape: Shape | UnknownShape, dtype: str | None, call: Call
) -> Labels | None:
    """Comparisons make two classes; adding or subtracting a whole number moves the indices."""
    if dtype == "bool":
        return (_name_among(left, right, call) if op == "==" else None) or binary_labels(shape, call)
    array, other = (left, right) if left.shape != () else (right, left)
    shift = integer_of(other)
    labels = array.labels
    if labels is None or labels.kind != "indices" or shift is None or shift != number_of(other):
        return None
    if op == "+" or (op == "-" and array is left):
        low = labels.low + (shift if op == "+" else -shift)
        return msgspec.structs.replace(labels, low=low, place=call.place) if low >= 0 else None
    return labels if op == "*" and shift == 1 else None


def _name_among(left: Array, right: Array, call: Call) -> Labels | None:
    """`name == ["a", "b", "c"]` is a one-hot row; for the names of a batch, `names[:, None] == […]`, rows."""
    for names, name in ((left, right), (right, left)):
        many = names.content
        if not isinstance(many, tuple) or len(many) < 2 or not all(isinstance(each, str) for each in many):
            continue
        alone = isinstance(name.shape, tuple) and (name.shape == () or name.shape[-1] == 1) and name.content is None
        if alone and len(set(many)) == len(many):
            return Labels("one-hot", len(many), 0, call.place, proven=False)
    return None


def binary_labels(shape: Shape | UnknownShape, call: Call) -> Labels | None:
    """0 or 1 for each sample; independent 0/1 columns where there are several."""
    if isinstance(shape, tuple) and (len(shape) == 1 or (len(shape) == 2 and shape[1] == 1)):
        return Labels("indices", 2, 0, call.place, proven=False)
    if isinstance(shape, tuple) and len(shape) == 2 and isinstance(shape[1], int):
        return Labels("multi-hot", shape[1], 0, call.place, proven=False)
    return None


def unary(op: str, value: Any, call: Call) -> Any:
    """The value of `-x`, `+x`, `~x` for arrays, sizes and numbers."""
    if is_number(value):
        try:
            return -value if op == "-" else ~value if op == "~" else +value  # type: ignore[operator]  # ~1.0 raises, as in Python
        except TypeError:
            return unknown(f"Python cannot work out `{op}{value}`", call.place)
    if isinstance(value, Size):
        return -value if op == "-" else value if op == "+" else unknown(f"`{op}` of a size", call.place)
    array = as_array(value, call)
    if isinstance(array, Unknown) or op == "+":
        return array
    if op == "-":
        ends = range_of(array)
        turned = fits(array.dtype, (-ends[1], -ends[0])) if ends else None
        content = _content("-", Array((), "int64", content=0), array, array.dtype)
        return array.then(call.place, "negated", range=turned, content=content)
    if array.dtype == "bool":
        return array.then(call.place, "not", range=(0.0, 1.0), labels=binary_labels(array.shape, call))
    return array.then(call.place, "bits turned", range=BOUNDS["uint8"] if array.dtype == "uint8" else None)


def apply(
    call: Call,
    value: Any,
    text: str,
    ends: Callable[[float, float], tuple[float, float] | None] | tuple[float, float] | None = None,
    *,
    dtype: str | None = "float",
    keep: bool = False,
) -> Any:
    """A function of each number.

    Args:
        call: where it happens.
        value: the numbers.
        text: what it does, in words.
        ends: the range of the results, or how to compute it from that of the numbers.
        dtype: "float" for numpy's float result type, "same", or a type.
        keep: whether the labels stay true.
    """
    array = as_array(value, call)
    if isinstance(array, Unknown):
        return array
    known = range_of(array)
    if callable(ends):
        try:
            low_high = ends(*known) if known is not None else None
        except (ArithmeticError, ValueError):
            low_high = None
    else:
        low_high = ends
    name = array.dtype if dtype == "same" else float_type(array.dtype) if dtype == "float" else dtype
    return array.then(call.place, text, dtype=name, range=fits(name, low_high), labels=array.labels if keep else None)


def float_type(dtype: str | None) -> str | None:
    """The type that numpy's float functions give."""
    if dtype is None or is_float(dtype) or dtype.startswith("complex"):
        return dtype
    if dtype in {"bool", "uint8", "int8"}:
        return "float16"
    return "float32" if dtype in {"uint16", "int16"} else "float64" if dtype in BOUNDS else None


def increasing(function: Callable[[float], float]) -> Callable[[float, float], tuple[float, float] | None]:
    """The range under a function that grows everywhere."""

    def ends(low: float, high: float) -> tuple[float, float] | None:
        return function(low), function(high)

    return ends


def magnitude(low: float, high: float) -> tuple[float, float]:
    """The range of absolute values."""
    return (0.0 if low <= 0 <= high else min(abs(low), abs(high))), max(abs(low), abs(high))
