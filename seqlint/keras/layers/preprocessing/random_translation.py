"""RandomTranslation (Keras: `layers/preprocessing/image_preprocessing/random_translation.py`)."""

from __future__ import annotations

from seqlint.keras.factors import FillMode, FillValue, Shift, TransformInterpolation
from seqlint.keras.kinds import Anything, DataFormat, ImageSeed
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_image import image
from seqlint.keras.layers.preprocessing.random_rotation import RandomRotation
from seqlint.values.call import Call


@layer(
    keras2="height_factor width_factor fill_mode interpolation seed fill_value",
    tags="preprocessing augmentation",
    like=RandomRotation,
)
def RandomTranslation(
    call: Call,
    height_factor: Shift,
    width_factor: Shift,
    fill_mode: FillMode = "reflect",
    interpolation: TransformInterpolation = "bilinear",
    seed: ImageSeed = None,
    fill_value: FillValue = 0.0,
    data_format: DataFormat = None,
    *,
    bounding_box_format: Anything = None,
) -> Facets:
    """Shifts every image by a random distance while training.

    The image moves up or down by a share of its height between {height_factor.span}, and sideways by a share of its
    width between {width_factor.span}. In `predict` and `evaluate` the layer does nothing. The shape stays.

    Args:
        height_factor: the largest shift up or down, as a share of the height, or a pair (lowest, highest).
        width_factor: the largest shift to the left or right, as a share of the width, or a pair (lowest, highest).

    Examples:
        (None, 32, 32, 3) → RandomTranslation(0.1, 0.1) → (None, 32, 32, 3), 0 parameters
        (None, 32, 32, 3) → RandomTranslation(2, 0.1) → InvalidValue
    """
    return image(call)
