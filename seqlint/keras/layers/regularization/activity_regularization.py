"""ActivityRegularization (Keras: `layers/regularization/activity_regularization.py`)."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from seqlint.keras.amounts import ANY_NUMBER, NOT_NEGATIVE
from seqlint.keras.kinds import Context, Kind
from seqlint.keras.layer import Facets, layer
from seqlint.values.array import is_numpys


def _penalty(value: Any, context: Context) -> Any:
    if value is None:
        return value
    if is_numpys(value):
        raise context.refuse(value, "a Python number that is not negative (this is one of numpy's)")
    return (NOT_NEGATIVE if context.call.target.major >= 3 else ANY_NUMBER).check(value, context)


Penalty: TypeAlias = Annotated[Any, Kind("a number that is not negative", _penalty)]


@layer(removed="activity_regularizer", tags="regularization")
def ActivityRegularization(l1: Penalty = 0.0, l2: Penalty = 0.0) -> Facets:
    """Lets its input through and adds a penalty on large values to the loss.

    loss + {l1} · Σ|x| + {l2} · Σx². The penalty pushes the outputs of the layer before towards zero; the values that
    go on are not changed. Most layers take `activity_regularizer=` for the same.

    Args:
        l1: the weight of the sum of absolute values. It makes many outputs exactly zero.
        l2: the weight of the sum of squares. It makes all outputs small.

    Examples:
        (None, 64) → ActivityRegularization(l2=0.01) → (None, 64), 0 parameters
    """
    return Facets()
