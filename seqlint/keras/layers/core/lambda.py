"""Lambda (Keras: `layers/core/lambda_layer.py`)."""

from __future__ import annotations

from typing import Any

from seqlint.keras.kinds import Anything, Context, size_of
from seqlint.keras.layer import Facets, layer
from seqlint.values.array import Array
from seqlint.values.call import Call
from seqlint.values.containers import DictRecord
from seqlint.values.functions import Function, Library, Method, Partial
from seqlint.values.refusal import Refused
from seqlint.values.shape import NONE, Dim, Shape, UnknownShape, unknown_shape, unknown_size
from seqlint.values.store import Ref
from seqlint.values.unknown import OneOf, Unknown


@layer(tags="lambda")
def Lambda(
    call: Call, function: Anything, output_shape: Anything = None, mask: Anything = None, arguments: Anything = None
) -> Facets:
    """Puts a function of your own into the model: what it gives for the tensor goes out.

    It has no weights of its own. An error inside the function is swallowed by Keras 3 while the model is built and only
    shows when data arrives. A saved model can only be loaded where the same function exists.

    Args:
        function: takes the tensor, batch included, and gives a tensor, written with operators, `keras.ops` or `tf`.
        output_shape: the shape that goes out, without the batch, where Keras cannot find out by calling the function.
        mask: what later layers are told to skip.
        arguments: a dictionary of further arguments for the function.

    Examples:
        (None, 784) → Lambda(lambda x: x) → (None, 784), 0 parameters
    """
    _refuse_uncallable(call, function)

    declared = output_shape is not None and call.target.major >= 3

    def output(shape: Shape) -> Shape | UnknownShape:
        if declared:
            return _declared(call, output_shape, shape)
        return _shape_of(_traced(call, function, arguments, shape))

    def gives(shape: Shape) -> str | None:
        return None if declared else _several(call, _traced(call, function, arguments, shape))

    return Facets(output, dtype=lambda _: None, gives=gives)


def _refuse_uncallable(call: Call, function: Any) -> None:
    sequence = not isinstance(function, (Unknown, OneOf)) and call.items(function) is not None
    record = call.store.record(function, DictRecord)
    if function is None or isinstance(function, (bool, int, float, str, Array)) or sequence or record is not None:
        context = Context("Lambda", "function", call)
        raise context.refuse(function, "a function", "TypeError: unsupported callable")


def _declared(call: Call, output_shape: Any, shape: Shape) -> Shape | UnknownShape:
    if isinstance(output_shape, (Function, Library, Method, Partial)):
        items = call.items(call.call(output_shape, [shape]))
        return (None if items is None else _sizes(items)) or unknown_shape("`output_shape` is computed")
    if isinstance(output_shape, (Unknown, OneOf)):
        return unknown_shape("`output_shape` is not known")
    if call.items(output_shape) and any(isinstance(item, tuple) for item in call.items(output_shape) or ()):
        return unknown_shape("`output_shape` is nested")
    sizes = _sizes(output_shape) if isinstance(output_shape, tuple) else None
    if sizes is None and isinstance(output_shape, (bool, int, float, str, tuple, Ref)):
        keras = "TypeError: can only concatenate tuple to tuple"
        raise Context("Lambda", "output_shape", call).refuse(output_shape, "a tuple of sizes", keras)
    return unknown_shape("`output_shape` is not known") if sizes is None else (shape[0], *sizes)


def _sizes(items: Any) -> Shape | None:
    """The sizes; None if one is none."""
    found: list[Dim] = []
    for item in items:
        size = NONE if item is None else size_of(item)
        if (size is None and isinstance(item, (float, str, tuple))) or (isinstance(size, int) and size < 0):
            return None
        found.append(unknown_size("its value is not known") if size is None else size)
    return tuple(found)


def _traced(call: Call, function: Any, arguments: Any, shape: Shape) -> Any:
    """What the function gives for a tensor of that shape."""
    keywords = _keywords(call, arguments)
    if keywords is None:
        return Unknown("the function's further arguments are not known")
    tensor = Array(shape, "float32", library="tensorflow")
    try:
        return call.call(function, [tensor], keywords)
    except Refused:
        return Unknown("the function fails on this tensor")


def _shape_of(result: Any) -> Shape | UnknownShape:
    if isinstance(result, Array):
        return result.shape
    reason = result.reason if isinstance(result, Unknown) else "the function's result is not known"
    return unknown_shape(reason)


def _several(call: Call, result: Any) -> str | None:
    """What goes out where the function gives a tuple or list of tensors, in words."""
    plain = isinstance(result, (Unknown, OneOf, Array, str))
    items = None if plain else call.items(result)
    if not items or not all(isinstance(item, Array) for item in items):
        return None
    one = len(items) == 1 and call.target.major < 3
    return None if one else f"{len(items)} tensors" if len(items) > 1 else "a list of one tensor"


def _keywords(call: Call, arguments: Any) -> dict[str, Any] | None:
    if arguments is None:
        return {}
    record = call.store.record(arguments, DictRecord)
    if record is None or record.open or not all(isinstance(key, str) for key in record.entries):
        return None
    return dict(record.entries)
