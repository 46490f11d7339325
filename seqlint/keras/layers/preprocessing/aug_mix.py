"""AugMix (Keras: `layers/preprocessing/image_preprocessing/aug_mix.py`)."""

from __future__ import annotations

from seqlint.keras.factors import Each01, TransformInterpolation, ValueRange
from seqlint.keras.kinds import Anything, Boolean, DataFormat, Seed
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_image import image
from seqlint.keras.layers.preprocessing.random_elastic_transform import RandomElasticTransform
from seqlint.values.call import Call


@layer(generations=(3,), tags="preprocessing augmentation", like=RandomElasticTransform)
def AugMix(
    call: Call,
    value_range: ValueRange = (0, 255),
    num_chains: Anything = 3,
    chain_depth: Anything = 3,
    factor: Each01 = 0.3,
    alpha: Anything = 1.0,
    all_ops: Boolean = True,
    interpolation: TransformInterpolation = "bilinear",
    seed: Seed = None,
    data_format: DataFormat = None,
    *,
    bounding_box_format: Anything = None,
) -> Facets:
    """Mixes several randomly changed copies of every image while training.

    Each image goes through {num_chains} chains of up to {chain_depth} random changes; a random mixture of the results
    and the original goes on. In `predict` and `evaluate` the layer does nothing. The shape stays.

    Args:
        num_chains: how many changed copies are mixed.
        chain_depth: the most changes that one copy goes through.
        factor: how strong each change is, from 0 to 1, or a pair (lowest, highest).
        alpha: how evenly the copies are mixed; larger is more even.
        all_ops: whether changes of brightness, colour, contrast and sharpness belong to the choice.

    Examples:
        (None, 32, 32, 3) → AugMix() → (None, 32, 32, 3), 0 parameters
        (None, 32, 32, 3) → AugMix(factor=2) → InvalidValue
    """
    return image(call)
