"""AutoContrast (Keras: `layers/preprocessing/image_preprocessing/auto_contrast.py`)."""

from __future__ import annotations

from seqlint.keras.factors import ValueRange
from seqlint.keras.kinds import Anything, DataFormat
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_image import image
from seqlint.keras.layers.preprocessing.random_elastic_transform import RandomElasticTransform
from seqlint.values.call import Call


@layer(generations=(3,), tags="preprocessing", like=RandomElasticTransform)
def AutoContrast(
    call: Call,
    value_range: ValueRange = (0, 255),
    *,
    data_format: DataFormat = None,
    bounding_box_format: Anything = None,
) -> Facets:
    """Stretches every image so that its darkest pixel becomes black and its brightest white.

    For each channel the values are spread over the whole value range. The same image always gives the same result, in
    training and in prediction. The shape stays.

    Examples:
        (None, 32, 32, 3) → AutoContrast() → (None, 32, 32, 3), 0 parameters
    """
    return image(call)
