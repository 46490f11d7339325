"""Add (Keras: `layers/merging/add.py`)."""

from __future__ import annotations

from seqlint.keras.layer import Facets, layer


@layer(several="a list of tensors (it merges them)", tags="merge")
def Add() -> Facets:
    """Gives the sum of its inputs, value by value.

    output = a + b + …. A shortcut around some layers (as in ResNet) ends in one. It takes several tensors, so it
    needs the functional API: `Add()([a, b])`.

    Examples:
        (None, 8) → Add() → SeveralInputs
    """
    return Facets()
