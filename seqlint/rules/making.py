"""How the data of a training was made, for rules that look for one step of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.keras.events import Fit
    from seqlint.values.array import Array, Step


def steps_here(array: Array, fit: Fit) -> Iterator[Step]:
    """The steps that made an array and stand in the file of the training, the last one first."""
    steps = array.history.chain() if array.history is not None else []
    for step in reversed(steps):
        if step.place is not None and step.place.document is fit.place.document:
            yield step
