"""Layer, the base class of all layers (Keras: `layers/layer.py`)."""

from __future__ import annotations

from seqlint.keras.layer import Facets, layer


@layer(several="a subclass that defines `call`")
def Layer() -> Facets:
    """The base class of all layers.

    It does nothing itself: a program defines a subclass of it with its own `build` and `call`.

    Examples:
        (None, 8) → Layer() → SeveralInputs
    """
    return Facets()
