"""Numbers and shapes of a layer for the sentences of its arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.explain.layers import arrow, counted, output_sums
from seqlint.values.ops.numbers import number_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.explain.facts import Seen

    Effect = Callable[[Any, Seen], str]


def several(value: Any, what: str, more: str = "") -> str:
    """A number of things: `1 step`, `3 steps`."""
    return f"{counted(value)} {what if value == 1 else more or f'{what}s'}"


def plain(value: Any) -> float | None:
    """A Python or numpy number that the program writes down; None for anything else."""
    found = None if isinstance(value, bool) else number_of(value)
    return found if isinstance(found, (int, float)) else None


def percent(share: float) -> str:
    """A share: `20 %`."""
    return f"{share * 100:.3g} %"


def change(seen: Seen) -> str:
    """What arrives and what leaves: `(None, 28, 28, 1)` → `(None, 26, 26, 32)`; empty where a side is not known."""
    return arrow(seen) if isinstance(seen.input, tuple) and isinstance(seen.output, tuple) else ""


def axis_size(seen: Seen, axis: int) -> str:
    """The size of the input along an axis; empty where it is not known."""
    if not isinstance(seen.input, tuple) or not -len(seen.input) <= axis < len(seen.input):
        return ""
    return counted(seen.input[axis])


def arithmetic(seen: Seen) -> str:
    """The arithmetic of the output shape, as a line of its own; empty where there is none."""
    lines = output_sums(seen)
    return "\n" + "; ".join(lines) if lines else ""


def only(*titles: str) -> Callable[[Effect], Effect]:
    """For an argument whose name means other things in other layers: nothing is said of those."""

    def limit(maker: Effect) -> Effect:
        return lambda value, seen: maker(value, seen) if seen.layer.title.startswith(titles) else ""

    return limit


def switch(on: str, off: str) -> Effect:
    """The effect of a True and of a False."""

    def said(value: Any, _: Seen) -> str:
        return on if value is True else off if value is False else ""

    return said


def choice(words: dict[str, str], none: str = "") -> Effect:
    """The effect of one of a few strings."""

    def said(value: Any, _: Seen) -> str:
        return none if value is None else words.get(value, "") if isinstance(value, str) else ""

    return said
