"""RandomErasing (Keras: `layers/preprocessing/image_preprocessing/random_erasing.py`)."""

from __future__ import annotations

from seqlint.keras.factors import Factor01, ValueRangeUnchecked
from seqlint.keras.kinds import Anything, DataFormat, Seed
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_image import image
from seqlint.keras.layers.preprocessing.random_elastic_transform import RandomElasticTransform
from seqlint.values.call import Call


@layer(generations=(3,), tags="preprocessing augmentation", like=RandomElasticTransform)
def RandomErasing(
    call: Call,
    factor: Factor01 = 1.0,
    scale: Factor01 = (0.02, 0.33),
    fill_value: Anything = None,
    value_range: ValueRangeUnchecked = (0, 255),
    seed: Seed = None,
    data_format: DataFormat = None,
    *,
    bounding_box_format: Anything = None,
) -> Facets:
    """Covers a random rectangle of every image while training.

    The model has to recognise things of which a part is hidden. In `predict` and `evaluate` the layer does nothing.
    The shape stays.

    Args:
        factor: the probability that an image gets a covered rectangle, from 0 to 1.
        scale: the size of the rectangle as a share of the image, as a pair (smallest, largest).
        fill_value: what covers the rectangle: a number, three numbers for the channels, or None for random noise.

    Examples:
        (None, 32, 32, 3) → RandomErasing(0.5) → (None, 32, 32, 3), 0 parameters
        (None, 32, 32, 3) → RandomErasing(2) → InvalidValue
    """
    return image(call)
