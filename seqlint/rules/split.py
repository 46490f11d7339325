"""The parts of a split, taken in the wrong order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.values.shape import equal

if TYPE_CHECKING:
    from seqlint.values.array import Array
    from seqlint.values.place import Place


def split_mixed_up(x: Array, y: Array) -> Place | None:
    """The `train_test_split` whose parts meet as features and labels with different numbers of samples."""
    if x.history is None or y.history is None or not x.rank or not y.rank or equal(x.axis(0), y.axis(0)) is not False:
        return None
    here = [step.place for step in x.history.chain() if step.place is not None and _splits(step.place)]
    there = [step.place for step in y.history.chain() if step.place is not None]
    return next((place for place in here if place in there), None)


def _splits(place: Place) -> bool:
    return "train_test_split" in place.text()[:80]
