"""Tensors made of nothing, of Python's numbers, or of another type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.ops.tensor import TF, both, tensor
from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.ops.making import filled, from_python
from seqlint.values.ops.numbers import dim_of, dtype_of
from seqlint.values.ops.reducing import cast, one_hot, with_library
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call

_FILLS = {"zeros": 0, "ones": 1}


def _fill(name: str, number: int) -> None:
    @callee(*both(name))
    def function(call: Call, shape: Any, dtype: Any = None, name: Any = None) -> Any:
        return filled(call, shape, "float32" if dtype is None else dtype, number, f"{number} throughout", TF)

    @callee(*both(f"{name}_like"))
    def like(call: Call, x: Any, dtype: Any = None, name: Any = None) -> Any:
        array = tensor(call, x)
        if isinstance(array, Unknown):
            return array
        made = Array(array.shape, dtype_of(dtype) or array.dtype, (number, number), library=TF)
        return made.then(call.place, "of the same shape", range=(number, number))


for _name, _number in _FILLS.items():
    _fill(_name, _number)


@callee("keras.ops.full")
def full(call: Call, shape: Any, fill_value: Any, dtype: Any = None) -> Any:
    """One number throughout."""
    return filled(call, shape, "float32" if dtype is None else dtype, fill_value, "one number throughout", TF)


@callee("keras.ops.arange", "keras.backend.arange")
def arange(call: Call, start: Any, stop: Any = None, step: Any = None, dtype: Any = None) -> Any:
    """A range of numbers."""
    first, last = (0, start) if stop is None else (start, stop)
    size = dim_of(last)
    if size is None or first != 0 or step not in {None, 1}:
        whole = (
            all(isinstance(each, int) for each in (first, last))
            and (step is None or isinstance(step, int))
            and step != 0
        )
        size = max(0, -(-(last - first) // (step or 1))) if whole else None
    if size is None:
        return unknown("how long the range is is not known", call.place)
    return Array((size,), dtype_of(dtype) or "int32", library=TF).then(call.place, "a range of numbers")


@callee("keras.ops.linspace")
def linspace(call: Call, start: Any, stop: Any, num: Any = 50, *args: Any, **kwargs: Any) -> Any:
    """Evenly spaced numbers."""
    size = dim_of(num)
    if size is None:
        return unknown("how many numbers there are is not known", call.place)
    return Array((size,), "float32", library=TF).then(call.place, "evenly spaced numbers")


@callee("keras.ops.eye", "keras.ops.identity")
def eye(call: Call, N: Any, M: Any = None, *args: Any, **kwargs: Any) -> Any:
    """Ones on the diagonal."""
    rows, columns = dim_of(N), dim_of(N if M is None else M)
    if rows is None or columns is None:
        return unknown("the size of the matrix is not known", call.place)
    return Array((rows, columns), "float32", (0, 1), library=TF).then(call.place, "ones on the diagonal", range=(0, 1))


@callee("keras.backend.eye")
def square_eye(call: Call, size: Any, dtype: Any = None, name: Any = None) -> Any:
    """Ones on the diagonal of a square."""
    return eye(call, size)


@callee(*both("cast"))
def cast_(call: Call, x: Any, dtype: Any) -> Any:
    """The same numbers in another type."""
    return cast(call, tensor(call, x), dtype, TF)


@callee("keras.backend.cast_to_floatx")
def cast_to_floatx(call: Call, x: Any) -> Any:
    """The same numbers as weights have them."""
    return cast(call, x, "float32")


@callee("keras.ops.one_hot")
def one_hot_(call: Call, x: Any, num_classes: Any, axis: Any = -1, dtype: Any = None, sparse: Any = False) -> Any:
    """A row of zeros with one 1 for each index."""
    return one_hot(call, x, num_classes, dtype=dtype_of(dtype) or "float32", library=TF, axis=axis)


@callee("keras.backend.one_hot")
def one_hot_rows(call: Call, indices: Any, num_classes: Any) -> Any:
    """A row of zeros with one 1 for each index."""
    return one_hot(call, indices, num_classes, dtype="float32", library=TF)


@callee("keras.ops.convert_to_tensor", "keras.ops.array", "keras.backend.constant", "keras.backend.variable")
def converted(call: Call, x: Any, dtype: Any = None, shape: Any = None, *, value: Any = None, name: Any = None) -> Any:
    """Python's numbers as a tensor."""
    given = x if value is None else value
    made = from_python(given, call, dtype, TF)
    if isinstance(made, Unknown):
        return made
    narrow = {"int64": "int32", "float64": "float32"}.get(made.dtype or "")
    if dtype is None and narrow is not None and not isinstance(given, Array):
        made = made.then(call.place, "as a tensor", dtype=narrow, labels=made.labels, content=made.content)
    return with_library(made, TF)


@callee("keras.ops.convert_to_numpy", "keras.backend.eval")
def convert_to_numpy(call: Call, x: Any) -> Any:
    """A tensor as numpy's array."""
    array = tensor(call, x)
    return array if isinstance(array, Unknown) else with_library(array, "numpy")
