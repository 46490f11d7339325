"""RandomSharpness (Keras: `layers/preprocessing/image_preprocessing/random_sharpness.py`)."""

from __future__ import annotations

from seqlint.keras.factors import Factor01, ValueRange
from seqlint.keras.kinds import Anything, DataFormat, Seed
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_image import image
from seqlint.keras.layers.preprocessing.random_elastic_transform import RandomElasticTransform
from seqlint.values.call import Call


@layer(generations=(3,), tags="preprocessing augmentation", like=RandomElasticTransform)
def RandomSharpness(
    call: Call,
    factor: Factor01,
    value_range: ValueRange = (0, 255),
    data_format: DataFormat = None,
    seed: Seed = None,
    *,
    bounding_box_format: Anything = None,
) -> Facets:
    """Changes the sharpness of every image by a random amount while training.

    0.5 keeps the image, less blurs it, more sharpens it. In `predict` and `evaluate` the layer does nothing. The
    shape stays.

    Args:
        factor: how sharp images become, from 0 to 1 with 0.5 for no change, or a pair (lowest, highest).

    Examples:
        (None, 32, 32, 3) → RandomSharpness(0.2) → (None, 32, 32, 3), 0 parameters
        (None, 32, 32, 3) → RandomSharpness(2) → InvalidValue
    """
    return image(call)
