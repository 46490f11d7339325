"""Functions of each number: `np.exp`, `np.clip`, `np.maximum` … declared once with the range that they give."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.ops.elementwise import apply, binary, increasing, magnitude, unary
from seqlint.values.ops.making import as_array
from seqlint.values.ops.numbers import number_of, range_of
from seqlint.values.ops.products import check_product, dot, matmul, tensordot
from seqlint.values.ops.reducing import where
from seqlint.values.shape import broadcast, unknown_shape
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.values.call import Call


def _square(low: float, high: float) -> tuple[float, float]:
    small, large = magnitude(low, high)
    return small * small, large * large


def _positive(function: Callable[[float], float], above: float) -> Callable[[float, float], tuple[float, float] | None]:
    """The range under a growing function that is only defined above a bound."""

    def ends(low: float, high: float) -> tuple[float, float] | None:
        return (function(low), function(high)) if low > above else None

    return ends


def _root(low: float, high: float) -> tuple[float, float] | None:
    return (math.sqrt(low), math.sqrt(high)) if low >= 0 else None


_FLOAT: dict[str, Any] = {
    "exp": increasing(math.exp),
    "expm1": increasing(math.expm1),
    "exp2": increasing(lambda x: 2.0**x),
    "log": _positive(math.log, 0),
    "log2": _positive(math.log2, 0),
    "log10": _positive(math.log10, 0),
    "log1p": _positive(math.log1p, -1),
    "sqrt": _root,
    "cbrt": None,
    "sin": (-1.0, 1.0),
    "cos": (-1.0, 1.0),
    "tan": None,
    "arcsin": (-math.pi / 2, math.pi / 2),
    "arccos": (0.0, math.pi),
    "arctan": (-math.pi / 2, math.pi / 2),
    "sinh": None,
    "cosh": None,
    "tanh": (-1.0, 1.0),
    "arcsinh": None,
    "arccosh": None,
    "arctanh": None,
    "deg2rad": increasing(math.radians),
    "radians": increasing(math.radians),
    "rad2deg": increasing(math.degrees),
    "degrees": increasing(math.degrees),
    "sinc": (-1.0, 1.0),
    "rint": increasing(round),
}

_SAME: dict[str, Any] = {
    "abs": magnitude,
    "absolute": magnitude,
    "fabs": magnitude,
    "square": _square,
    "sign": (-1.0, 1.0),
    "floor": increasing(math.floor),
    "ceil": increasing(math.ceil),
    "trunc": increasing(math.trunc),
    "fix": increasing(math.trunc),
    "negative": None,
    "positive": None,
    "conj": None,
    "real": None,
    "reciprocal": None,
    "nan_to_num": None,
}

_TESTS = ("isnan", "isinf", "isfinite", "isin", "in1d", "isclose", "isreal", "iscomplex", "signbit")

_TWO = {
    "add": "+",
    "subtract": "-",
    "multiply": "*",
    "divide": "/",
    "true_divide": "/",
    "floor_divide": "//",
    "mod": "%",
    "remainder": "%",
    "power": "**",
    "float_power": "**",
    "maximum": "max",
    "fmax": "max",
    "minimum": "min",
    "fmin": "min",
    "equal": "==",
    "not_equal": "!=",
    "less": "<",
    "less_equal": "<=",
    "greater": ">",
    "greater_equal": ">=",
    "bitwise_and": "&",
    "bitwise_or": "|",
    "bitwise_xor": "^",
}


def _one(name: str, ends: Any, dtype: str) -> None:
    @callee(f"numpy.{name}")
    def function(call: Call, x: Any, out: Any = None, *, where: Any = True, dtype: Any = None, **kwargs: Any) -> Any:
        number = number_of(x) if not isinstance(x, Array) else None
        exact = getattr(math, {"abs": "fabs", "absolute": "fabs"}.get(name, name), None)
        if number is not None and exact is not None:
            try:
                return Array((), "float64", content=float(exact(number)), range=(exact(number), exact(number)))
            except (ArithmeticError, ValueError):
                return unknown(f"`{name}` of {number} is not defined", call.place)
        array = as_array(x, call)
        if kind == "same" and isinstance(array, Array) and array.dtype == "bool":
            return apply(
                call, array, name, ends, dtype="bool" if name in {"abs", "absolute", "floor", "ceil", "trunc"} else None
            )
        return apply(call, array, name, ends, dtype=kind)

    kind = dtype


def _two(name: str, op: str) -> None:
    @callee(f"numpy.{name}")
    def function(
        call: Call, x1: Any, x2: Any, out: Any = None, *, where: Any = True, dtype: Any = None, **kwargs: Any
    ) -> Any:
        return binary(op, x1, x2, call)


def _test(name: str) -> None:
    @callee(f"numpy.{name}")
    def function(call: Call, x: Any, *args: Any, **kwargs: Any) -> Any:
        return apply(call, x, name, (0.0, 1.0), dtype="bool")


for _name, _ends in _FLOAT.items():
    _one(_name, _ends, "float")
for _name, _ends in _SAME.items():
    _one(_name, _ends, "same")
for _name, _op in _TWO.items():
    _two(_name, _op)
for _name in _TESTS:
    _test(_name)


@callee("numpy.logical_not")
def logical_not_(call: Call, x: Any, out: Any = None, **kwargs: Any) -> Any:
    return apply(call, x, "not", (0.0, 1.0), dtype="bool")


@callee("numpy.invert", "numpy.bitwise_not")
def logical_not(call: Call, x: Any, out: Any = None, **kwargs: Any) -> Any:
    array = as_array(x, call)
    return array if isinstance(array, Unknown) else unary("~", array, call)


@callee("numpy.logical_and", "numpy.logical_or", "numpy.logical_xor")
def logical(call: Call, x1: Any, x2: Any, out: Any = None, **kwargs: Any) -> Any:
    return binary("==", x1, x2, call)


@callee("numpy.clip", "numpy.ndarray.clip")
def clip(
    call: Call,
    a: Any,
    a_min: Any = None,
    a_max: Any = None,
    out: Any = None,
    *,
    min: Any = None,
    max: Any = None,
    **kwargs: Any,
) -> Any:
    array = as_array(a, call)
    if isinstance(array, Unknown):
        return array
    low = number_of(a_min if a_min is not None else min)
    high = number_of(a_max if a_max is not None else max)
    known = range_of(array)
    bottom = low if known is None or (low is not None and low > known[0]) else known[0]
    top = high if known is None or (high is not None and high < known[1]) else known[1]
    low_high = (bottom, top) if bottom is not None and top is not None and bottom <= top else None
    whole = all(not isinstance(each, float) for each in (low, high)) and array.dtype != "bool"
    dtype = array.dtype if whole or array.dtype in {"float32", "float64"} else None
    return array.then(call.place, "clipped", range=low_high, dtype=dtype, image=array.image)


@callee("numpy.round", "numpy.around", "numpy.ndarray.round", "numpy.round_")
def rounded(call: Call, a: Any, decimals: Any = 0, out: Any = None) -> Any:
    digits = decimals if isinstance(decimals, int) and -300 < decimals < 300 else 0
    array = as_array(a, call)
    whole = not isinstance(array, Unknown) and array.dtype in {"float32", "float64"}
    dtype = "float" if not isinstance(array, Unknown) and array.dtype == "bool" else "same"
    return apply(call, array, "rounded", increasing(lambda x: round(x, digits)) if whole else None, dtype=dtype)


@callee("numpy.where")
def where_(call: Call, condition: Any, x: Any = None, y: Any = None) -> Any:
    if x is None and y is None:
        from seqlint.values.ops.reducing import nonzero

        return nonzero(call, condition)
    return where(call, condition, x, y)


@callee("numpy.dot", "numpy.ndarray.dot")
def dot_(call: Call, a: Any, b: Any, out: Any = None) -> Any:
    return dot(call, a, b)


@callee("numpy.matmul")
def matmul_(call: Call, x1: Any, x2: Any, out: Any = None, **kwargs: Any) -> Any:
    check_product(call, x1, x2, "ValueError: matmul: Input operand 1 has a mismatch in its core dimension 0")
    return matmul(call, x1, x2)


@callee("numpy.tensordot")
def tensordot_(call: Call, a: Any, b: Any, axes: Any = 2) -> Any:
    return tensordot(call, a, b, axes)


@callee("numpy.outer")
def outer(call: Call, a: Any, b: Any, out: Any = None) -> Any:
    one, other = as_array(a, call), as_array(b, call)
    if isinstance(one, Array) and isinstance(other, Array) and one.rank == 1 and other.rank == 1:
        return one.then(call.place, "outer product", shape=(one.axis(0), other.axis(0)), range=None)
    return unknown("the factors of the outer product are not known", call.place)


@callee("numpy.arctan2", "numpy.hypot", "numpy.logaddexp", "numpy.fmod", "numpy.copysign", "numpy.gcd", "numpy.lcm")
def of_two(call: Call, x1: Any, x2: Any, out: Any = None, **kwargs: Any) -> Any:
    one, other = as_array(x1, call), as_array(x2, call)
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        return one if isinstance(one, Unknown) else other
    if not isinstance(one.shape, tuple) or not isinstance(other.shape, tuple):
        return one.then(call.place, "combined", shape=unknown_shape("the rank is not known"), range=None, dtype=None)
    shape = broadcast(one.shape, other.shape)
    if shape is None:
        return unknown("the shapes do not go together", call.place)
    return one.then(call.place, "combined", shape=shape, range=None, dtype=None)


@callee("numpy.interp")
def interp(call: Call, x: Any, xp: Any, fp: Any, left: Any = None, right: Any = None, period: Any = None) -> Any:
    return apply(call, x, "interpolated", None, dtype="float64")


@callee("numpy.digitize", "numpy.searchsorted")
def digitize(call: Call, x: Any, bins: Any, right: Any = False, *, side: Any = None) -> Any:
    return apply(call, x, "the bin of each number", None, dtype="int64")


@callee("numpy.vectorize", "numpy.frompyfunc")
def vectorize(call: Call, pyfunc: Any, *args: Any, **kwargs: Any) -> Any:
    return unknown("seqlint does not follow functions made by `np.vectorize`", call.place)
