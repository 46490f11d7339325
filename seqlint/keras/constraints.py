"""Constraints: limits that weights are pulled back to after each step (Keras: `keras.constraints`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.kinds import Anything
from seqlint.keras.layer import snake
from seqlint.keras.room import Declaration, Getter, Room, generations

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.keras.lookup import Invokable

ROOM: Room[Declaration] = Room("constraint")
lookup = ROOM.lookup
names = ROOM.names


def constraint(*two: str, generations_with: tuple[int, ...] = (2, 3)) -> Callable[[Callable[..., Any]], Declaration]:
    """Declare a constraint; `two` are further strings that Keras 2 accepts."""

    def declare(body: Callable[..., Any]) -> Declaration:
        strings = generations((body.__name__, snake(body.__name__)), two=two)
        return ROOM.add(
            Declaration(
                room="constraint",
                name=body.__name__,
                body=body,
                generations=generations_with,
                strings=strings,
                cache={},
            )
        )

    return declare


def find(name: str) -> Invokable | None:
    """What `keras.constraints.<name>` is."""
    if name in {"get", "deserialize"}:
        return Getter("constraint")
    return next((each for each in ROOM.declarations if name in each.strings[2]), None)


@constraint("maxnorm")
def MaxNorm(max_value: Anything = 2, axis: Anything = 0) -> None:
    """Shrinks the weights of a unit whose length is greater than a maximum.

    Often used together with Dropout, so that large learning rates do no harm.

    Args:
        max_value: the greatest length; 2 … 4 is usual.
        axis: the axis along which the length is measured: 0 for Dense, [0, 1, 2] for Conv2D.
    """


@constraint()
def MinMaxNorm(min_value: Anything = 0.0, max_value: Anything = 1.0, rate: Anything = 1.0, axis: Anything = 0) -> None:
    """Keeps the length of each unit's weights between two limits.

    Args:
        min_value: the smallest length.
        max_value: the greatest length.
        rate: how much of the way back is taken at each step; 1 takes all of it.
        axis: the axis along which the length is measured.
    """


@constraint("nonneg")
def NonNeg() -> None:
    """Sets negative weights to 0, so that an input can only add to an output."""


@constraint("unitnorm")
def UnitNorm(axis: Anything = 0) -> None:
    """Scales the weights of each unit to length 1.

    Args:
        axis: the axis along which the length is measured.
    """


@constraint(generations_with=(2,))
def RadialConstraint() -> None:
    """Makes each convolution kernel symmetric around its centre. Only Keras 2 has it."""
