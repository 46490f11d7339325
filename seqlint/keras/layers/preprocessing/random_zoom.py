"""RandomZoom (Keras: `layers/preprocessing/image_preprocessing/random_zoom.py`)."""

from __future__ import annotations

from seqlint.keras.factors import FillMode, FillValue, TransformInterpolation, Zoom, ZoomOrNone
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
def RandomZoom(
    call: Call,
    height_factor: Zoom,
    width_factor: ZoomOrNone = None,
    fill_mode: FillMode = "reflect",
    interpolation: TransformInterpolation = "bilinear",
    seed: ImageSeed = None,
    fill_value: FillValue = 0.0,
    data_format: DataFormat = None,
    *,
    bounding_box_format: Anything = None,
) -> Facets:
    """Zooms every image in or out by a random amount while training.

    A drawn number above 0 zooms out, below 0 zooms in: between {height_factor.span}. In `predict` and
    `evaluate` the layer does nothing. The shape stays.

    Args:
        height_factor: the largest zoom of the height, from 0 to 1 (0.2 gives ± 20 %), or a pair (lowest, highest).
        width_factor: the same for the width. Without it the width zooms as the height, and proportions stay.

    Examples:
        (None, 32, 32, 3) → RandomZoom(0.2) → (None, 32, 32, 3), 0 parameters
        (None, 32, 32, 3) → RandomZoom(2) → InvalidValue
    """
    return image(call)
