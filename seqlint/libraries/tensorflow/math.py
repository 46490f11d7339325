"""TensorFlow's arithmetic: number by number, and reductions, under their names of now and of TensorFlow 1."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.ops.elementwise import apply, binary, increasing, magnitude, unary
from seqlint.values.ops.making import as_array
from seqlint.values.ops.numbers import dtype_of, number_of, range_of
from seqlint.values.ops.products import check_product, matmul, tensordot
from seqlint.values.ops.reducing import accumulate, argmax, reduce, with_library
from seqlint.values.refusal import MissingArgument, Refused
from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


def _relu(low: float, high: float) -> tuple[float, float]:
    return max(low, 0.0), max(high, 0.0)


_ONE: dict[str, Any] = {
    "abs": magnitude,
    "exp": increasing(math.exp),
    "log": None,
    "log1p": None,
    "sqrt": None,
    "rsqrt": None,
    "square": None,
    "sin": (-1.0, 1.0),
    "cos": (-1.0, 1.0),
    "tan": None,
    "tanh": (-1.0, 1.0),
    "sigmoid": (0.0, 1.0),
    "sign": (-1.0, 1.0),
    "floor": increasing(math.floor),
    "ceil": increasing(math.ceil),
    "round": increasing(round),
    "negative": None,
    "reciprocal": None,
    "real": None,
    "imag": None,
    "conj": None,
    "angle": None,
    "erf": (-1.0, 1.0),
    "l2_normalize": None,
    "softmax": (0.0, 1.0),
    "log_softmax": None,
    "softplus": None,
}

_NN: dict[str, Any] = {
    "relu": _relu,
    "relu6": (0.0, 6.0),
    "elu": None,
    "selu": None,
    "gelu": None,
    "leaky_relu": None,
    "silu": None,
    "swish": None,
    "crelu": None,
    "softmax": (0.0, 1.0),
    "log_softmax": None,
    "sigmoid": (0.0, 1.0),
    "tanh": (-1.0, 1.0),
    "softplus": None,
    "dropout": None,
    "l2_normalize": None,
    "bias_add": None,
}

_TWO = {
    "add": "+",
    "subtract": "-",
    "multiply": "*",
    "divide": "/",
    "truediv": "/",
    "divide_no_nan": "/",
    "floordiv": "//",
    "mod": "%",
    "floormod": "%",
    "pow": "**",
    "maximum": "max",
    "minimum": "min",
    "equal": "==",
    "not_equal": "!=",
    "less": "<",
    "less_equal": "<=",
    "greater": ">",
    "greater_equal": ">=",
    "logical_and": "&",
    "logical_or": "|",
    "logical_xor": "^",
}

_REDUCTIONS = {
    "sum": "sum",
    "mean": "mean",
    "max": "max",
    "min": "min",
    "prod": "prod",
    "any": "any",
    "all": "all",
    "std": "std",
    "variance": "var",
    "logsumexp": "logsumexp",
    "euclidean_norm": "norm",
}


MISSING = object()
"""Stands for a tensor that is not given."""


def _tensor(value: Any) -> Any:
    return with_library(value, "tensorflow") if isinstance(value, Array) else value


def _one(names: list[str], text: str, ends: Any) -> None:
    @callee(*(f"tensorflow.{name}" for name in names))
    def function(call: Call, x: Any = MISSING, *args: Any, **kwargs: Any) -> Any:
        if x is MISSING:
            x = next((kwargs[name] for name in _TENSORS if name in kwargs), MISSING)
        if x is MISSING:
            said = "TypeError: Missing required positional argument"
            raise Refused(MissingArgument, None, said, callee=f"tf.{names[0]}", argument="the tensor")
        return _tensor(apply(call, x, text, ends, dtype="same"))


_TENSORS = ("features", "logits", "x", "input", "value", "tensor")
"""What TensorFlow calls the first argument of its functions of one tensor."""


def _two(name: str, op: str) -> None:
    @callee(f"tensorflow.{name}", f"tensorflow.math.{name}")
    def function(call: Call, x: Any, y: Any, name: Any = None) -> Any:
        one = as_array(x, call)
        return _tensor(
            binary(op, _tensor(one) if isinstance(one, Array) and not isinstance(x, (int, float)) else x, y, call)
        )


def _reduction(name: str, kind: str) -> None:
    @callee(f"tensorflow.reduce_{name}", f"tensorflow.math.reduce_{name}")
    def function(
        call: Call, input_tensor: Any, axis: Any = None, keepdims: Any = False, name: Any = None, **kwargs: Any
    ) -> Any:
        keep = keepdims is True or kwargs.get("keep_dims") is True
        over = kwargs.get("reduction_indices", axis)
        value = as_array(input_tensor, call)
        return value if isinstance(value, Unknown) else reduce(call, kind, _tensor(value), over, keepdims=keep)


for _name, _ends in _ONE.items():
    _one([_name, f"math.{_name}"], _name, _ends)
for _name, _ends in _NN.items():
    _one([f"nn.{_name}"], _name, _ends)
for _name, _op in _TWO.items():
    _two(_name, _op)
for _name, _kind in _REDUCTIONS.items():
    _reduction(_name, _kind)


@callee("tensorflow.argmax", "tensorflow.math.argmax", "tensorflow.argmin", "tensorflow.math.argmin")
def argmax_(
    call: Call, input: Any, axis: Any = None, output_type: Any = None, name: Any = None, *, dimension: Any = None
) -> Any:
    over = dimension if axis is None else axis
    return _tensor(argmax(call, input, 0 if over is None else over, dtype=dtype_of(output_type) or "int64"))


@callee("tensorflow.argsort")
def argsort(call: Call, values: Any, *args: Any, **kwargs: Any) -> Any:
    return _tensor(apply(call, values, "the order of the elements", None, dtype="int32"))


@callee("tensorflow.clip_by_value")
def clip_by_value(call: Call, t: Any, clip_value_min: Any, clip_value_max: Any, name: Any = None) -> Any:
    array = as_array(t, call)
    if isinstance(array, Unknown):
        return array
    low, high = number_of(clip_value_min), number_of(clip_value_max)
    known = range_of(array)
    low_high = None
    if low is not None and high is not None and low <= high:
        low_high = (low, high) if known is None else (min(max(known[0], low), high), max(min(known[1], high), low))
    return _tensor(array.then(call.place, "clipped", range=low_high, image=array.image))


@callee("tensorflow.matmul", "tensorflow.linalg.matmul")
def matmul_(
    call: Call, a: Any, b: Any, transpose_a: Any = False, transpose_b: Any = False, *args: Any, **kwargs: Any
) -> Any:
    from seqlint.values.ops.layout import swap_axes

    left = swap_axes(call, a, -1, -2) if transpose_a is True else a
    right = swap_axes(call, b, -1, -2) if transpose_b is True else b
    if transpose_a in {True, False} and transpose_b in {True, False} and not args and not kwargs:
        check_product(call, left, right, "ValueError: Dimensions must be equal")
    return _tensor(matmul(call, left, right))


@callee("tensorflow.linalg.matvec")
def matvec(call: Call, a: Any, b: Any, transpose_a: Any = False, *args: Any, **kwargs: Any) -> Any:
    from seqlint.values.ops.layout import expand_dims, squeeze, swap_axes

    column = expand_dims(call, b, -1)
    if isinstance(column, Unknown):
        return column
    product = matmul(call, swap_axes(call, a, -1, -2) if transpose_a is True else a, column)
    return _tensor(squeeze(call, product, -1))


@callee("tensorflow.tensordot")
def tensordot_(call: Call, a: Any, b: Any, axes: Any, name: Any = None) -> Any:
    return _tensor(tensordot(call, a, b, axes))


@callee("tensorflow.add_n", "tensorflow.math.add_n")
def add_n(call: Call, inputs: Any, name: Any = None) -> Any:
    items = call.items(inputs)
    return as_array(items[0], call) if items else as_array(inputs, call)


@callee("tensorflow.logical_not", "tensorflow.math.logical_not")
def logical_not(call: Call, x: Any, name: Any = None) -> Any:
    array = as_array(x, call)
    return array if isinstance(array, Unknown) else _tensor(unary("~", array, call))


@callee("tensorflow.cumsum", "tensorflow.math.cumsum", "tensorflow.math.cumprod")
def cumsum(call: Call, x: Any, axis: Any = 0, *args: Any, **kwargs: Any) -> Any:
    return _tensor(accumulate(call, x, axis, "running totals"))


@callee("tensorflow.math.is_nan", "tensorflow.math.is_inf", "tensorflow.math.is_finite", "tensorflow.is_nan")
def is_nan(call: Call, x: Any, name: Any = None) -> Any:
    return _tensor(apply(call, x, "a test of each number", (0.0, 1.0), dtype="bool"))
