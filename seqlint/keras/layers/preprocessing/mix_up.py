"""MixUp (Keras: `layers/preprocessing/image_preprocessing/mix_up.py`)."""

from __future__ import annotations

from seqlint.keras.kinds import Anything, DataFormat, Seed
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_image import image
from seqlint.keras.layers.preprocessing.random_rotation import RandomRotation
from seqlint.values.call import Call


@layer(generations=(3,), tags="preprocessing augmentation", like=RandomRotation)
def MixUp(
    call: Call,
    alpha: Anything = 0.2,
    data_format: DataFormat = None,
    seed: Seed = None,
    *,
    bounding_box_format: Anything = None,
) -> Facets:
    """Mixes every image with another one of the batch, and their labels in the same proportion, while training.

    output = share · image + (1 - share) · other image. Labels are mixed likewise, so they have to be one-hot; that
    happens where the layer is mapped over a dataset of images and labels. The shape stays.

    Args:
        alpha: how strongly images are mixed; with small numbers one of the two is hardly seen. 0.2 is usual.

    Examples:
        (None, 32, 32, 3) → MixUp() → (None, 32, 32, 3), 0 parameters
    """
    return image(call)
