"""Subtract (Keras: `layers/merging/subtract.py`)."""

from __future__ import annotations

from seqlint.keras.layer import Facets, layer


@layer(several="a list of two tensors (it merges them)", tags="merge")
def Subtract() -> Facets:
    """Gives the difference of its two inputs, value by value.

    output = a - b. It takes exactly two. It takes several tensors, so it needs the functional API: `Subtract()([a,
    b])`.

    Examples:
        (None, 8) → Subtract() → SeveralInputs
    """
    return Facets()
