"""RandomInvert (Keras: `layers/preprocessing/image_preprocessing/random_invert.py`)."""

from __future__ import annotations

from seqlint.keras.factors import Factor01, ValueRangeUnchecked
from seqlint.keras.kinds import Anything, DataFormat, Seed
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_image import image
from seqlint.keras.layers.preprocessing.random_elastic_transform import RandomElasticTransform
from seqlint.values.call import Call


@layer(generations=(3,), tags="preprocessing augmentation", like=RandomElasticTransform)
def RandomInvert(
    call: Call,
    factor: Factor01 = 1.0,
    value_range: ValueRangeUnchecked = (0, 255),
    seed: Seed = None,
    data_format: DataFormat = None,
    *,
    bounding_box_format: Anything = None,
) -> Facets:
    """Turns some images into their negative while training.

    output = highest value - input, with probability {factor}. In `predict` and `evaluate` the layer does nothing. The
    shape stays.

    Args:
        factor: the probability that an image is inverted, from 0 to 1.

    Examples:
        (None, 32, 32, 3) → RandomInvert(0.5) → (None, 32, 32, 3), 0 parameters
        (None, 32, 32, 3) → RandomInvert(2) → InvalidValue
    """
    return image(call)
