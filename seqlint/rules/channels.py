"""Pictures whose channels stand first, given to layers that read them last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.layer import Layer

if TYPE_CHECKING:
    from seqlint.keras.models import Model
    from seqlint.values.place import Place
    from seqlint.values.shape import Shape, UnknownShape

_SMALL = 8
"""Up to this size a map may have few rows for other reasons."""


def channels_first(layer: Layer, shape: Shape | UnknownShape | None) -> bool:
    """Whether a shape with batch looks like a square picture with its channels first, and the layer reads them last."""
    if not isinstance(shape, tuple) or len(shape) != 4 or "data_format" not in layer.type.signature.names():
        return False
    channels, height, width = shape[1:]
    return (
        (layer.has("convolution") or layer.has("pooling"))
        and channels in (1, 3)
        and isinstance(height, int)
        and height == width
        and height > _SMALL
        and layer.argument("data_format") != "channels_first"
    )


def reader(model: Model | None) -> Place | None:
    """The layer that first reads the model's own input, if that has its channels first."""
    for use in model.uses if model is not None else ():
        layer = use.layer
        if not isinstance(layer, Layer):
            return None
        if channels_first(layer, use.input or (model.input if model is not None else None)):
            return layer.place
        if not layer.has("preprocessing"):
            return None
    return None
