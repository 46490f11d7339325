"""RandomSaturation (Keras: `layers/preprocessing/image_preprocessing/random_saturation.py`)."""

from __future__ import annotations

from seqlint.keras.factors import Change, ValueRange
from seqlint.keras.kinds import Anything, DataFormat, Seed
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_image import image
from seqlint.keras.layers.preprocessing.random_elastic_transform import RandomElasticTransform
from seqlint.values.call import Call


@layer(generations=(3,), tags="preprocessing augmentation", like=RandomElasticTransform)
def RandomSaturation(
    call: Call,
    factor: Change,
    value_range: ValueRange = (0, 255),
    data_format: DataFormat = None,
    seed: Seed = None,
    *,
    bounding_box_format: Anything = None,
) -> Facets:
    """Changes the strength of the colours of every image by a random amount while training.

    0.5 keeps the colours, 0 makes the image grey, 1 makes colours as strong as can be. In `predict` and `evaluate`
    the layer does nothing. The shape stays.

    Args:
        factor: how strong the colours become, from 0 to 1 with 0.5 for no change; one number draws between 0 and it.
            Or a pair (lowest, highest).

    Examples:
        (None, 32, 32, 3) → RandomSaturation(0.2) → (None, 32, 32, 3), 0 parameters
        (None, 32, 32, 3) → RandomSaturation(2) → InvalidValue
    """
    return image(call)
