"""imageio: reads pictures as scikit-image does."""

from __future__ import annotations

from seqlint.libraries import skimage

__all__ = ["skimage"]
