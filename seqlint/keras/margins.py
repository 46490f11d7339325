"""Kinds for arguments that say how much is cut off or added on each side of each axis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from seqlint.keras.kinds import Context, Kind
from seqlint.keras.whole import int_tuple
from seqlint.values.shape import Dim, Shape, Size, unknown_size
from seqlint.values.unknown import OneOf, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

_PAIR = int_tuple(2, zero=True)


def _margins(axes: int, negative: int = 0) -> Callable[[Any, Context], tuple[Shape, ...]]:
    """Amounts for each side of each axis; `negative` is the generation of Keras that takes one negative number."""
    words = f"one integer, {axes} integers, or {axes} pairs of integers"

    def check(value: Any, context: Context) -> tuple[Shape, ...]:
        if isinstance(value, (Unknown, OneOf)):
            return tuple(_unknown_pair() for _ in range(axes))
        if isinstance(value, (int, Size)):
            if isinstance(value, int) and value < 0 and context.call.target.major != negative:
                raise context.refuse(value, "an integer that is not negative")
            return ((value, value),) * axes
        items = context.call.items(value)
        if items is None or len(items) != axes:
            raise context.refuse(value, words)
        return tuple(_PAIR.check(item, context) for item in items)

    return check


def _unknown_pair() -> Shape:
    return (unknown_size("its value is not known"), unknown_size("its value is not known"))


def totals(margins: tuple[Shape, ...]) -> tuple[Dim, ...]:
    """What each axis loses or gains."""
    return tuple(before + after for before, after in margins)


Margins1D: TypeAlias = Annotated[Any, _PAIR]
Margins2D: TypeAlias = Annotated[Any, Kind("an integer or a pair for each axis", _margins(2, 2))]
Margins3D: TypeAlias = Annotated[Any, Kind("an integer or a pair for each axis", _margins(3, 2))]
Padding1D: TypeAlias = Annotated[Any, _PAIR]
Padding2D: TypeAlias = Annotated[Any, Kind("an integer or a pair for each axis", _margins(2, 3))]
Padding3D: TypeAlias = Annotated[Any, Kind("an integer or a pair for each axis", _margins(3, 3))]
