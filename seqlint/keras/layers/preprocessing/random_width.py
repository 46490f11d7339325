"""RandomWidth (`tf.keras` only; Keras 2: `layers/preprocessing/image_preprocessing.py`)."""

from __future__ import annotations

from seqlint.keras.factors import ResizeInterpolation, Stretch
from seqlint.keras.kinds import ImageSeed
from seqlint.keras.layer import ANY_RANK, Facets, layer
from seqlint.keras.layers.preprocessing.base_image import IMAGE, with_size
from seqlint.values.call import Call
from seqlint.values.shape import NONE, Shape


@layer(tags="preprocessing augmentation")
def RandomWidth(
    call: Call, factor: Stretch, interpolation: ResizeInterpolation = "bilinear", seed: ImageSeed = None
) -> Facets:
    """Stretches or squeezes every batch of images to a random width while training.

    The width is then different for each batch, so the model sees None there and layers that need a fixed size cannot
    follow. `RandomZoom` keeps the size.

    Args:
        factor: the largest change of the width, as a share of it, or a pair (lowest, highest).
        interpolation: how pixels between the old ones are found: 'bilinear' or 'nearest'.
        seed: a number that makes the random choices the same in every run.

    Examples:
        (None, 32, 32, 3) → RandomWidth(0.2) → (None, 32, None, 3), 0 parameters
        (None, 32, 32, 3) → RandomWidth(-0.2) → InvalidValue
    """

    def output(shape: Shape) -> Shape:
        return with_size(shape, -2, NONE, shape[-1])

    return Facets(output, rank=IMAGE if call.target.major < 3 else ANY_RANK)
