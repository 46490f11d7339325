"""What the arguments that every layer takes do here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.explain.amount import number
from seqlint.explain.cards.effects.words import switch
from seqlint.explain.sheet import code
from seqlint.keras.weights import count

if TYPE_CHECKING:
    from seqlint.explain.cards.effects.words import Effect
    from seqlint.explain.facts import Seen

_BYTES = {"float16": 2, "bfloat16": 2, "float32": 4, "float64": 8}
"""Of one number of a type."""


def _name(value: Any, _: Seen) -> str:
    return (
        f"`summary()` shows it as {code(value)}, and `get_layer('{value}')` finds it." if isinstance(value, str) else ""
    )


def _trainable(value: Any, seen: Seen) -> str:
    total = count(seen.layer.weights or ())
    if not isinstance(total, int) or not total:
        return ""
    said = switch(
        f"Training changes its {number(total)} parameters.", f"Its {number(total)} parameters stay as they are."
    )
    return said(value, seen)


def _dtype(value: Any, _: Seen) -> str:
    if not isinstance(value, str) or value not in _BYTES:
        return ""
    return f"It computes with {value} numbers, {_BYTES[value]} bytes each."


def _seed(value: Any, _: Seen) -> str:
    if value is None:
        return "Every run draws other random numbers."
    return f"Every run draws the same random numbers: those of the seed {value}." if isinstance(value, int) else ""


EFFECTS: dict[str, Effect] = {"name": _name, "trainable": _trainable, "dtype": _dtype, "seed": _seed}
"""By the argument's name."""
