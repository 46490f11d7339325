"""RandomGaussianBlur (Keras: `layers/preprocessing/image_preprocessing/random_gaussian_blur.py`)."""

from __future__ import annotations

from seqlint.keras.factors import Factor01, OddSize, ValueRangeUnchecked
from seqlint.keras.kinds import Anything, DataFormat, Seed
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_image import image
from seqlint.keras.layers.preprocessing.random_elastic_transform import RandomElasticTransform
from seqlint.values.call import Call


@layer(generations=(3,), tags="preprocessing augmentation", like=RandomElasticTransform)
def RandomGaussianBlur(
    call: Call,
    factor: Factor01 = 1.0,
    kernel_size: OddSize = 3,
    sigma: Factor01 = 1.0,
    value_range: ValueRangeUnchecked = (0, 255),
    data_format: DataFormat = None,
    seed: Seed = None,
    *,
    bounding_box_format: Anything = None,
) -> Facets:
    """Blurs every image by a random amount while training.

    Each pixel becomes a weighted mean of its neighbours. In `predict` and `evaluate` the layer does nothing. The
    shape stays.

    Args:
        factor: the probability that an image is blurred, from 0 to 1.
        kernel_size: the width of the neighbourhood in pixels, an odd number, or a pair of them.
        sigma: how widely the weights spread, from 0 to 1, or a pair (lowest, highest).

    Examples:
        (None, 32, 32, 3) → RandomGaussianBlur(0.5) → (None, 32, 32, 3), 0 parameters
        (None, 32, 32, 3) → RandomGaussianBlur(kernel_size=2) → InvalidValue
    """
    return image(call)
