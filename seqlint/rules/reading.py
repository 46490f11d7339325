"""What is done with predictions: which function it is, and along which axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seqlint.keras.events import PredictionUse


def is_argmax(use: PredictionUse) -> bool:
    """Whether the position of the largest value is asked for."""
    return use.name.rpartition(".")[2] == "argmax"


def axis_of(use: PredictionUse) -> int | None:
    """The axis along which the positions are looked for; None for none, or where it is not known."""
    method = use.name.startswith("numpy.ndarray.")
    value = use.arguments.value(0 if method else 1, "axis")
    if value is None and use.name.startswith("tensorflow"):
        return 0
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def has_axis(use: PredictionUse) -> bool:
    """Whether an axis is given at all."""
    method = use.name.startswith("numpy.ndarray.")
    return use.arguments.get(0 if method else 1, "axis") is not None
