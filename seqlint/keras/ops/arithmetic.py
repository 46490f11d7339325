"""Number by number, reductions and products."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from seqlint.keras.ops.tensor import TF, both, given, tensor
from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.ops.elementwise import apply, binary, increasing, magnitude, unary
from seqlint.values.ops.numbers import number_of, range_of
from seqlint.values.ops.products import check_product, dot, matmul, tensordot
from seqlint.values.ops.reducing import accumulate, argmax, reduce
from seqlint.values.shape import Dim, Shape, UnknownShape, unknown_shape
from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call


def _rectified(low: float, high: float) -> tuple[float, float]:
    return max(low, 0.0), max(high, 0.0)


_UNIT = (0.0, 1.0)
_SIGNED = (-1.0, 1.0)
_ONE: dict[str, Any] = {
    "abs": magnitude, "absolute": magnitude, "ceil": increasing(math.ceil), "cos": _SIGNED, "elu": None, "erf": _SIGNED,
    "exp": increasing(math.exp), "expm1": None, "floor": increasing(math.floor), "gelu": None, "hard_sigmoid": _UNIT,
    "hard_silu": None, "hard_swish": None, "leaky_relu": None, "log": None, "log10": None, "log1p": None, "log2": None,
    "log_sigmoid": None, "log_softmax": None, "mish": None, "negative": None, "reciprocal": None, "relu": _rectified,
    "relu6": (0.0, 6.0), "round": increasing(round), "rsqrt": None, "selu": None, "sigmoid": _UNIT, "sign": _SIGNED,
    "silu": None, "sin": _SIGNED, "softmax": _UNIT, "softplus": None, "softsign": _SIGNED, "sqrt": None, "square": None,
    "swish": None, "tan": None, "tanh": _SIGNED, "normalize": None, "l2_normalize": None, "dropout": None,
    "nan_to_num": None, "stop_gradient": None, "copy": None, "print_tensor": None,
}  # fmt: skip
_TESTS = ("isnan", "isinf", "isfinite")
_TWO = {
    "add": "+", "subtract": "-", "multiply": "*", "divide": "/", "true_divide": "/", "divide_no_nan": "/",
    "floor_divide": "//", "mod": "%", "power": "**", "pow": "**", "maximum": "max", "minimum": "min", "equal": "==",
    "not_equal": "!=", "less": "<", "less_equal": "<=", "greater": ">", "greater_equal": ">=", "logical_and": "&",
    "logical_or": "|", "logical_xor": "^",
}  # fmt: skip
_REDUCTIONS = {
    "sum": "sum", "mean": "mean", "max": "max", "min": "min", "amax": "max", "amin": "min", "prod": "prod",
    "any": "any", "all": "all", "std": "std", "var": "var", "logsumexp": "logsumexp", "median": "median",
    "average": "average",
}  # fmt: skip


def _one(name: str, ends: Any) -> None:
    @callee(*both(name))
    def function(call: Call, x: Any, *args: Any, **kwargs: Any) -> Any:
        return given(apply(call, tensor(call, x), name, ends, dtype="same"))


def _two(name: str, op: str) -> None:
    @callee(*both(name))
    def function(call: Call, x1: Any, x2: Any, *, x: Any = None, y: Any = None, a: Any = None) -> Any:
        plain = isinstance(x1, (int, float))
        return given(binary(op, x1 if plain else tensor(call, x1), x2, call))


def _reduction(name: str, kind: str) -> None:
    @callee(*both(name))
    def function(
        call: Call, x: Any, axis: Any = None, keepdims: Any = False, initial: Any = None, where: Any = None, **_: Any
    ) -> Any:
        return given(reduce(call, kind, tensor(call, x), axis, keepdims=keepdims))


def _test(name: str) -> None:
    @callee(*both(name))
    def function(call: Call, x: Any) -> Any:
        return given(apply(call, tensor(call, x), "a test of each number", _UNIT, dtype="bool"))


for _name, _ends in _ONE.items():
    _one(_name, _ends)
for _name, _op in _TWO.items():
    _two(_name, _op)
for _name, _kind in _REDUCTIONS.items():
    _reduction(_name, _kind)
for _name in _TESTS:
    _test(_name)


@callee("keras.ops.argmax", "keras.ops.argmin")
def argmax_(call: Call, x: Any, axis: Any = None, keepdims: Any = False) -> Any:
    """Where the largest number stands; over everything without an axis."""
    return given(argmax(call, tensor(call, x), axis, keepdims=keepdims, dtype="int32"))


@callee("keras.backend.argmax", "keras.backend.argmin")
def argmax_of_rows(call: Call, x: Any, axis: Any = -1) -> Any:
    """Where the largest number of each row stands."""
    return given(argmax(call, tensor(call, x), axis))


@callee("keras.ops.clip", "keras.backend.clip")
def clip(
    call: Call, x: Any, x_min: Any = None, x_max: Any = None, *, min_value: Any = None, max_value: Any = None
) -> Any:
    """No number below or above the ends."""
    array = tensor(call, x)
    if isinstance(array, Unknown):
        return array
    low, high = (number_of(b if a is None else a) for a, b in ((x_min, min_value), (x_max, max_value)))
    known, ends = range_of(array), None
    if low is not None and high is not None and low <= high:
        ends = (low, high) if known is None else (min(max(known[0], low), high), max(min(known[1], high), low))
    return array.then(call.place, "clipped", range=ends, image=array.image)


@callee("keras.ops.logical_not")
def logical_not(call: Call, x: Any) -> Any:
    """The opposite of each."""
    array = tensor(call, x)
    return array if isinstance(array, Unknown) else given(unary("~", array, call))


@callee(*both("cumsum", "cumprod"))
def cumsum(call: Call, x: Any, axis: Any = None, dtype: Any = None) -> Any:
    """Running totals."""
    return given(accumulate(call, tensor(call, x), axis, "running totals"))


@callee("keras.ops.matmul")
def matmul_(call: Call, x1: Any, x2: Any) -> Any:
    """The product of matrices."""
    check_product(call, tensor(call, x1), tensor(call, x2), "ValueError: Dimensions must be equal")
    return given(matmul(call, tensor(call, x1), tensor(call, x2)))


@callee("keras.ops.dot", "keras.backend.dot")
def dot_(call: Call, x1: Any, x2: Any, *, x: Any = None, y: Any = None) -> Any:
    """The sum over the last axis of the one and the second last of the other."""
    return given(dot(call, tensor(call, x1), tensor(call, x2)))


@callee("keras.ops.tensordot")
def tensordot_(call: Call, x1: Any, x2: Any, axes: Any = 2) -> Any:
    """Sums of products over some axes."""
    return given(tensordot(call, tensor(call, x1), tensor(call, x2), axes))


@callee("keras.backend.batch_dot")
def batch_dot(call: Call, x: Any, y: Any, axes: Any = None) -> Any:
    """The product of the matrices of each sample."""
    one, other = tensor(call, x), tensor(call, y)
    if isinstance(one, Array) and isinstance(other, Array) and one.rank == other.rank == 3 and axes is None:
        return given(matmul(call, one, other))
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        return one if isinstance(one, Unknown) else other
    reason = "which axes the product sums is not worked out"
    return one.then(call.place, "the product of each sample", shape=unknown_shape(reason), range=None)


@callee("keras.ops.einsum", raw=True)
def einsum(call: Call, arguments: Arguments) -> Any:
    """Sums of products as letters name them."""
    values = [argument.value for argument in arguments.positional]
    arrays: list[Array] = []
    for value in values[1:]:
        array = tensor(call, value)
        if isinstance(array, Unknown):
            return array
        arrays.append(array)
    shape = _lettered(values[0] if values else None, arrays)
    dtype = arrays[0].dtype if arrays else None
    return Array(shape, dtype, library=TF).then(call.place, "sums of products")


def _lettered(subscripts: Any, arrays: list[Array]) -> Shape | UnknownShape:
    """The shape that `"bij,bjk->bik"` gives."""
    terms, arrow, result = subscripts.replace(" ", "").partition("->") if isinstance(subscripts, str) else ("", "", "")
    sizes: dict[str, Dim] = {}
    letters = terms.split(",")
    if not arrow or len(letters) != len(arrays):
        return unknown_shape("the letters are not followed")
    for term, array in zip(letters, arrays, strict=True):
        if not isinstance(array.shape, tuple) or len(array.shape) != len(term):
            return unknown_shape("the letters are not followed")
        sizes.update(zip(term, array.shape, strict=True))
    if any(letter not in sizes for letter in result):
        return unknown_shape("the letters are not followed")
    return tuple(sizes[letter] for letter in result)
