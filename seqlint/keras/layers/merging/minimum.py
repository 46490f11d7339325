"""Minimum (Keras: `layers/merging/minimum.py`)."""

from __future__ import annotations

from seqlint.keras.layer import Facets, layer


@layer(several="a list of tensors (it merges them)", tags="merge")
def Minimum() -> Facets:
    """Gives the smaller of its inputs, value by value.

    output = min(a, b, …). It keeps the weakest answer. It takes several tensors, so it needs the functional API:
    `Minimum()([a, b])`.

    Examples:
        (None, 8) → Minimum() → SeveralInputs
    """
    return Facets()
