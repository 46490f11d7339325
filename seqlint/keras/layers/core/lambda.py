"""Lambda (Keras: `layers/core/lambda_layer.py`)."""

from __future__ import annotations

from typing import Any

from seqlint.keras.kinds import Anything, Context, size_of
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layer.facets import NOTHING
from seqlint.values.array import Array
from seqlint.values.call import Call
from seqlint.values.containers import DictRecord
from seqlint.values.functions import Function, Library, Method, Partial
from seqlint.values.refusal import Refused
from seqlint.values.shape import NONE, Dim, Open, Shape, UnknownShape, unknown_shape, unknown_size
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
    older = call.target.major < 3

    def output(shape: Shape) -> Shape | UnknownShape:
        if older:
            _refuse_failing(call, function, arguments, shape, loud=True)
        if declared:
            return _declared(call, output_shape, shape)
        return _shape_of(_traced(call, function, arguments, shape))

    def gives(shape: Shape) -> str | None:
        return None if declared else _several(call, _traced(call, function, arguments, shape))

    def computes(shape: Shape, _: bool) -> Shape | UnknownShape | None:
        _refuse_failing(call, function, arguments, shape, loud=not older)
        traced = _traced(call, function, arguments, shape)
        if traced is None:
            said = "ValueError: Inputs to a layer should be tensors"
            raise Context("Lambda", "function", call).refuse(function, "a function that returns a tensor", said)
        return _shape_of(traced) if declared else None

    return Facets(output, dtype=lambda _: None, gives=gives, computes=computes)


def _refuse_failing(call: Call, function: Any, arguments: Any, shape: Shape, *, loud: bool) -> None:
    """A function that cannot be called with one tensor, or takes it for an array of numpy.

    Raises:
        Refused: where that is sure.
    """
    context = Context("Lambda", "function", call)
    counted = _counts(function, arguments)
    if counted is not None:
        name, least, most = counted
        if least > 1:
            said = f"TypeError: {name}() missing {least - 1} required positional argument{'s' * (least > 2)}"
            raise context.refuse(function, "a function of one tensor", said)
        if most == 0:
            said = f"TypeError: {name}() takes 0 positional arguments but 1 was given"
            raise context.refuse(function, "a function of one tensor", said)
    result = _traced(call, function, arguments, shape, loud=loud)
    batch = isinstance(result, Array) and isinstance(result.shape, tuple) and result.shape[:1] == shape[:1]
    if batch and result.library == "numpy" and shape and isinstance(shape[0], Open):
        said = "Cannot convert a symbolic tf.Tensor to a numpy array"
        raise context.refuse(function, "a function of tensors (`keras.ops`, `tf`), not of numpy arrays", said)


def _counts(function: Any, arguments: Any) -> tuple[str, int, int] | None:
    """The name of a function of the program, and the fewest and most positional arguments that it takes."""
    if not isinstance(function, Function) or function.kind not in {"function", "static"} or arguments is not None:
        return None
    params = getattr(function.place.node, "params", None)
    if params is None or hasattr(params.star_arg, "star"):
        return None
    plain = [*params.posonly_params, *params.params]
    return function.name, sum(param.default is None for param in plain), len(plain)


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


def _traced(call: Call, function: Any, arguments: Any, shape: Shape, *, loud: bool = False) -> Any:
    """What the function gives for a tensor of that shape; `loud` where Keras does not swallow what fails inside."""
    keywords = _keywords(call, arguments)
    if keywords is None:
        return Unknown("the function's further arguments are not known")
    tensor = Array(shape, "float32", library="tensorflow")
    try:
        return (call.call if loud else call.attempt)(function, [tensor], keywords)
    except Refused:
        return Unknown("the function fails on this tensor")


def _shape_of(result: Any) -> Shape | UnknownShape:
    if isinstance(result, Array):
        return result.shape
    reason = result.reason if isinstance(result, Unknown) else "the function's result is not known"
    return unknown_shape(reason)


def _several(call: Call, result: Any) -> str | None:
    """What goes out where the function gives a tuple or list of tensors, in words."""
    if result is None:
        return NOTHING
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
