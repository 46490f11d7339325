"""MaxNumBoundingBoxes (Keras: `layers/preprocessing/image_preprocessing/max_num_bounding_box.py`)."""

from __future__ import annotations

from seqlint.keras.amounts import Number
from seqlint.keras.kinds import Anything, DataFormat
from seqlint.keras.layer import Facets, layer


@layer(generations=(3,), tags="preprocessing")
def MaxNumBoundingBoxes(
    max_number: Number,
    fill_value: Number = -1,
    *,
    data_format: DataFormat = None,
    bounding_box_format: Anything = None,
) -> Facets:
    """Gives every image the same number of bounding boxes, by cutting or padding.

    It works on dictionaries of images and boxes, in a dataset. In a model of images alone it changes nothing.

    Args:
        max_number: how many boxes every image has afterwards.
        fill_value: what the added boxes and labels consist of.
        data_format: where the channels of the images are: 'channels_last' or 'channels_first'.
        bounding_box_format: how the boxes are written: 'xyxy' or 'xywh'.

    Examples:
        (None, 32, 32, 3) → MaxNumBoundingBoxes(3) → (None, 32, 32, 3), 0 parameters
    """
    return Facets()
