"""Concatenate (Keras: `layers/merging/concatenate.py`)."""

from __future__ import annotations

from seqlint.keras.kinds import Anything
from seqlint.keras.layer import Facets, layer


@layer(several="a list of tensors (it joins them)", tags="merge")
def Concatenate(axis: Anything = -1) -> Facets:
    """Joins its inputs along one axis, one after the other.

    Inputs with 8 and 4 features give 12. All other axes must be equal. It takes several tensors, so it needs the
    functional API: `Concatenate()([a, b])`.

    Args:
        axis: the axis along which they are joined; -1, the last, for features.

    Examples:
        (None, 8) → Concatenate() → SeveralInputs
    """
    return Facets()
