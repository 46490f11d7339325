"""CutMix (Keras: `layers/preprocessing/image_preprocessing/cut_mix.py`)."""

from __future__ import annotations

from seqlint.keras.factors import Factor01
from seqlint.keras.kinds import Anything, DataFormat, Seed
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_image import image
from seqlint.keras.layers.preprocessing.random_rotation import RandomRotation
from seqlint.values.call import Call


@layer(generations=(3,), tags="preprocessing augmentation", like=RandomRotation)
def CutMix(
    call: Call,
    factor: Factor01 = 1.0,
    seed: Seed = None,
    data_format: DataFormat = None,
    *,
    bounding_box_format: Anything = None,
) -> Facets:
    """Pastes a rectangle of another image of the batch into every image, and mixes their labels, while training.

    Labels are mixed by the share of the area, so they have to be one-hot. Used in a model the layer sees images only;
    the labels are mixed where it is mapped over a dataset of 'images': …, 'labels': …. The shape stays.

    Args:
        factor: how evenly the share of the pasted area is drawn, from 0 to 1, or a pair (lowest, highest).

    Examples:
        (None, 32, 32, 3) → CutMix() → (None, 32, 32, 3), 0 parameters
        (None, 32, 32, 3) → CutMix(2) → InvalidValue
    """
    return image(call)
