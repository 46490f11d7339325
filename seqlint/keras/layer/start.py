"""The numbers that a layer's weights start with: an initializer may ask for a number of axes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.names import Named
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
    for weight in weights:
        argument = f"{weight.name.removesuffix('_kernel')}_initializer"
        initializer = record.argument(argument) if argument in names else None
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


def _axes(number: int) -> str:
    return "one axis" if number == 1 else f"{number} axes"
