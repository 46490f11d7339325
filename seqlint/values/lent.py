"""What a running session lends: the true values of its names, from one place of the text on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from seqlint.values.shape import Shape


class Written(msgspec.Struct, frozen=True, eq=False):
    """A model that exists, and how a program would make it.

    Attributes:
        layers: the classes of its layers in order, an InputLayer left out; None where they are no plain stack.
        input, output: its shapes with batch; None while it is not built, or where there are several.
        source: gives statements that bind the model to its name; asked for only where the text does not explain it.
    """

    layers: tuple[str, ...] | None
    input: Shape | None
    output: Shape | None
    source: Callable[[], str]


class Lent(msgspec.Struct, frozen=True, eq=False):
    """What the names of a running program stand for at one place of its text.

    Attributes:
        offset: the place: the first statement that starts there or behind it sees them.
        values: what some of them hold: an array, a constant, or a record for the store.
        models: the names that hold models.
        names: all names that are bound.
    """

    offset: int
    values: Mapping[str, Any]
    models: Mapping[str, Written]
    names: frozenset[str]
