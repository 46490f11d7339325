"""imageio: reads pictures as scikit-image does."""

from seqlint.libraries import skimage

__all__ = ["skimage"]
