"""RandomColorDegeneration (Keras: `layers/preprocessing/image_preprocessing/random_color_degeneration.py`)."""

from __future__ import annotations

from seqlint.keras.factors import Change, ValueRange
from seqlint.keras.kinds import Anything, DataFormat, Seed
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_image import IMAGE
from seqlint.values.refusal import IncompatibleAxis, Refused
from seqlint.values.shape import Shape


@layer(rank=IMAGE, generations=(3,), tags="preprocessing augmentation")
def RandomColorDegeneration(
    factor: Change,
    value_range: ValueRange = (0, 255),
    data_format: DataFormat = None,
    seed: Seed = None,
    *,
    bounding_box_format: Anything = None,
) -> Facets:
    """Makes the colours of every image paler by a random amount while training.

    output = image and its grey version, mixed; {factor} of 1 may take the colours away altogether. It needs 3 channels.
    In `predict` and `evaluate` the layer does nothing. The shape stays.

    Args:
        factor: how pale images may become, from 0 (no change) to 1 (grey), or a pair (lowest, highest).
        value_range: the smallest and largest pixel value: (0, 255), or (0, 1) after a `Rescaling(1/255)`.
        data_format: where the channels are: 'channels_last' (height, width, channels) or 'channels_first'.
        seed: a number that makes the random choices the same in every run.
        bounding_box_format: how boxes are written, where the layer is mapped over a dataset of images with boxes.

    Examples:
        (None, 32, 32, 3) → RandomColorDegeneration(0.2) → (None, 32, 32, 3), 0 parameters
        (None, 32, 32, 1) → RandomColorDegeneration(0.2) → IncompatibleAxis
        (None, 32) → RandomColorDegeneration(0.2) → IncompatibleRank
    """
    axis = -3 if data_format == "channels_first" else -1

    def output(shape: Shape) -> Shape:
        channels = shape[axis]
        if isinstance(channels, int) and channels != 3:
            raise Refused(
                IncompatibleAxis,
                keras=f"ValueError: Input images must have 3 channels, but received images with {channels} channels.",
                axis=axis,
                expected=3,
                found=channels,
                shape=shape,
                why="channels",
            )
        return shape

    return Facets(output)
