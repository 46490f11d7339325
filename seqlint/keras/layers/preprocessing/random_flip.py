"""RandomFlip (Keras: `layers/preprocessing/image_preprocessing/random_flip.py`)."""

from __future__ import annotations

from seqlint.keras.factors import FlipMode
from seqlint.keras.kinds import Anything, DataFormat, ImageSeed
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_image import image
from seqlint.keras.layers.preprocessing.random_rotation import RandomRotation
from seqlint.values.call import Call


@layer(keras2="mode seed", tags="preprocessing augmentation", like=RandomRotation)
def RandomFlip(
    call: Call,
    mode: FlipMode = "horizontal_and_vertical",
    seed: ImageSeed = None,
    data_format: DataFormat = None,
    *,
    bounding_box_format: Anything = None,
) -> Facets:
    """Mirrors every image at random while training.

    Each image is mirrored with probability ½, left to right, upside down, or both. In `predict` and `evaluate` the
    layer does nothing. The shape stays. Use it only where a mirrored image still has its label: not for digits or
    letters.

    Args:
        mode: 'horizontal' (left to right, usual for photographs), 'vertical' (upside down), or
            'horizontal_and_vertical'.

    Examples:
        (None, 32, 32, 3) → RandomFlip('horizontal') → (None, 32, 32, 3), 0 parameters
    """
    return image(call)
