"""RandomShear (Keras: `layers/preprocessing/image_preprocessing/random_shear.py`)."""

from __future__ import annotations

from seqlint.keras.factors import Each01, FillMode, TransformInterpolation
from seqlint.keras.kinds import Anything, DataFormat, Seed
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_image import image
from seqlint.keras.layers.preprocessing.random_rotation import RandomRotation
from seqlint.values.call import Call


@layer(generations=(3,), tags="preprocessing augmentation", like=RandomRotation)
def RandomShear(
    call: Call,
    x_factor: Each01 = 0.0,
    y_factor: Each01 = 0.0,
    interpolation: TransformInterpolation = "bilinear",
    fill_mode: FillMode = "reflect",
    fill_value: Anything = 0.0,
    data_format: DataFormat = None,
    seed: Seed = None,
    *,
    bounding_box_format: Anything = None,
) -> Facets:
    """Slants every image by a random amount while training.

    Rows are shifted sideways in proportion to their height in the image, columns up or down in proportion to their
    place. In `predict` and `evaluate` the layer does nothing. The shape stays.

    Args:
        x_factor: the strongest slant sideways, from 0 to 1, or a pair (lowest, highest).
        y_factor: the strongest slant up or down, from 0 to 1, or a pair (lowest, highest).

    Examples:
        (None, 32, 32, 3) → RandomShear(x_factor=0.2) → (None, 32, 32, 3), 0 parameters
        (None, 32, 32, 3) → RandomShear(x_factor=-0.2) → InvalidValue
    """
    return image(call)
