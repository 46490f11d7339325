"""RandomGrayscale (Keras: `layers/preprocessing/image_preprocessing/random_grayscale.py`)."""

from __future__ import annotations

from seqlint.keras.amounts import Unit
from seqlint.keras.kinds import Anything, DataFormat, Seed
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_image import image
from seqlint.keras.layers.preprocessing.random_rotation import RandomRotation
from seqlint.values.call import Call


@layer(generations=(3,), tags="preprocessing augmentation", like=RandomRotation)
def RandomGrayscale(
    call: Call,
    factor: Unit = 0.5,
    data_format: DataFormat = None,
    seed: Seed = None,
    *,
    bounding_box_format: Anything = None,
) -> Facets:
    """Takes the colours away from some images while training.

    With probability {factor} the three channels become the image's grey value. The image keeps its three channels, so
    the shape stays. In `predict` and `evaluate` the layer does nothing.

    Args:
        factor: the probability that an image becomes grey, from 0 to 1.

    Examples:
        (None, 32, 32, 3) → RandomGrayscale(0.5) → (None, 32, 32, 3), 0 parameters
        (None, 32, 32, 3) → RandomGrayscale(2) → InvalidValue
    """
    return image(call)
