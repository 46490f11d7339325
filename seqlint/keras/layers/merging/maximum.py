"""Maximum (Keras: `layers/merging/maximum.py`)."""

from __future__ import annotations

from seqlint.keras.layer import Facets, layer


@layer(several="a list of tensors (it merges them)", tags="merge")
def Maximum() -> Facets:
    """Gives the larger of its inputs, value by value.

    output = max(a, b, …). It keeps the strongest answer. It takes several tensors, so it needs the functional API:
    `Maximum()([a, b])`.

    Examples:
        (None, 8) → Maximum() → SeveralInputs
    """
    return Facets()
