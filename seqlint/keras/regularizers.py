"""Regularizers: penalties on large weights that are added to the loss (Keras: `keras.regularizers`)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from seqlint.keras.kinds import Context, Kind, choice
from seqlint.keras.room import Declaration, Getter, Room
from seqlint.values.array import is_numpys
from seqlint.values.refusal import Refused, RemovedArgument

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.keras.lookup import Invokable
    from seqlint.values.call import Arguments, Bound, Call


def _factor(value: Any, context: Context) -> Any:
    infinite = isinstance(value, float) and not math.isfinite(value)
    negative = isinstance(value, (int, float)) and value < 0 and context.call.target.major >= 3
    if is_numpys(value):
        keras = f"ValueError: Invalid value for argument {context.argument}: expected a non-negative float."
        raise context.refuse(value, "a Python number, 0 or greater (this is one of numpy's)", keras)
    if isinstance(value, (str, tuple)) or infinite or negative:
        raise context.refuse(
            value,
            "a number, 0 or greater",
            f"ValueError: Invalid value for argument {context.argument}: expected a non-negative float.",
        )
    return value


Factor: TypeAlias = Annotated[Any, Kind("a number, 0 or greater", _factor)]
Mode: TypeAlias = Annotated[Any, choice("rows", "columns")]


class Regularizer(Declaration, frozen=True, eq=False, kw_only=True):
    """One regularizer."""

    def bind(self, call: Call, arguments: Arguments) -> Bound:
        """The arguments bound and checked; `l` is the name that `l1` and `l2` had in Keras 1.

        Raises:
            Refused: where the constructor would raise.
        """
        old = arguments.keywords.get("l")
        if old is not None and self.name in {"L1", "L2"}:
            raise Refused(
                RemovedArgument,
                "l",
                callee=self.name,
                argument="l",
                replacement=self.name.lower(),
                since="Keras 3",
                refused=call.target.major >= 3,
                whole=old.whole,
            )
        return super().bind(call, arguments)


ROOM: Room[Regularizer] = Room("regularizer")
lookup = ROOM.lookup
names = ROOM.names


def regularizer(three: tuple[str, ...], two: tuple[str, ...]) -> Callable[[Callable[..., Any]], Regularizer]:
    """Declare a regularizer by what strings stand for it in Keras 3 and 2."""

    def declare(body: Callable[..., Any]) -> Regularizer:
        own = body.__name__
        return ROOM.add(
            Regularizer(room="regularizer", name=own, body=body, strings={3: (own, *three), 2: (own, *two)}, cache={})
        )

    return declare


def find(name: str) -> Invokable | None:
    """What `keras.regularizers.<name>` is."""
    if name in {"get", "deserialize"}:
        return Getter("regularizer")
    lower = name if name != "l1_l2" else "l1l2"
    return next((each for each in ROOM.declarations if name == each.name or lower in each.strings[3]), None)


@regularizer(("l1",), ("l1",))
def L1(l1: Factor = 0.01) -> None:
    """Adds l1 times the sum of the absolute weights to the loss.

    It pushes weights that matter little to exactly 0, so that only some inputs are used. 0.01 is strong; 1e-4 … 1e-3
    is usual.

    Args:
        l1: how much a weight costs.
    """


@regularizer(("l2",), ("l2",))
def L2(l2: Factor = 0.01) -> None:
    """Adds l2 times the sum of the squared weights to the loss.

    It keeps all weights small, against overfitting (also called weight decay). 0.01 is strong; 1e-4 … 1e-3 is usual.

    Args:
        l2: how much a squared weight costs.
    """


@regularizer(("l1l2",), ("l1_l2",))
def L1L2(l1: Factor = 0.0, l2: Factor = 0.0) -> None:
    """Adds an L1 and an L2 penalty to the loss.

    Both factors are 0 unless you give them, so the bare string penalises nothing in Keras 3 (in Keras 2 the string
    `"l1_l2"` means 0.01 for both).

    Args:
        l1: how much an absolute weight costs.
        l2: how much a squared weight costs.
    """


@regularizer(("orthogonal_regularizer",), ("orthogonal_regularizer",))
def OrthogonalRegularizer(factor: Factor = 0.01, mode: Mode = "rows") -> None:
    """Adds a penalty where the rows (or columns) of a weight matrix point in similar directions.

    Args:
        factor: how much a similarity costs.
        mode: `rows` or `columns`: which vectors should differ.
    """
