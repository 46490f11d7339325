"""RandomElasticTransform (Keras: `layers/preprocessing/image_preprocessing/random_elastic_transform.py`)."""

from __future__ import annotations

from seqlint.keras.factors import ElasticFillMode, Factor01, TransformInterpolation, ValueRangeUnchecked
from seqlint.keras.kinds import Anything, DataFormat, Seed
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_image import image
from seqlint.values.call import Call


@layer(generations=(3,), tags="preprocessing augmentation")
def RandomElasticTransform(
    call: Call,
    factor: Factor01 = 1.0,
    scale: Factor01 = 1.0,
    interpolation: TransformInterpolation = "bilinear",
    fill_mode: ElasticFillMode = "reflect",
    fill_value: Anything = 0.0,
    value_range: ValueRangeUnchecked = (0, 255),
    seed: Seed = None,
    data_format: DataFormat = None,
    *,
    bounding_box_format: Anything = None,
) -> Facets:
    """Bends every image as if it were drawn on rubber, at random, while training.

    Each pixel is moved by a smooth random field. It suits handwriting and medical images. In `predict` and `evaluate`
    the layer does nothing. The shape stays.

    Args:
        factor: the probability that an image is bent, from 0 to 1.
        scale: how strongly it is bent, from 0 to 1, or a pair (lowest, highest).
        fill_mode: what fills places that the bend leaves empty: 'reflect' and 'mirror' mirror the image, 'nearest'
            repeats the edge, 'wrap' continues at the other side, 'constant' takes `fill_value`.
        interpolation: how pixels between the old ones are found: 'bilinear' mixes neighbours, 'nearest' takes the
            closest.
        fill_value: the pixel value outside the image with `fill_mode='constant'`.
        value_range: the smallest and largest pixel value: (0, 255), or (0, 1) after a `Rescaling(1/255)`.
        seed: a number that makes the random choices the same in every run.
        data_format: where the channels are: 'channels_last' (height, width, channels) or 'channels_first'.
        bounding_box_format: how boxes are written, where the layer is mapped over a dataset of images with boxes:
            'xyxy' or 'xywh'.

    Examples:
        (None, 32, 32, 3) → RandomElasticTransform(0.5) → (None, 32, 32, 3), 0 parameters
        (None, 32, 32, 3) → RandomElasticTransform(2) → InvalidValue
    """
    return image(call)
