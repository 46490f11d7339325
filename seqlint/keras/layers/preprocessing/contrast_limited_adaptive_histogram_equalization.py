"""ContrastLimitedAdaptiveHistogramEqualization (Keras: `clahe.py` among the layers for images)."""

from __future__ import annotations

from seqlint.keras.factors import ValueRangeUnchecked
from seqlint.keras.kinds import Anything, DataFormat
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_image import image
from seqlint.keras.layers.preprocessing.random_elastic_transform import RandomElasticTransform
from seqlint.values.call import Call


@layer(generations=(3,), tags="preprocessing", like=RandomElasticTransform)
def ContrastLimitedAdaptiveHistogramEqualization(
    call: Call,
    value_range: ValueRangeUnchecked = (0, 255),
    clip_limit: Anything = 4.0,
    tile_grid_size: Anything = (8, 8),
    data_format: DataFormat = None,
    *,
    bounding_box_format: Anything = None,
) -> Facets:
    """Raises the contrast of every image, each region on its own (CLAHE).

    The image is divided into tiles; in each the brightness values are spread evenly, up to a limit. It brings out
    details in X-rays and in shadows. The same image always gives the same result. The shape stays.

    Args:
        clip_limit: how far the contrast of a tile may rise; larger is stronger.
        tile_grid_size: into how many rows and columns of tiles the image is divided.

    Examples:
        (None, 32, 32, 3) → ContrastLimitedAdaptiveHistogramEqualization() → (None, 32, 32, 3), 0 parameters
    """
    return image(call)
