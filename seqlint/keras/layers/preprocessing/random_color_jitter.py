"""RandomColorJitter (Keras: `layers/preprocessing/image_preprocessing/random_color_jitter.py`)."""

from __future__ import annotations

from seqlint.keras.factors import VALUE_RANGE, BrightnessOrNone, Factor01OrNone, SaturationOrNone, ValueRangeUnchecked
from seqlint.keras.kinds import Anything, Context, DataFormat, Seed, is_unknown
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_image import image
from seqlint.keras.layers.preprocessing.random_elastic_transform import RandomElasticTransform
from seqlint.values.call import Call


@layer(generations=(3,), tags="preprocessing augmentation", like=RandomElasticTransform)
def RandomColorJitter(
    call: Call,
    value_range: ValueRangeUnchecked = (0, 255),
    brightness_factor: BrightnessOrNone = None,
    contrast_factor: Factor01OrNone = None,
    saturation_factor: SaturationOrNone = None,
    hue_factor: Factor01OrNone = None,
    seed: Seed = None,
    data_format: DataFormat = None,
    *,
    bounding_box_format: Anything = None,
) -> Facets:
    """Changes brightness, contrast, saturation and hue of every image at random while training.

    Each of the four effects is applied where its factor is given, as `RandomBrightness`, `RandomContrast`,
    `RandomSaturation` and `RandomHue` do it. In `predict` and `evaluate` the layer does nothing. The shape stays.

    Args:
        brightness_factor: how far the brightness changes, a share of the value range; None for not at all.
        contrast_factor: how far the contrast changes, from 0 to 1; None leaves it.
        saturation_factor: how strong the colours become, 0.5 for no change; None leaves them.
        hue_factor: how far the colours turn, from 0 to 1; None keeps their tones.

    Examples:
        (None, 32, 32, 3) → RandomColorJitter(brightness_factor=0.2) → (None, 32, 32, 3), 0 parameters
        (None, 32, 32, 3) → RandomColorJitter(5, brightness_factor=0.2) → InvalidValue
    """
    given = (factor for factor in (brightness_factor, saturation_factor) if factor is not None)
    if any(not is_unknown(factor) for factor in given):
        VALUE_RANGE.check(value_range, Context("RandomColorJitter", "value_range", call))
    return image(call)
