"""Resizing (Keras: `layers/preprocessing/image_preprocessing/resizing.py`)."""

from __future__ import annotations

from seqlint.keras.factors import ResizeInterpolation, Side
from seqlint.keras.kinds import Anything, Boolean, DataFormat
from seqlint.keras.layer import ANY_RANK, Facets, layer
from seqlint.keras.layers.preprocessing.base_image import IMAGE, side, with_size
from seqlint.values.call import Call
from seqlint.values.shape import Shape


@layer(keras2="height width interpolation crop_to_aspect_ratio", tags="preprocessing")
def Resizing(
    call: Call,
    height: Side,
    width: Side,
    interpolation: ResizeInterpolation = "bilinear",
    crop_to_aspect_ratio: Boolean = False,
    pad_to_aspect_ratio: Boolean = False,
    fill_mode: Anything = "constant",
    fill_value: Anything = 0.0,
    antialias: Boolean = False,
    data_format: DataFormat = None,
    *,
    bounding_box_format: Anything = None,
) -> Facets:
    """Scales every image to {height} × {width} pixels.

    Pixels of the new image are mixed from the old ones. Proportions change unless they are kept by cropping or padding.
    A tensor of 3 axes is taken for one image: (None, 28, 28) would become ({height}, {width}, 28), so grey images need
    their channel axis.

    Args:
        height: the height of the new image in pixels.
        width: the width of the new image in pixels.
        interpolation: how new pixels are found: 'bilinear' mixes neighbours, 'nearest' takes the closest (for label
            maps), 'bicubic' and 'lanczos3' are smoother and slower.
        crop_to_aspect_ratio: keep the proportions and cut off what does not fit.
        pad_to_aspect_ratio: keep the proportions and fill the rest with `fill_value`.
        fill_mode: how the padding is filled; only 'constant' exists.
        fill_value: the pixel value of the padding.
        antialias: blur before making an image smaller, so that fine patterns do not flicker.
        data_format: where the channels are: 'channels_last' (height, width, channels) or 'channels_first'.
        bounding_box_format: how boxes are written, where the layer is mapped over a dataset of images with boxes.

    Examples:
        (None, 180, 180, 3) → Resizing(64, 64) → (None, 64, 64, 3), 0 parameters
        (None, None, None, 3) → Resizing(64, 32) → (None, 64, 32, 3), 0 parameters
        (None, 28, 28) → Resizing(8, 8) → (8, 8, 28), 0 parameters
    """

    def output(shape: Shape) -> Shape:
        first = 1 if len(shape) == 4 else 0
        at = first + 1 if data_format == "channels_first" else first
        if call.target.major < 3:
            for name, value in (("height", height), ("width", width)):
                side(1 if isinstance(value, int) else value, "Resizing", name, cropped=True)
        return with_size(shape, at, side(height, "Resizing", "height"), side(width, "Resizing", "width"))

    return Facets(output, rank=IMAGE if call.target.major < 3 else ANY_RANK)
