"""RandomHue (Keras: `layers/preprocessing/image_preprocessing/random_hue.py`)."""

from __future__ import annotations

from seqlint.keras.factors import Factor01, ValueRangeUnchecked
from seqlint.keras.kinds import Anything, DataFormat, Seed
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_image import image
from seqlint.keras.layers.preprocessing.random_elastic_transform import RandomElasticTransform
from seqlint.values.call import Call


@layer(generations=(3,), tags="preprocessing augmentation", like=RandomElasticTransform)
def RandomHue(
    call: Call,
    factor: Factor01,
    value_range: ValueRangeUnchecked = (0, 255),
    data_format: DataFormat = None,
    seed: Seed = None,
    *,
    bounding_box_format: Anything = None,
) -> Facets:
    """Changes the colours of every image by a random amount while training.

    Every colour turns around the colour circle by the same random amount. In `predict` and `evaluate` the layer does
    nothing. The shape stays.

    Args:
        factor: the largest turn of the colour circle, from 0 to 1 (1 is half the circle), or a pair (lowest,
            highest).

    Examples:
        (None, 32, 32, 3) → RandomHue(0.2) → (None, 32, 32, 3), 0 parameters
        (None, 32, 32, 3) → RandomHue(2) → InvalidValue
    """
    return image(call)
