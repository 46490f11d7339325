"""Random numbers (Keras: `keras.random`, and `keras.backend.random_*` before it)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.ops.tensor import TF, tensor
from seqlint.values.callee import callee
from seqlint.values.ops import layout
from seqlint.values.ops.making import drawn
from seqlint.values.ops.numbers import dtype_of, number_of
from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


@callee("keras.backend.random_normal", "keras.random.normal", "keras.random.truncated_normal")
def normal(call: Call, shape: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: Any = None, seed: Any = None) -> Any:
    """Normal random numbers."""
    return drawn(call, shape, dtype_of(dtype) or "float32", "normal random numbers", library=TF)


@callee("keras.backend.random_uniform", "keras.random.uniform")
def uniform(call: Call, shape: Any, minval: Any = 0.0, maxval: Any = 1.0, dtype: Any = None, seed: Any = None) -> Any:
    """Random numbers between two."""
    low, high = number_of(minval), number_of(maxval)
    ends = None if low is None or high is None else (low, high)
    return drawn(call, shape, dtype_of(dtype) or "float32", "random numbers", range=ends, library=TF)


@callee("keras.random.randint")
def randint(call: Call, shape: Any, minval: Any, maxval: Any, dtype: Any = "int32", seed: Any = None) -> Any:
    """Random whole numbers, the greatest excluded."""
    low, high = number_of(minval), number_of(maxval)
    ends = None if low is None or high is None else (low, high - 1)
    return drawn(call, shape, dtype_of(dtype) or "int32", "random numbers", range=ends, library=TF)


@callee("keras.random.shuffle", "keras.random.dropout")
def same_shape(call: Call, x: Any, *args: Any, **kwargs: Any) -> Any:
    """The same shape, by chance."""
    array = tensor(call, x)
    return array if isinstance(array, Unknown) else layout.reorder(call, array, "in random order")
