"""AveragePooling1D, AveragePooling2D, AveragePooling3D (Keras: `layers/pooling/average_pooling1d.py` …)."""

from __future__ import annotations

from seqlint.keras.kinds import Anything, DataFormat, PoolPadding
from seqlint.keras.layer import Facets, exactly, layer
from seqlint.keras.layers.pooling.base_pooling import pooling
from seqlint.keras.whole import OptionalSteps1D, OptionalSteps2D, OptionalSteps3D, Size1D, Size2D, Size3D
from seqlint.values.call import Call


@layer(rank=exactly(3), tags="pooling", keras2="pool_size=2 strides padding data_format")
def AveragePooling1D(
    call: Call,
    pool_size: Size1D,
    strides: OptionalSteps1D = None,
    padding: PoolPadding = "valid",
    data_format: DataFormat = None,
    name: Anything = None,
) -> Facets:
    """Takes the mean of every {pool_size} steps of each feature: {input} becomes {output}.

    output = Σ window / its size. Every place counts alike, also those where a pattern was not found. There is nothing
    to learn: no weights. The input has to be (batch, steps, features).

    Args:
        pool_size: how many steps in a row become one. 2 halves the length.
        strides: how far the window moves; None, the default, moves by its whole size, so that no step counts twice.
        padding: 'valid' drops the steps at the end that do not fill a window; 'same' keeps them, so the length is
            divided and rounded up.
        data_format: where the features stand: last, the default, or right after the batch ('channels_first').
        name: the layer's name in `summary()`; Keras makes one up when it is left out.

    Examples:
        (None, 100, 8) → AveragePooling1D(2) → (None, 50, 8), 0 parameters
        (None, 101, 8) → AveragePooling1D(4, padding='same') → (None, 26, 8), 0 parameters
        (None, 100) → AveragePooling1D(2) → IncompatibleRank
        (None, 1, 8) → AveragePooling1D(3) → WindowTooLarge
    """
    return pooling(call, pool_size, strides, padding, data_format)


@layer(rank=exactly(4), tags="pooling", keras2="pool_size=2 strides padding data_format")
def AveragePooling2D(
    call: Call,
    pool_size: Size2D,
    strides: OptionalSteps2D = None,
    padding: PoolPadding = "valid",
    data_format: DataFormat = None,
    name: Anything = None,
) -> Facets:
    """Takes the mean of every {pool_size} window of each channel: {input} becomes {output}.

    output = Σ window / its size. Every place counts alike, also those where a pattern was not found. There is nothing
    to learn: no weights. The input has to be (batch, height, width, channels).

    Args:
        pool_size: height and width of the window that becomes one number. 2 halves both; one number makes it square.
        strides: how far the window moves; None, the default, moves by its whole size, so that no pixel counts twice.
        padding: 'valid' drops the rows and columns at the edge that do not fill a window (13 becomes 6); 'same' keeps
            them (13 becomes 7).
        data_format: where the channels stand: 'channels_last', the default, or 'channels_first' for (batch, channels,
            height, width).
        name: the layer's name in `summary()`; Keras makes one up when it is left out.

    Examples:
        (None, 28, 28, 32) → AveragePooling2D(2) → (None, 14, 14, 32), 0 parameters
        (None, 13, 13, 32) → AveragePooling2D(2) → (None, 6, 6, 32), 0 parameters
        (None, 13, 13, 32) → AveragePooling2D(2, padding='same') → (None, 7, 7, 32), 0 parameters
        (None, 28, 28, 32) → AveragePooling2D(3, strides=1) → (None, 26, 26, 32), 0 parameters
        (None, None, None, 3) → AveragePooling2D(2) → (None, None, None, 3), 0 parameters
        (None, 784) → AveragePooling2D(2) → IncompatibleRank
        (None, 1, 1, 8) → AveragePooling2D(2) → WindowTooLarge
    """
    return pooling(call, pool_size, strides, padding, data_format)


@layer(rank=exactly(5), tags="pooling", keras2="pool_size=2 strides padding data_format")
def AveragePooling3D(
    call: Call,
    pool_size: Size3D,
    strides: OptionalSteps3D = None,
    padding: PoolPadding = "valid",
    data_format: DataFormat = None,
    name: Anything = None,
) -> Facets:
    """Takes the mean of every {pool_size} box of each channel: {input} becomes {output}.

    output = Σ box / its size. Every place counts alike, also those where a pattern was not found. There is nothing to
    learn: no weights. The input has to be (batch, depth, height, width, channels).

    Args:
        pool_size: depth, height and width of the box that becomes one number. 2 halves all three.
        strides: how far the box moves; None, the default, moves by its whole size, so that no place counts twice.
        padding: 'valid' drops what does not fill a box at the far faces; 'same' keeps it.
        data_format: where the channels stand: last, the default, or right after the batch ('channels_first').
        name: the layer's name in `summary()`; Keras makes one up when it is left out.

    Examples:
        (None, 16, 28, 28, 8) → AveragePooling3D(2) → (None, 8, 14, 14, 8), 0 parameters
        (None, 16, 28, 28, 8) → AveragePooling3D((1, 2, 2)) → (None, 16, 14, 14, 8), 0 parameters
        (None, 28, 28, 8) → AveragePooling3D(2) → IncompatibleRank
    """
    return pooling(call, pool_size, strides, padding, data_format)
