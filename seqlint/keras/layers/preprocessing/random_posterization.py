"""RandomPosterization (Keras: `layers/preprocessing/image_preprocessing/random_posterization.py`)."""

from __future__ import annotations

from seqlint.keras.factors import Bits, ValueRange
from seqlint.keras.kinds import Anything, DataFormat, Seed
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_image import image
from seqlint.keras.layers.preprocessing.random_elastic_transform import RandomElasticTransform
from seqlint.values.call import Call


@layer(generations=(3,), tags="preprocessing augmentation", like=RandomElasticTransform)
def RandomPosterization(
    call: Call,
    factor: Bits,
    value_range: ValueRange = (0, 255),
    data_format: DataFormat = None,
    seed: Seed = None,
    *,
    bounding_box_format: Anything = None,
) -> Facets:
    """Leaves every image only a few shades of each colour while training.

    Each pixel value is cut down to its {factor} highest bits: 2 ** {factor} shades are left. In `predict` and
    `evaluate` the layer does nothing. The shape stays.

    Args:
        factor: how many bits of 8 are kept: 1 leaves two shades, 8 changes nothing. Or a pair (lowest, highest).

    Examples:
        (None, 32, 32, 3) → RandomPosterization(4) → (None, 32, 32, 3), 0 parameters
        (None, 32, 32, 3) → RandomPosterization(0.5) → InvalidValue
    """
    return image(call)
