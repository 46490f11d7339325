"""Identity (Keras: `layers/core/identity.py`)."""

from __future__ import annotations

from seqlint.keras.layer import Facets, layer


@layer()
def Identity() -> Facets:
    """Lets its input through unchanged.

    output = input. A placeholder, for code that needs a layer where nothing has to be done.

    Examples:
        (None, 64) → Identity() → (None, 64), 0 parameters
    """
    return Facets()
