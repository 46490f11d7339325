"""Dropout (Keras: `layers/regularization/dropout.py`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from seqlint.keras.amounts import Unit
from seqlint.keras.kinds import Context, Kind, Seed, is_unknown, plain_number, size_of
from seqlint.keras.layer import Facets, layer
from seqlint.values.array import Array
from seqlint.values.refusal import InvalidValue, Refused
from seqlint.values.shape import Shape, render

if TYPE_CHECKING:
    from collections.abc import Callable

_WANTED = "a tuple of positive integers or None"


def _noise_shape(value: Any, context: Context) -> Any:
    if value is None or is_unknown(value) or context.call.target.major < 3:
        return value
    items = None if isinstance(value, str) else context.call.items(value)
    if items is None:
        if isinstance(plain_number(value), (str, int, float)):
            raise context.refuse(value, _WANTED)
        return value
    for item in items:
        size = size_of(item)
        if (item is not None and size is None) or (isinstance(size, int) and size < 1) or isinstance(item, Array):
            raise context.refuse(value, _WANTED)
    return tuple(items)


NoiseShape: TypeAlias = Annotated[Any, Kind(_WANTED, _noise_shape)]


def noisy(layer: str, rate: Any, noise_shape: Any, *, filled: bool = True) -> Callable[[Shape, bool], None] | None:
    """What a mask of this shape does to numbers in training: laid over them from the right, it has to fit."""
    sizes = tuple(size_of(item) for item in noise_shape) if isinstance(noise_shape, tuple) else ()
    if not sizes or not isinstance(rate, (int, float)) or not 0 < rate < 1:
        return None

    def computes(shape: Shape, training: bool) -> None:
        values = shape[1:][-len(sizes) :]
        masks = sizes[-len(values) :] if values else ()
        clash = any(
            isinstance(mask, int) and isinstance(size, int) and mask != size and 1 not in {mask, size}
            for mask, size in zip(masks, values[-len(masks) :], strict=True)
        )
        open_ = not filled and None in (noise_shape or ())
        if training and (clash or open_ or len(sizes) > len(shape)):
            kept = "1 or None" if filled else "1, not None,"
            wanted = f"a shape that fits {render(shape)}, with {kept} for what shares one fate"
            facts = {"callee": layer, "argument": "noise_shape", "value": noise_shape, "wanted": wanted}
            raise Refused(InvalidValue, "noise_shape", "ValueError: Dimensions must be equal", **facts)

    return computes


@layer(tags="dropout")
def Dropout(rate: Unit, noise_shape: NoiseShape = None, seed: Seed = None) -> Facets:
    """Sets a random share of the values to zero while training, against overfitting.

    output = input · mask / (1 − {rate}) in training, input otherwise. In training each value is zeroed with probability
    {rate} and the others are divided by 1 - {rate}, so the sum stays about the same. In `predict` and `evaluate` the
    layer does nothing. It has no weights and keeps the shape.

    Args:
        rate: the share of values that is dropped, from 0 to 1. Usual are 0.2 to 0.5; more of it makes the model
            learn slower and overfit less. 0 does nothing.
        noise_shape: the shape of the random mask, with 1 or None for axes along which all values share one fate.
            Without it every value is drawn on its own.
        seed: a number that makes the random choice the same in every run.

    Examples:
        (None, 64) → Dropout(0.5) → (None, 64), 0 parameters
        (None, 28, 28, 8) → Dropout(0.25) → (None, 28, 28, 8), 0 parameters
        (None, 64) → Dropout(50) → InvalidValue
    """
    return Facets(computes=noisy("Dropout", rate, noise_shape))
