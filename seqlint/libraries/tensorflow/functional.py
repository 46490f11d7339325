"""TensorFlow's functions that call a function of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.libraries.tensorflow.structure import join_batch, on_leaves
from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.join import one_of
from seqlint.values.ops.elements import elements
from seqlint.values.ops.making import as_array
from seqlint.values.ops.numbers import dtype_of
from seqlint.values.shape import unknown_shape, unknown_size
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


@callee("tensorflow.py_function", "tensorflow.numpy_function", "tensorflow.py_func", lifted=False)
def py_function(call: Call, func: Any = None, inp: Any = (), Tout: Any = None, *args: Any, **kwargs: Any) -> Any:
    """TensorFlow sees the types that come out, and not the shapes; what kind of labels they are stays."""
    given = call.items(inp)
    made = call.call(func, list(given)) if given is not None else None
    kinds = call.items(Tout)
    if kinds is None:
        return _hidden(call, made, Tout)
    parts: Any = made if isinstance(made, tuple) and len(made) == len(kinds) else (None,) * len(kinds)
    return tuple(_hidden(call, part, kind) for part, kind in zip(parts, kinds, strict=True))


def _hidden(call: Call, made: Any, kind: Any) -> Array:
    shape = unknown_shape("TensorFlow does not see the shape of what a Python function gives")
    array = made if isinstance(made, Array) else Array(shape)
    dtype = dtype_of(kind) or array.dtype
    return array.then(
        call.place, "from a Python function", shape=shape, dtype=dtype, labels=array.labels, library="tensorflow"
    )


@callee("tensorflow.map_fn", "tensorflow.vectorized_map", lifted=False)
def map_fn(call: Call, fn: Any, elems: Any = None, dtype: Any = None, *args: Any, **kwargs: Any) -> Any:
    """The function on each row, and the results on top of each other."""
    rows = tuple(elements(each, call) for each in elems) if isinstance(elems, tuple) else elements(elems, call)
    lost = unknown("over what it goes is not known", call.place)
    if isinstance(rows, tuple):
        if not rows or any(row is None for row in rows):
            return lost
        row: Any = tuple(each.element for each in rows if each is not None)
        first = rows[0]
    else:
        first = rows
        row = None if rows is None else rows.element
    if first is None:
        return lost
    return on_leaves(call, call.call(fn, [row]), lambda array: join_batch(call, array, first.length))


@callee("tensorflow.cond", lifted=False)
def cond(call: Call, pred: Any, true_fn: Any = None, false_fn: Any = None, name: Any = None) -> Any:
    if isinstance(pred, bool):
        return call.call(true_fn if pred else false_fn, [])
    return one_of([call.call(true_fn, []), call.call(false_fn, [])])


@callee("tensorflow.distribute.Strategy.run", lifted=False)
def run(call: Call, self: Any, fn: Any, args: Any = (), kwargs: Any = None, options: Any = None) -> Any:
    given = call.items(args)
    return unknown("its arguments are not known", call.place) if given is None else call.call(fn, list(given))


@callee("tensorflow.math.top_k", "tensorflow.nn.top_k")
def top_k(call: Call, input: Any, k: Any = 1, *args: Any, **kwargs: Any) -> Any:
    array = as_array(input, call)
    count = k if isinstance(k, int) else unknown_size("how many are taken is not known")
    if not isinstance(array, Array) or not isinstance(array.shape, tuple) or not array.shape:
        return unknown("of what the greatest are taken is not known", call.place)
    shape = (*array.shape[:-1], count)
    text = "the greatest of each row"
    return (
        array.then(call.place, text, shape=shape, library="tensorflow"),
        array.then(call.place, text, shape=shape, dtype="int32", range=None, library="tensorflow"),
    )
