"""TensorFlow Addons: the layers that keep the shape."""

from __future__ import annotations

from seqlint.keras.kinds import Anything
from seqlint.keras.layer import Facets, LayerType, layer
from seqlint.keras.weights import Weight
from seqlint.values.shape import Shape


@layer(tags="activation")
def GELU(approximate: Anything = True) -> Facets:
    """Lets positive numbers through and bends negative ones smoothly to zero. It has no weights."""
    return Facets()


def _scaled(shape: Shape) -> tuple[Weight, ...]:
    return (Weight("gamma", shape[-1:]), Weight("beta", shape[-1:]))


@layer(tags="normalization")
def InstanceNormalization(
    groups: Anything = 2, axis: Anything = -1, epsilon: Anything = 1e-3, center: Anything = True, scale: Anything = True
) -> Facets:
    """Shifts and scales each channel of each sample to mean 0 and spread 1, then by two learned numbers a channel."""
    return Facets(weights=_scaled)


@layer(tags="normalization")
def GroupNormalization(
    groups: Anything = 32,
    axis: Anything = -1,
    epsilon: Anything = 1e-3,
    center: Anything = True,
    scale: Anything = True,
) -> Facets:
    """Shifts and scales groups of channels of each sample to mean 0 and spread 1."""
    return Facets(weights=_scaled)


_LAYERS = {each.name: each for each in (GELU, InstanceNormalization, GroupNormalization)}


def find(name: str) -> LayerType | None:
    """The layer under `layers.` of that name."""
    return _LAYERS.get(name.removeprefix("layers."))
