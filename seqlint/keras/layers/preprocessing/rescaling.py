"""Rescaling (Keras: `layers/preprocessing/rescaling.py`)."""

from __future__ import annotations

from typing import Annotated, Any

from seqlint.keras.kinds import Context, Kind
from seqlint.keras.layer import Facets, layer
from seqlint.keras.nested import broadcast, is_list, is_numeric, nested_shape
from seqlint.values.call import Call
from seqlint.values.refusal import InvalidValue, Refused
from seqlint.values.shape import Shape


def _not_none(value: Any, context: Context) -> Any:
    """Keras 3 stores anything; both take a text and fail when they compute."""
    if value is None and context.call.target.major < 3:
        raise context.refuse(value, "a number", "ValueError: None values not supported.").when_applied()
    return value


SCALE = Kind("a number", _not_none)


@layer(tags="preprocessing")
def Rescaling(call: Call, scale: Annotated[Any, SCALE], offset: Annotated[Any, SCALE] = 0.0) -> Facets:
    """Multiplies every value by a number and adds another.

    output = input · {scale} + {offset}. `Rescaling(1/255)` brings pixels from 0…255 to 0…1; `Rescaling(1/127.5,
    offset=-1)` to -1…1. It works in training and in prediction, so new data need no other treatment. The shape stays.

    Args:
        scale: what every value is multiplied by: 1/255 for pixels. It is a number; the text '1/255' fails later.
        offset: what is added afterwards.

    Examples:
        (None, 28, 28, 1) → Rescaling(1/255) → (None, 28, 28, 1), 0 parameters
        (None, 28, 28, 3) → Rescaling(1/127.5, offset=-1) → (None, 28, 28, 3), 0 parameters
    """

    def output(shape: Shape) -> Shape:
        if call.target.major >= 3:
            return shape
        return _met(call, "offset", offset, _met(call, "scale", scale, shape))

    return Facets(output, dtype=_float)


def _met(call: Call, argument: str, value: Any, shape: Shape) -> Shape:
    """Keras 2 computes at once: a list of numbers has to fit the last axes."""
    sizes = nested_shape(call, value)
    result = shape if sizes is None else broadcast(sizes, shape)
    if result is None or (is_list(call, value) and not is_numeric(call, value)):
        wanted = "a number, or one number for each position of the last axis"
        keras = "ValueError: Dimensions must be equal"
        raise Refused(InvalidValue, argument, keras, callee="Rescaling", argument=argument, value=value, wanted=wanted)
    return result


def _float(_: str | None) -> str | None:
    return "float32"
