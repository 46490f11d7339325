"""Masking (Keras: `layers/core/masking.py`)."""

from __future__ import annotations

from seqlint.keras.amounts import NumberIn2
from seqlint.keras.layer import Facets, layer


@layer(tags="masking")
def Masking(mask_value: NumberIn2 = 0.0) -> Facets:
    """Marks the steps of a sequence that are only padding, so that later layers skip them.

    A step whose features are all {mask_value} is masked: `LSTM` and the like pass over it, losses leave it out. The
    shape stays. `Embedding(mask_zero=True)` does it for words.

    Args:
        mask_value: the number that fills the padding. It should not occur as a real step.

    Examples:
        (None, 10, 8) → Masking() → (None, 10, 8), 0 parameters
        (None, 10, 8) → Masking(mask_value=-1.0) → (None, 10, 8), 0 parameters
    """
    return Facets()
