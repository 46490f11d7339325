"""UpSampling1D, UpSampling2D, UpSampling3D (Keras: `layers/reshaping/up_sampling1d.py` …)."""

from __future__ import annotations

from typing import Any

from seqlint.keras.kinds import Context, DataFormat, Interpolation
from seqlint.keras.layer import Facets, at_least, exactly, layer
from seqlint.keras.maps import AXES, feature_map
from seqlint.keras.whole import Size2D, Size3D, Times
from seqlint.values.call import Call
from seqlint.values.refusal import InvalidValue, Refused
from seqlint.values.shape import NONE, Open, Shape, UnknownShape, render_dim

_LARGEST = 2**31 - 1
"""Keras 2 counts in 32 bits."""


def _enlarged(size: Shape, data_format: Any, *, forgets: bool = False) -> Facets:
    axes = len(size)

    def output(shape: Shape) -> Shape:
        fmap = feature_map(shape, axes, data_format)
        if forgets and any(isinstance(times, int) and times > _LARGEST for times in size):
            raise Refused(
                InvalidValue, "size", "OverflowError: Python integer out of bounds for int32",
                callee=f"UpSampling{axes}D", argument="size", value=size, wanted="below 2**31",
            )  # fmt: skip
        if forgets and any(isinstance(length, Open) for length in fmap.spatial):
            return fmap.of([NONE] * axes, fmap.channels)  # Keras 2 loses all sizes where one is open
        return fmap.of([length * times for length, times in zip(fmap.spatial, size, strict=True)], fmap.channels)

    def steps(shape: Shape) -> tuple[str, ...]:
        lines = zip(AXES[axes], feature_map(shape, axes, data_format).spatial, size, strict=True)
        return tuple(
            f"{name}: {render_dim(old)} × {render_dim(times)} = {render_dim(old * times)}" for name, old, times in lines
        )

    return Facets(output, steps=steps)


def _by_axis(size: Shape, first: int) -> Facets:
    """Keras 2 counts the axes from the front and does not ask how many there are."""

    def output(shape: Shape) -> Shape:
        end = first + len(size)
        return (*shape[:first], *(old * times for old, times in zip(shape[first:end], size, strict=True)), *shape[end:])

    return Facets(output, rank=at_least(first + len(size)))


@layer(rank=exactly(4, built=(3, 4)), tags="reshaping")
def UpSampling2D(
    call: Call, size: Size2D = (2, 2), data_format: DataFormat = None, interpolation: Interpolation = "nearest"
) -> Facets:
    """Makes an image larger by repeating its rows and columns; nothing is learned.

    {input} becomes {output}. A convolution usually follows; Conv2DTranspose does both at once.

    Args:
        size: how many times higher and wider the image gets; one number for both.
        data_format: where the channels stand: last, the default, or right after the batch. It is the second argument,
            so `UpSampling2D(2, 2)` is refused.
        interpolation: how the new pixels are filled: 'nearest' repeats, 'bilinear' mixes neighbours smoothly;
            'bicubic', 'lanczos3' and 'lanczos5' are finer and slower.

    Examples:
        (None, 7, 7, 64) → UpSampling2D() → (None, 14, 14, 64), 0 parameters
        (None, 7, 7, 64) → UpSampling2D((1, 3), interpolation='bilinear') → (None, 7, 21, 64), 0 parameters
        (None, 7, 7, 64) → UpSampling2D(2, 2) → InvalidValue
        (None, 49) → UpSampling2D() → IncompatibleRank
    """
    return _enlarged(size, data_format, forgets=call.target.major == 2)


@layer(rank=exactly(3), tags="reshaping")
def UpSampling1D(call: Call, size: Times = 2) -> Facets:
    """Makes a sequence longer by repeating every step {size} times; nothing is learned.

    output[t] = input[t // {size}]. {input} becomes {output}.

    Args:
        size: how often each step stands there afterwards.

    Examples:
        (None, 50, 8) → UpSampling1D(2) → (None, 100, 8), 0 parameters
        (None, 50) → UpSampling1D(2) → IncompatibleRank
    """
    whole = _enlarged((size,), None)

    def output(shape: Shape) -> Shape | UnknownShape:
        if isinstance(size, int) and size < 1:
            if isinstance(shape[1], Open):
                return shape
            raise Context("UpSampling1D", "size", call).refuse(size, "a positive integer")
        return whole.output(shape)

    return Facets(output, steps=whole.steps)


@layer(rank=exactly(5), tags="reshaping")
def UpSampling3D(call: Call, size: Size3D = (2, 2, 2), data_format: DataFormat = None) -> Facets:
    """Makes a volume larger by repeating its slices; nothing is learned.

    {input} becomes {output}.

    Args:
        size: how many times larger depth, height and width get; one number for all.
        data_format: where the channels stand: last, the default, or right after the batch ('channels_first').

    Examples:
        (None, 4, 7, 7, 8) → UpSampling3D(2) → (None, 8, 14, 14, 8), 0 parameters
        (None, 7, 7, 8) → UpSampling3D(2) → IncompatibleRank
    """
    return (
        _enlarged(size, data_format)
        if call.target.major >= 3
        else _by_axis(size, 2 if data_format == "channels_first" else 1)
    )
