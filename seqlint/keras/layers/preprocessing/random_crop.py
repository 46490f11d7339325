"""RandomCrop (Keras: `layers/preprocessing/image_preprocessing/random_crop.py`)."""

from __future__ import annotations

from seqlint.keras.factors import Side
from seqlint.keras.kinds import Anything, DataFormat, ImageSeed
from seqlint.keras.layer import ANY_RANK, Facets, layer
from seqlint.keras.layers.preprocessing.base_image import IMAGE, height_axis, side, with_size
from seqlint.values.call import Call
from seqlint.values.shape import Shape


@layer(keras2="height width seed", tags="preprocessing augmentation")
def RandomCrop(
    call: Call,
    height: Side,
    width: Side,
    seed: ImageSeed = None,
    data_format: DataFormat = None,
    name: Anything = None,
    *,
    bounding_box_format: Anything = None,
) -> Facets:
    """Cuts {height} × {width} pixels out of every image, at a random place while training.

    In `predict` and `evaluate` it takes the middle. An image that is smaller is scaled up instead.

    Args:
        height: the height of the piece in pixels.
        width: the width of the piece in pixels.
        seed: a number that makes the random places the same in every run.
        data_format: where the channels are: 'channels_last' (height, width, channels) or 'channels_first'.
        name: the layer's name in the summary.
        bounding_box_format: how boxes are written, where the layer is mapped over a dataset of images with boxes.

    Examples:
        (None, 180, 180, 3) → RandomCrop(64, 64) → (None, 64, 64, 3), 0 parameters
        (None, 64) → RandomCrop(8, 8) → IncompatibleRank
    """

    def output(shape: Shape) -> Shape:
        at = height_axis(data_format)
        cropped = call.target.major < 3
        rows = side(height, "RandomCrop", "height", cropped=cropped)
        return with_size(shape, at, rows, side(width, "RandomCrop", "width", cropped=cropped))

    return Facets(output, rank=IMAGE if call.target.major < 3 else ANY_RANK)
