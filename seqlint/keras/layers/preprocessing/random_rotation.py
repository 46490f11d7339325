"""RandomRotation (Keras: `layers/preprocessing/image_preprocessing/random_rotation.py`)."""

from __future__ import annotations

from seqlint.keras.factors import Angle, FillMode, FillValue, TransformInterpolation
from seqlint.keras.kinds import Anything, DataFormat, ImageSeed
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_image import image
from seqlint.values.call import Call


@layer(keras2="factor fill_mode interpolation seed fill_value", tags="preprocessing augmentation")
def RandomRotation(
    call: Call,
    factor: Angle,
    fill_mode: FillMode = "reflect",
    interpolation: TransformInterpolation = "bilinear",
    seed: ImageSeed = None,
    fill_value: FillValue = 0.0,
    data_format: DataFormat = None,
    *,
    bounding_box_format: Anything = None,
) -> Facets:
    """Turns every image by a random angle while training.

    The angle is drawn between {factor.span} of a full turn, so 0.1 means up to 36° to either side. In
    `predict` and `evaluate` the layer does nothing. The shape stays. A tensor of 3 axes is taken for one image, so
    grey images need their channel axis: (None, 28, 28, 1).

    Args:
        factor: the largest turn, as a share of a full one (0.1 is 36°), or a pair (lowest, highest).
        fill_mode: what fills the corners that the turn leaves empty: 'reflect' mirrors the image, 'nearest' repeats
            the edge, 'wrap' continues at the other side, 'constant' takes `fill_value`.
        interpolation: how pixels between the old ones are found: 'bilinear' mixes neighbours, 'nearest' takes the
            closest (for label maps).
        seed: a number that makes the random choices the same in every run.
        fill_value: the pixel value outside the image with `fill_mode='constant'`.
        data_format: where the channels are: 'channels_last' (height, width, channels) or 'channels_first'.
        bounding_box_format: how boxes are written, where the layer is mapped over a dataset of images with boxes:
            'xyxy' or 'xywh'.

    Examples:
        (None, 32, 32, 3) → RandomRotation(0.1) → (None, 32, 32, 3), 0 parameters
        (None, 32, 32, 3) → RandomRotation(20) → InvalidValue
    """
    return image(call)
