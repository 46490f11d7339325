"""What max and average pooling share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.layer import Facets
from seqlint.keras.maps import Windows, feature_map
from seqlint.values.refusal import IncompatibleRank, Refused
from seqlint.values.shape import Shape

if TYPE_CHECKING:
    from seqlint.values.call import Call


def pooling(call: Call, pool_size: Shape, strides: Any, padding: str, data_format: Any) -> Facets:
    """Windows over each channel; `strides` defaults to the pool's size."""
    axes = len(pool_size)
    windows = Windows(pool_size, pool_size if strides is None else strides, padding, (1,) * axes, "pool_size", 15)

    def output(shape: Shape) -> Shape:
        fmap = feature_map(shape, axes, data_format)
        return fmap.of(windows.positions(fmap, call.target), fmap.channels)

    def steps(shape: Shape) -> tuple[str, ...]:
        return windows.steps(feature_map(shape, axes, data_format))

    return Facets(output, steps=steps)


def global_pooling(axes: int, data_format: Any, keepdims: Any) -> Facets:
    """One number a channel."""

    def output(shape: Shape) -> Shape:
        fmap = feature_map(shape, axes, data_format)
        return fmap.of((1,) * axes, fmap.channels) if keepdims else (*fmap.lead, fmap.channels)

    return Facets(output)


def adaptive_pooling(output_size: Shape, data_format: Any) -> Facets:
    """A map of a given size, whatever comes in; Keras checks no rank here."""

    def output(shape: Shape) -> Shape:
        if data_format == "channels_first":
            if len(shape) < 2:
                raise Refused(
                    IncompatibleRank,
                    keras="IndexError: tuple index out of range",
                    expected="min_ndim=2",
                    wanted=2,
                    shape=shape,
                )
            return (shape[0], shape[1], *output_size)
        return (shape[0], *output_size, shape[-1])

    return Facets(output)
