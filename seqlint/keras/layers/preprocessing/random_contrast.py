"""RandomContrast (Keras: `layers/preprocessing/image_preprocessing/random_contrast.py`)."""

from __future__ import annotations

from seqlint.keras.factors import Contrast, ValueRangeUnchecked
from seqlint.keras.kinds import Anything, DataFormat, ImageSeed
from seqlint.keras.layer import Facets, at_least, layer
from seqlint.keras.layers.preprocessing.base_image import image
from seqlint.keras.layers.preprocessing.random_elastic_transform import RandomElasticTransform
from seqlint.values.call import Call
from seqlint.values.refusal import InvalidValue, Refused


@layer(keras2="factor seed", tags="preprocessing augmentation", like=RandomElasticTransform)
def RandomContrast(
    call: Call,
    factor: Contrast,
    value_range: ValueRangeUnchecked = (0, 255),
    seed: ImageSeed = None,
    *,
    data_format: DataFormat = None,
    bounding_box_format: Anything = None,
) -> Facets:
    """Makes the contrast of every image stronger or weaker by a random amount while training.

    output = (input - mean) · f + mean, for each channel, with f drawn between {factor.around}. In
    `predict` and `evaluate` the layer does nothing. The shape stays.

    Args:
        factor: how far the contrast may change, from 0 to 1: 0.2 gives 80 % to 120 %. Or a pair (lowest, highest).

    Examples:
        (None, 32, 32, 3) → RandomContrast(0.2) → (None, 32, 32, 3), 0 parameters
        (None, 32, 32, 3) → RandomContrast(2) → InvalidValue
    """
    still = isinstance(factor, (int, float)) and factor == 0
    if call.target.major < 3 and (still or factor == (0, 0)):
        raise Refused(
            InvalidValue,
            "factor",
            "ValueError: upper must be > lower.",
            callee="RandomContrast",
            argument="factor",
            value=factor,
            wanted="a number above 0",
        ).when_applied()
    return image(call, at_least(3))
