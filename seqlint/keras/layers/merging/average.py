"""Average (Keras: `layers/merging/average.py`)."""

from __future__ import annotations

from seqlint.keras.layer import Facets, layer


@layer(several="a list of tensors (it merges them)", tags="merge")
def Average() -> Facets:
    """Gives the mean of its inputs, value by value.

    output = (a + b + …) / how many. Several models can vote this way. It takes several tensors, so it needs the
    functional API: `Average()([a, b])`.

    Examples:
        (None, 8) → Average() → SeveralInputs
    """
    return Facets()
