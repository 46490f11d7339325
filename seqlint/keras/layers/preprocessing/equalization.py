"""Equalization (Keras: `layers/preprocessing/image_preprocessing/equalization.py`)."""

from __future__ import annotations

from seqlint.keras.factors import ValueRange
from seqlint.keras.kinds import Anything, DataFormat
from seqlint.keras.layer import Facets, layer


@layer(
    generations=(3,),
    several="images outside a model (inside one, Keras 3 loses the connection between its layers)",
    tags="preprocessing",
)
def Equalization(
    value_range: ValueRange = (0, 255),
    bins: Anything = 256,
    data_format: DataFormat = None,
    *,
    bounding_box_format: Anything = None,
) -> Facets:
    """Spreads the brightness values of every image evenly over the value range.

    Dark and bright images become comparable. It cannot stand in a model: map it over the dataset instead.

    Args:
        value_range: the smallest and largest pixel value: (0, 255), or (0, 1) after a `Rescaling(1/255)`.
        bins: how many brightness values are told apart.
        data_format: where the channels are: 'channels_last' (height, width, channels) or 'channels_first'.
        bounding_box_format: how boxes are written, where the layer is mapped over a dataset of images with boxes.

    Examples:
        (None, 32, 32, 3) → Equalization() → SeveralInputs
    """
    return Facets()
