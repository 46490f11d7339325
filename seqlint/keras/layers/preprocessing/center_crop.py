"""CenterCrop (Keras: `layers/preprocessing/image_preprocessing/center_crop.py`)."""

from __future__ import annotations

from seqlint.keras.factors import Side
from seqlint.keras.kinds import Anything, DataFormat
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_image import IMAGE, height_axis, side, with_size
from seqlint.values.call import Call
from seqlint.values.shape import Shape


@layer(rank=IMAGE, keras2="height width", tags="preprocessing")
def CenterCrop(
    call: Call, height: Side, width: Side, data_format: DataFormat = None, *, bounding_box_format: Anything = None
) -> Facets:
    """Cuts the middle {height} × {width} pixels out of every image.

    An image that is smaller is scaled up instead. It works the same in training and in prediction. A tensor of 3 axes
    is taken for one image.

    Args:
        height: the height of the piece in pixels.
        width: the width of the piece in pixels.
        data_format: where the channels are: 'channels_last' (height, width, channels) or 'channels_first'.
        bounding_box_format: how boxes are written, where the layer is mapped over a dataset of images with boxes.

    Examples:
        (None, 180, 180, 3) → CenterCrop(64, 64) → (None, 64, 64, 3), 0 parameters
        (None, 64) → CenterCrop(8, 8) → IncompatibleRank
    """

    def output(shape: Shape) -> Shape:
        at = height_axis(data_format)
        cropped = call.target.major < 3
        rows = side(height, "CenterCrop", "height", cropped=cropped)
        return with_size(shape, at, rows, side(width, "CenterCrop", "width", cropped=cropped))

    return Facets(output)
