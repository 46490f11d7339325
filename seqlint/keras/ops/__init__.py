"""Functions of tensors (Keras: `keras.ops`, and `keras.backend` before it): what goes out, without the numbers."""

from __future__ import annotations

from seqlint.keras.ops import arithmetic, layout, making, windows

__all__ = ["arithmetic", "layout", "making", "windows"]
