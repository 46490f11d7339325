"""The numbers that a layer's weights start with: an initializer may ask for a number of axes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.names import Named
from seqlint.values.array import is_numpys
from seqlint.values.functions import Function
from seqlint.values.refusal import InvalidValue, Refused

if TYPE_CHECKING:
    from seqlint.keras.layer.record import Layer
    from seqlint.keras.weights import Weight
    from seqlint.values.shape import Shape


def started_weights(record: Layer, shape: Shape) -> tuple[Weight, ...]:
    """The weights that a layer makes for an input shape.

    Raises:
        Refused: where Keras cannot make them, or an initializer has no numbers for a weight of that many axes.
    """
    weights = record.facets.weights(shape)
    names = record.bound.names()
    _refuse_uncountable(record, weights)
    for weight in weights:
        argument = f"{weight.name.removesuffix('_kernel')}_initializer"
        initializer = record.argument(argument) if argument in names else None
        _refuse_call(record, argument, initializer)
        if weight.shape and is_numpys(initializer):
            keras = "ValueError: Expected `shape` to be () for direct tensor as initializer."
            wanted = "the name of a Keras initializer or an object of it"
            facts = {"callee": record.type.name, "argument": argument, "value": initializer, "wanted": wanted}
            raise Refused(InvalidValue, argument, keras, **facts)
        if initializer is None and argument in names and "unit_forget_bias" in names:
            _refuse_none(record, argument)
        if isinstance(initializer, Named) and not initializer.entry.axes.admits(weight.shape):
            raise Refused(
                InvalidValue,
                argument,
                initializer.entry.refusal,
                callee=record.type.name,
                argument=argument,
                value=initializer,
                wanted=f"an initializer for weights of {_axes(len(weight.shape))}",
            )
    return weights


def _refuse_call(record: Layer, argument: str, initializer: Any) -> None:
    """Keras calls a function with the shape and with `dtype=`."""
    node = initializer.place.node if isinstance(initializer, Function) and initializer.place is not None else None
    params = getattr(node, "params", None)
    if params is None or initializer.kind != "function" or params.star_kwarg is not None:
        return
    named = [*params.params, *params.kwonly_params]
    if all(param.name.value != "dtype" for param in named):
        keras = f"TypeError: {initializer.name}() got an unexpected keyword argument 'dtype'"
        wanted = "a function that takes `shape` and `dtype`"
        facts = {"callee": record.type.name, "argument": argument, "value": initializer, "wanted": wanted}
        raise Refused(InvalidValue, argument, keras, **facts)


def _refuse_none(record: Layer, argument: str) -> None:
    """An LSTM whose forget gate starts with 1 asks the initializer itself for the other constants."""
    if argument == "bias_initializer" and record.argument("unit_forget_bias") is True:
        keras = "TypeError: 'NoneType' object is not callable"
        wanted = "the name of a Keras initializer next to `unit_forget_bias=True`"
        facts = {"callee": record.type.name, "argument": argument, "value": None, "wanted": wanted}
        raise Refused(InvalidValue, argument, keras, **facts)


_MOST_NUMBERS = 2**63 - 1
_LARGE = 2**20


def _refuse_uncountable(record: Layer, weights: tuple[Weight, ...]) -> None:
    """TensorFlow counts the numbers of a weight in 63 bits, however much memory there is."""
    for weight in weights:
        if isinstance(weight.count, int) and weight.count > _MOST_NUMBERS:
            given = {name: record.bound.value(name) for name in record.bound.given}
            large = [name for name, value in given.items() if isinstance(value, int) and value > _LARGE]
            if large:
                name = large[0]
                keras = "InvalidArgumentError: Shape would have more than 2**63 - 1 elements"
                wanted = "a size whose weights can be counted"
                facts = {"callee": record.type.name, "argument": name, "value": given[name], "wanted": wanted}
                raise Refused(InvalidValue, name, keras, **facts)


def _axes(number: int) -> str:
    return "one axis" if number == 1 else f"{number} axes"
