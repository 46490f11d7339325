"""What an activation is: a function on the values of a tensor, declared by that function itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import msgspec

from seqlint.keras.room import Declaration, Room, generations
from seqlint.values.array import Array, is_float
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.values.call import Arguments, Call

Probability: TypeAlias = Literal["softmax-like", "sigmoid-like"]


class Activation(Declaration, frozen=True, eq=False, kw_only=True):
    """One activation.

    Attributes:
        formula: what it computes, as text ("max(0, x)").
        range: smallest and largest value that can come out; None where there is no limit.
        probability: "softmax-like" if the values of one row are probabilities that sum to 1, "sigmoid-like" if
            each value is a probability of its own, None otherwise.
        pointwise: whether each value is worked out alone, so that the body is a function of one number.
    """

    formula: str
    range: tuple[float | None, float | None]
    probability: Probability | None = None
    pointwise: bool = True

    @property
    def function(self) -> Callable[[float], float] | None:
        """The function on one number, for a plot; None where a value depends on its neighbours."""
        return self.body if self.pointwise else None

    def value(self, x: float) -> float | None:
        """What comes out for one number; None where that depends on its neighbours or has no number."""
        if not self.pointwise:
            return None
        try:
            return float(self.body(x))
        except (OverflowError, TypeError):
            return None

    def invoke(self, call: Call, arguments: Arguments) -> Any:
        """The function called on a tensor."""
        bound = self.bind(call, arguments)
        x = bound.value(self.signature_in(call.target.major).parameters[0].name)
        if isinstance(x, Array) and self.name != "glu":
            low, high = self.range
            limits = None if low is None or high is None else (low, high)
            dtype = x.dtype if is_float(x.dtype) else "float32"
            return x.then(call.place, f"{self.name}: {self.formula}", dtype=dtype, range=limits, library="tensorflow")
        if isinstance(x, Unknown):
            return x
        return unknown(f"`{self.name}` is applied to something that seqlint does not know", call.place)


ROOM: Room[Activation] = Room("activation")


def activation(
    formula: str,
    low: float | None = None,
    high: float | None = None,
    *,
    name: str = "",
    also: tuple[str, ...] = (),
    three: bool = True,
    two: tuple[str, ...] | None = None,
    since: tuple[int, int] = (3, 0),
    older: dict[str, str] | None = None,
    probability: Probability | None = None,
    pointwise: bool = True,
) -> Callable[[Callable[..., Any]], Activation]:
    """Declare an activation.

    Args:
        formula: what it computes.
        low: smallest value that can come out.
        high: largest value that can come out.
        name: its name, if it is not the function's.
        also: further strings for it.
        three: whether Keras 3 has it.
        two: the strings of Keras 2, if it has it and they are others; `()` says that Keras 2 has none.
        since: the release of Keras 3 that brought it.
        older: names of parameters in Keras 2, by the name in Keras 3.
        probability: what kind of probabilities it gives.
        pointwise: whether each value is worked out alone.
    """

    def declare(body: Callable[..., Any]) -> Activation:
        canonical = name or body.__name__
        strings = generations((canonical, *also))
        if two is not None:
            strings[2] = two
        if not three:
            strings[3] = ()
        return ROOM.add(
            Activation(
                room="activation",
                name=canonical,
                body=body,
                generations=tuple(major for major in (2, 3) if strings[major]),
                since=since,
                strings=strings,
                older=older or {},
                formula=formula,
                range=(low, high),
                probability=probability,
                pointwise=pointwise,
                cache={},
            )
        )

    return declare


class Applied(msgspec.Struct, frozen=True):
    """An activation under the name by which a program calls it: the entry is that of the targeted Keras."""

    name: str

    def entry(self, call: Call) -> Activation | None:
        """The activation that the name stands for in the targeted Keras, else the one of any generation."""
        return ROOM.lookup(self.name, call.target) or ROOM.named(self.name)

    def invoke(self, call: Call, arguments: Arguments) -> Any:
        """The function called on a tensor."""
        entry = self.entry(call)
        return (
            unknown(f"Keras has no activation `{self.name}`", call.place)
            if entry is None
            else entry.invoke(call, arguments)
        )
