"""RandAugment (Keras: `layers/preprocessing/image_preprocessing/rand_augment.py`)."""

from __future__ import annotations

from seqlint.keras.factors import Each01, TransformInterpolation, ValueRange
from seqlint.keras.kinds import Anything, DataFormat, Seed
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_image import image
from seqlint.keras.layers.preprocessing.random_elastic_transform import RandomElasticTransform
from seqlint.values.call import Call


@layer(generations=(3,), tags="preprocessing augmentation", like=RandomElasticTransform)
def RandAugment(
    call: Call,
    value_range: ValueRange = (0, 255),
    num_ops: Anything = 2,
    factor: Each01 = 0.5,
    interpolation: TransformInterpolation = "bilinear",
    seed: Seed = None,
    data_format: DataFormat = None,
    *,
    bounding_box_format: Anything = None,
) -> Facets:
    """Applies a few randomly chosen changes to every image while training.

    For each batch {num_ops} of the usual changes (turn, shift, slant, colour, contrast …) are drawn. One number,
    {factor}, sets how strong all of them are, so there is little to tune. In `predict` and `evaluate` the layer does
    nothing. The shape stays.

    Args:
        num_ops: how many changes are applied one after the other. Usual are 1 to 3.
        factor: how strong they are, from 0 to 1, or a pair (lowest, highest).

    Examples:
        (None, 32, 32, 3) → RandAugment() → (None, 32, 32, 3), 0 parameters
        (None, 32, 32, 3) → RandAugment(factor=2) → InvalidValue
    """
    return image(call)
