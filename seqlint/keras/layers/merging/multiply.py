"""Multiply (Keras: `layers/merging/multiply.py`)."""

from __future__ import annotations

from seqlint.keras.layer import Facets, layer


@layer(several="a list of tensors (it merges them)", tags="merge")
def Multiply() -> Facets:
    """Gives the product of its inputs, value by value.

    output = a · b · …. One input can switch parts of another off. It takes several tensors, so it needs the
    functional API: `Multiply()([a, b])`.

    Examples:
        (None, 8) → Multiply() → SeveralInputs
    """
    return Facets()
