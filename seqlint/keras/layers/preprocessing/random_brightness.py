"""RandomBrightness (Keras: `layers/preprocessing/image_preprocessing/random_brightness.py`)."""

from __future__ import annotations

from seqlint.keras.factors import Brightness, ValueRange
from seqlint.keras.kinds import Anything, DataFormat, ImageSeed
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_image import image
from seqlint.keras.layers.preprocessing.random_rotation import RandomRotation
from seqlint.values.call import Call


@layer(keras2="factor value_range seed", tags="preprocessing augmentation", like=RandomRotation)
def RandomBrightness(
    call: Call,
    factor: Brightness,
    value_range: ValueRange = (0, 255),
    seed: ImageSeed = None,
    *,
    data_format: DataFormat = None,
    bounding_box_format: Anything = None,
) -> Facets:
    """Makes every image brighter or darker by a random amount while training.

    output = input + a number drawn between {factor.span} of the value range, cut off at the range's ends. In
    `predict` and `evaluate` the layer does nothing. The shape stays.

    Args:
        factor: the largest change, as a share of the value range, from 0 to 1; or a pair (lowest, highest) from -1 to
            1.
        value_range: the smallest and largest pixel value: (0, 255), or (0, 1) after a `Rescaling(1/255)`. With the
            wrong one the effect is far too strong or not seen.

    Examples:
        (None, 32, 32, 3) → RandomBrightness(0.2) → (None, 32, 32, 3), 0 parameters
        (None, 32, 32, 3) → RandomBrightness(2) → InvalidValue
    """
    return image(call)
