"""Activations that pull small values to zero."""

from __future__ import annotations

import math

from seqlint.keras.activations.activation import activation


@activation("0 where |x| ≤ 0.5, else x pulled towards 0 by 0.5", two=(), since=(3, 7))
def soft_shrink(x: float, threshold: float = 0.5) -> float:
    """Turns small values into 0 and pulls all others towards 0.

    For sparse codes and denoising. Not for the last layer of a classifier.

    Args:
        x: the values.
        threshold: how far every value is pulled.
    """
    return x - threshold if x > threshold else x + threshold if x < -threshold else 0.0


@activation("0 where |x| ≤ 0.5, else x", two=(), since=(3, 7))
def hard_shrink(x: float, threshold: float = 0.5) -> float:
    """Turns small values into 0 and leaves all others as they are.

    For sparse codes and denoising. Not for the last layer of a classifier.

    Args:
        x: the values.
        threshold: what is no further from 0 than this becomes 0.
    """
    return 0.0 if abs(x) <= threshold else x


@activation("x - tanh(x)", two=(), since=(3, 7))
def tanh_shrink(x: float) -> float:
    """What tanh would cut off: almost 0 for small values, x ∓ 1 for large ones.

    For sparse codes. Rare elsewhere.

    Args:
        x: the values.
    """
    return x - math.tanh(x)
