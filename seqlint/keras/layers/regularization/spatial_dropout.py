"""SpatialDropout1D, 2D and 3D (Keras: `layers/regularization/spatial_dropout.py`)."""

from __future__ import annotations

from seqlint.keras.amounts import Unit
from seqlint.keras.kinds import Anything, DataFormat, Seed
from seqlint.keras.layer import Facets, exactly, layer


@layer(
    rank=exactly(3, built=(1, None)),
    kwargs=False,
    keras2="rate *noise_shape *seed",
    removed="noise_shape",
    tags="dropout",
)
def SpatialDropout1D(
    rate: Unit, seed: Seed = None, name: Anything = None, dtype: Anything = None, *, noise_shape: Anything = None
) -> Facets:
    """Sets whole features to zero along the sequence while training, instead of single values.

    output = input · mask / (1 − {rate}) in training, with one mask value for each feature. With probability {rate} a
    feature is zero at every step of the sequence. Neighbouring steps carry much the same information, so dropping
    single values, as `Dropout` does, would hide little. Usual after `Embedding` or `Conv1D`.

    Args:
        rate: the share of features that is dropped, from 0 to 1. Usual are 0.1 to 0.3.
        seed: a number that makes the random choice the same in every run.
        name: the layer's name in the summary.
        dtype: the number type that the layer computes in.
        noise_shape: only in Keras 2, and without effect there.

    Examples:
        (None, 10, 16) → SpatialDropout1D(0.2) → (None, 10, 16), 0 parameters
        (None, 16) → SpatialDropout1D(0.2) → IncompatibleRank
    """
    return Facets()


@layer(
    rank=exactly(4, built=(1, None)),
    kwargs=False,
    keras2="rate data_format *noise_shape *seed",
    removed="noise_shape",
    tags="dropout",
)
def SpatialDropout2D(
    rate: Unit,
    data_format: DataFormat = None,
    seed: Seed = None,
    name: Anything = None,
    dtype: Anything = None,
    *,
    noise_shape: Anything = None,
) -> Facets:
    """Sets whole feature maps to zero while training, instead of single pixels.

    output = input · mask / (1 − {rate}) in training, with one mask value for each channel. With probability {rate} a
    channel is zero at every place of the image. Neighbouring pixels of a feature map are much alike, so dropping single
    ones, as `Dropout` does, would hide little. Usual after early convolutions.

    Args:
        rate: the share of feature maps that is dropped, from 0 to 1. Usual are 0.1 to 0.3.
        data_format: where the channels are: `channels_last` (height, width, channels) or `channels_first`.
        seed: a number that makes the random choice the same in every run.
        name: the layer's name in the summary.
        dtype: the number type that the layer computes in.
        noise_shape: only in Keras 2, and without effect there.

    Examples:
        (None, 8, 8, 16) → SpatialDropout2D(0.2) → (None, 8, 8, 16), 0 parameters
        (None, 8, 16) → SpatialDropout2D(0.2) → IncompatibleRank
    """
    return Facets()


@layer(
    rank=exactly(5, built=(1, None)),
    kwargs=False,
    keras2="rate data_format *noise_shape *seed",
    removed="noise_shape",
    tags="dropout",
)
def SpatialDropout3D(
    rate: Unit,
    data_format: DataFormat = None,
    seed: Seed = None,
    name: Anything = None,
    dtype: Anything = None,
    *,
    noise_shape: Anything = None,
) -> Facets:
    """Sets whole feature volumes to zero while training, instead of single values.

    output = input · mask / (1 − {rate}) in training, with one mask value for each channel. With probability {rate} a
    channel is zero in the whole volume. Usual between 3D convolutions.

    Args:
        rate: the share of feature volumes that is dropped, from 0 to 1. Usual are 0.1 to 0.3.
        data_format: where the channels are: `channels_last` (the last axis) or `channels_first`.
        seed: a number that makes the random choice the same in every run.
        name: the layer's name in the summary.
        dtype: the number type that the layer computes in.
        noise_shape: only in Keras 2, and without effect there.

    Examples:
        (None, 4, 8, 8, 16) → SpatialDropout3D(0.2) → (None, 4, 8, 8, 16), 0 parameters
        (None, 8, 8, 16) → SpatialDropout3D(0.2) → IncompatibleRank
    """
    return Facets()
