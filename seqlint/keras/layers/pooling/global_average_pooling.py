"""GlobalAveragePooling1D, 2D and 3D (Keras: `layers/pooling/global_average_pooling1d.py` …)."""

from __future__ import annotations

from seqlint.keras.kinds import Boolean, DataFormat
from seqlint.keras.layer import Facets, exactly, layer
from seqlint.keras.layers.pooling.base_pooling import global_pooling


@layer(rank=exactly(3, built=(2, None)), tags="pooling global-pooling", keras2="data_format *keepdims")
def GlobalAveragePooling1D(data_format: DataFormat = None, keepdims: Boolean = False) -> Facets:
    """Takes the mean of each feature over all steps.

    output = Σ feature / number of steps. One vector is left of a sequence of any length, ready for a Dense head. Steps
    that a Masking or Embedding(mask_zero=True) layer marks do not count. No weights. The input has to be (batch, steps,
    features).

    Args:
        data_format: where the features stand: last, the default, or right after the batch ('channels_first').
        keepdims: whether the pooled axes stay, with size 1, so that the result can be multiplied with the input.

    Examples:
        (None, 100, 8) → GlobalAveragePooling1D() → (None, 8), 0 parameters
        (None, 100, 8) → GlobalAveragePooling1D(keepdims=True) → (None, 1, 8), 0 parameters
        (None, 8) → GlobalAveragePooling1D() → IncompatibleRank
    """
    return global_pooling(1, data_format, keepdims)


@layer(rank=exactly(4, built=(3, None)), tags="pooling global-pooling")
def GlobalAveragePooling2D(data_format: DataFormat = None, keepdims: Boolean = False) -> Facets:
    """Takes the mean of each channel over the whole image.

    output = Σ channel / (height × width). One vector is left of an image of any size, ready for a Dense head: a common
    and much smaller replacement for Flatten. No weights. The input has to be (batch, height, width, channels).

    Args:
        data_format: where the channels stand: last, the default, or right after the batch ('channels_first').
        keepdims: whether the pooled axes stay, with size 1, so that the result can be multiplied with the input.

    Examples:
        (None, 7, 7, 64) → GlobalAveragePooling2D() → (None, 64), 0 parameters
        (None, 7, 7, 64) → GlobalAveragePooling2D(keepdims=True) → (None, 1, 1, 64), 0 parameters
        (None, 64) → GlobalAveragePooling2D() → IncompatibleRank
    """
    return global_pooling(2, data_format, keepdims)


@layer(rank=exactly(5, built=(4, None)), tags="pooling global-pooling")
def GlobalAveragePooling3D(data_format: DataFormat = None, keepdims: Boolean = False) -> Facets:
    """Takes the mean of each channel over the whole volume.

    output = Σ channel / (depth × height × width). One vector is left of a volume of any size, ready for a Dense head.
    No weights. The input has to be (batch, depth, height, width, channels).

    Args:
        data_format: where the channels stand: last, the default, or right after the batch ('channels_first').
        keepdims: whether the pooled axes stay, with size 1, so that the result can be multiplied with the input.

    Examples:
        (None, 4, 7, 7, 64) → GlobalAveragePooling3D() → (None, 64), 0 parameters
        (None, 4, 7, 7, 64) → GlobalAveragePooling3D(keepdims=True) → (None, 1, 1, 1, 64), 0 parameters
        (None, 7, 7, 64) → GlobalAveragePooling3D() → IncompatibleRank
    """
    return global_pooling(3, data_format, keepdims)
