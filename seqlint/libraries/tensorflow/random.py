"""TensorFlow's random numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.callee import callee
from seqlint.values.ops.making import drawn
from seqlint.values.ops.numbers import dtype_of, number_of

if TYPE_CHECKING:
    from seqlint.values.call import Call

TF = "tensorflow"


@callee(
    "tensorflow.random.normal",
    "tensorflow.random.truncated_normal",
    "tensorflow.random_normal",
    "tensorflow.truncated_normal",
    "tensorflow.random.stateless_normal",
)
def normal(
    call: Call, shape: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: Any = None, seed: Any = None, name: Any = None
) -> Any:
    return drawn(call, shape, dtype_of(dtype) or "float32", "normal random numbers", library=TF)


@callee("tensorflow.random.uniform", "tensorflow.random_uniform", "tensorflow.random.stateless_uniform")
def uniform(
    call: Call, shape: Any, minval: Any = 0, maxval: Any = None, dtype: Any = None, seed: Any = None, name: Any = None
) -> Any:
    name_ = dtype_of(dtype) or "float32"
    low, high = number_of(minval), 1 if maxval is None else number_of(maxval)
    low_high = (low, high - name_.startswith(("int", "uint"))) if low is not None and high is not None else None
    return drawn(call, shape, name_, "random numbers", range=low_high, library=TF)


@callee("tensorflow.random.set_seed", "tensorflow.set_random_seed", "tensorflow.random.set_random_seed")
def seed(call: Call, *args: Any, **kwargs: Any) -> Any:
    return None
