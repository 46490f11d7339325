"""Solarization (Keras: `layers/preprocessing/image_preprocessing/solarization.py`)."""

from __future__ import annotations

from seqlint.keras.factors import Each01, ValueRange
from seqlint.keras.kinds import Anything, DataFormat, Seed
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_image import image
from seqlint.keras.layers.preprocessing.random_elastic_transform import RandomElasticTransform
from seqlint.values.call import Call


@layer(generations=(3,), tags="preprocessing augmentation", like=RandomElasticTransform)
def Solarization(
    call: Call,
    addition_factor: Each01 = 0.0,
    threshold_factor: Each01 = 0.0,
    value_range: ValueRange = (0, 255),
    seed: Seed = None,
    *,
    data_format: DataFormat = None,
    bounding_box_format: Anything = None,
) -> Facets:
    """Inverts the bright pixels of every image while training.

    A random amount is added to all pixels; then those above a random threshold are replaced by their negative. In
    `predict` and `evaluate` the layer does nothing. The shape stays.

    Args:
        addition_factor: the largest amount that is added, as a share of the value range from 0 to 1, or a pair.
        threshold_factor: the highest threshold, as a share of the value range from 0 to 1, or a pair.

    Examples:
        (None, 32, 32, 3) → Solarization(0.1, 0.5) → (None, 32, 32, 3), 0 parameters
        (None, 32, 32, 3) → Solarization(2) → InvalidValue
    """
    return image(call)
