"""RandomPerspective (Keras: `layers/preprocessing/image_preprocessing/random_perspective.py`)."""

from __future__ import annotations

from seqlint.keras.amounts import Unit
from seqlint.keras.factors import Factor01, TransformInterpolation
from seqlint.keras.kinds import Anything, DataFormat, Seed
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_image import image
from seqlint.keras.layers.preprocessing.random_rotation import RandomRotation
from seqlint.values.call import Call


@layer(generations=(3,), tags="preprocessing augmentation", like=RandomRotation)
def RandomPerspective(
    call: Call,
    factor: Factor01 = 1.0,
    scale: Unit = 1.0,
    interpolation: TransformInterpolation = "bilinear",
    fill_value: Anything = 0.0,
    seed: Seed = None,
    data_format: DataFormat = None,
    *,
    bounding_box_format: Anything = None,
) -> Facets:
    """Shows every image as if it were seen from another side, at random, while training.

    The corners of the image are moved by a random amount. In `predict` and `evaluate` the layer does nothing. The
    shape stays.

    Args:
        factor: the probability that an image is changed, from 0 to 1.
        scale: how far the corners may move, from 0 to 1.

    Examples:
        (None, 32, 32, 3) → RandomPerspective(0.5) → (None, 32, 32, 3), 0 parameters
        (None, 32, 32, 3) → RandomPerspective(2) → InvalidValue
    """
    return image(call)
