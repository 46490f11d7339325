"""The input that a layer declares by its own arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras import kinds
from seqlint.keras.kinds import Context
from seqlint.values.refusal import Refused, UnknownArgument
from seqlint.values.shape import NONE, Dim, Shape, UnknownShape, unknown_shape

if TYPE_CHECKING:
    from seqlint.keras.layer.type import LayerType
    from seqlint.values.call import Argument, Bound, Call


def declared_shape(type_: LayerType, call: Call, bound: Bound, own: Shape | None) -> Shape | UnknownShape | None:
    """The input shape, with batch, that the layer's keywords declare, or the layer by itself."""
    whole = bound.extra.get("batch_input_shape")
    if whole is not None:
        return _checked_shape(type_, call, "batch_input_shape", whole)
    if "input_shape" in bound.extra and "input_dim" in bound.extra and call.target.major >= 3:
        given = bound.extra["input_shape"]
        keras = f"ValueError: Unrecognized keyword arguments passed to {type_.name}: {{'input_shape': …}}"
        facts = {"callee": type_.name, "argument": "input_shape", "parameters": (), "whole": given.whole}
        raise Refused(UnknownArgument, "input_shape", keras, **facts)
    if "input_shape" in bound.extra:
        given = bound.extra["input_shape"].value
        if given is None and call.target.major < 3:
            keras = "TypeError: 'NoneType' object is not iterable"
            raise Context(type_.name, "input_shape", call).refuse(given, "a tuple of sizes", keras)
        shape = _checked_shape(type_, call, "input_shape", bound.extra["input_shape"])
        return (_batch(bound), *shape) if isinstance(shape, tuple) else unknown_shape(shape.reason)
    if call.target.major < 3 and type_.steps and ("input_dim" in bound.extra or "input_length" in bound.extra):
        return (_batch(bound), _size(bound, "input_length"), _size(bound, "input_dim"))
    if "input_dim" in bound.extra:
        value = bound.extra["input_dim"].value
        if value is None and call.target.major < 3:
            return (_batch(bound), NONE)
        if isinstance(value, tuple):
            return (NONE, *(size for item in value if (size := kinds.size_of(item)) is not None))
        size = kinds.size_of(value)
        return None if size is None else (_batch(bound), size)
    return None if own is None else (NONE, *own)


def misdeclared(type_: LayerType, call: Call, bound: Bound, own: Refused | None) -> Refused | None:
    """What Keras 2 says of a declared shape that is none, where the layer comes first in a model."""
    names = bound.extra.keys() & {"input_shape", "batch_input_shape"}
    if call.target.major >= 3 or names:
        return None
    if "input_dim" not in bound.extra:
        return own
    value = bound.extra["input_dim"].value
    if not isinstance(value, (str, float, tuple)) and call.items(value) is None:
        return None
    keras = "TypeError: Dimension value must be integer or None or have an __index__ method"
    return Context(type_.name, "input_dim", call).refuse(value, "one integer", keras)


def _batch(bound: Bound) -> Dim:
    return _size(bound, "batch_size")


def _size(bound: Bound, name: str) -> Dim:
    """What a keyword says about one axis; None where it says nothing."""
    size = kinds.size_of(bound.extra[name].value) if name in bound.extra else None
    return NONE if size is None else size


def declared_by_input(checked: dict[str, Any]) -> Shape | UnknownShape | None:
    """The shape, with batch, that an InputLayer declares."""
    for name in ("batch_input_shape", "batch_shape"):
        whole: Shape | UnknownShape | None = checked.get(name)
        if whole is not None:
            return whole
    sample: Shape | UnknownShape | None = checked.get("input_shape")
    if sample is None:
        sample = checked.get("shape")
    if isinstance(sample, tuple):
        batch = kinds.size_of(checked.get("batch_size"))
        return (NONE if batch is None else batch, *sample)
    return unknown_shape("the shape comes from `input_tensor`") if sample is None else unknown_shape(sample.reason)


def _checked_shape(type_: LayerType, call: Call, name: str, argument: Argument) -> Shape | UnknownShape:
    if argument.value is None:
        return unknown_shape("None was given")
    result: Shape | UnknownShape = kinds.SHAPE.check(argument.value, Context(type_.name, name, call))
    return result
