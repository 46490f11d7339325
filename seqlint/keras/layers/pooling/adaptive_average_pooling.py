"""AdaptiveAveragePooling1D, 2D and 3D (Keras 3: `layers/pooling/adaptive_average_pooling1d.py` …)."""

from __future__ import annotations

from seqlint.keras.kinds import AdaptiveFormat
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.pooling.base_pooling import adaptive_pooling
from seqlint.keras.whole import Target1D, Target2D, Target3D


@layer(generations=(3,), tags="pooling")
def AdaptiveAveragePooling1D(output_size: Target1D, data_format: AdaptiveFormat = None) -> Facets:
    """Brings a sequence of any size to {output_size} by taking the mean of as many windows as are needed.

    Windows and steps follow from the input's size, so that inputs of different sizes give one size. Keras does not
    check the input's rank here: a wrong one fails only when data arrives. No weights.

    Args:
        output_size: how many steps are left.
        data_format: where the features stand: last, the default, or right after the batch ('channels_first').

    Examples:
        (None, 100, 8) → AdaptiveAveragePooling1D(10) → (None, 10, 8), 0 parameters
    """
    return adaptive_pooling(output_size, data_format)


@layer(generations=(3,), tags="pooling")
def AdaptiveAveragePooling2D(output_size: Target2D, data_format: AdaptiveFormat = None) -> Facets:
    """Brings an image of any size to {output_size} by taking the mean of as many windows as are needed.

    Windows and steps follow from the input's size, so that inputs of different sizes give one size. Keras does not
    check the input's rank here: a wrong one fails only when data arrives. No weights.

    Args:
        output_size: height and width that are left; one number for both.
        data_format: where the channels stand: last, the default, or right after the batch ('channels_first').

    Examples:
        (None, 50, 37, 8) → AdaptiveAveragePooling2D(7) → (None, 7, 7, 8), 0 parameters
    """
    return adaptive_pooling(output_size, data_format)


@layer(generations=(3,), tags="pooling")
def AdaptiveAveragePooling3D(output_size: Target3D, data_format: AdaptiveFormat = None) -> Facets:
    """Brings a volume of any size to {output_size} by taking the mean of as many windows as are needed.

    Windows and steps follow from the input's size, so that inputs of different sizes give one size. Keras does not
    check the input's rank here: a wrong one fails only when data arrives. No weights.

    Args:
        output_size: depth, height and width that are left; one number for all.
        data_format: where the channels stand: last, the default, or right after the batch ('channels_first').

    Examples:
        (None, 9, 50, 37, 8) → AdaptiveAveragePooling3D((2, 4, 4)) → (None, 2, 4, 4, 8), 0 parameters
    """
    return adaptive_pooling(output_size, data_format)
