"""Cropping1D, Cropping2D, Cropping3D (Keras: `layers/reshaping/cropping1d.py` …)."""

from __future__ import annotations

from typing import Any

from seqlint.keras.kinds import DataFormat
from seqlint.keras.layer import Facets, exactly, layer
from seqlint.keras.maps import AXES, feature_map
from seqlint.keras.margins import Margins1D, Margins2D, Margins3D, totals
from seqlint.values.call import Call
from seqlint.values.refusal import Refused, WindowTooLarge
from seqlint.values.shape import Dim, Shape, render_dim


def _cropped(axes: int, cropping: Any, data_format: Any, *, checked: bool = True) -> Facets:
    cut = totals(cropping)

    def output(shape: Shape) -> Shape:
        fmap = feature_map(shape, axes, data_format)
        pairs = enumerate(zip(fmap.spatial, cut, strict=True))
        sizes = [
            _less(size, lost, fmap.axis(axis), shape) if checked else _rest(size, lost) for axis, (size, lost) in pairs
        ]
        return fmap.of(sizes, fmap.channels)

    def steps(shape: Shape) -> tuple[str, ...]:
        spatial = feature_map(shape, axes, data_format).spatial
        lines = zip(AXES[axes], spatial, cut, strict=True)
        return tuple(
            f"{name}: {render_dim(size)} - {render_dim(lost)} = {render_dim(size - lost)}" for name, size, lost in lines
        )

    return Facets(output, steps=steps)


def _less(size: Dim, lost: Dim, axis: int, shape: Shape) -> Dim:
    if isinstance(lost, int) and lost < 0:
        return _rest(size, lost)
    left = size - lost
    if isinstance(left, int) and isinstance(size, int) and isinstance(lost, int) and left <= 0:
        keras = "ValueError: Values in `cropping` argument should be smaller than the corresponding spatial dimension"
        raise Refused(WindowTooLarge, "cropping", keras, axis=axis, length=size, window=lost, result=left, shape=shape)
    return left


def _rest(size: Dim, lost: Dim) -> Dim:
    """What Keras 2 leaves: a slice, which may be empty and counts from the end for negative numbers."""
    if isinstance(size, int) and isinstance(lost, int):
        return max(size - lost, 0) if lost >= 0 else max(0, min(size, -lost // 2) - max(0, size + lost // 2))
    return size - lost


@layer(rank=exactly(4, built=(4, None)), tags="reshaping")
def Cropping2D(cropping: Margins2D = ((0, 0), (0, 0)), data_format: DataFormat = None) -> Facets:
    """Cuts rows and columns off the border of an image.

    {input} becomes {output}. It makes a map as small as another one, or removes a border that padding has spoilt.

    Args:
        cropping: how many rows and columns go: one number for all sides, (rows, columns) for both of each, or
            ((top, bottom), (left, right)).
        data_format: where the channels stand: last, the default, or right after the batch ('channels_first').

    Examples:
        (None, 28, 28, 3) → Cropping2D(2) → (None, 24, 24, 3), 0 parameters
        (None, 28, 28, 3) → Cropping2D(((1, 2), (0, 4))) → (None, 25, 24, 3), 0 parameters
        (None, 4, 28, 3) → Cropping2D(2) → WindowTooLarge
        (None, 28, 28) → Cropping2D(2) → IncompatibleRank
    """
    return _cropped(2, cropping, data_format)


@layer(rank=exactly(3, built=(3, None)), tags="reshaping")
def Cropping1D(cropping: Margins1D = (1, 1)) -> Facets:
    """Cuts steps off both ends of a sequence.

    {input} becomes {output}.

    Args:
        cropping: how many steps go: one number for each end, or (at the start, at the end).

    Examples:
        (None, 100, 8) → Cropping1D((3, 5)) → (None, 92, 8), 0 parameters
        (None, 2, 8) → Cropping1D(1) → WindowTooLarge
        (None, 100) → Cropping1D(1) → IncompatibleRank
    """
    return _cropped(1, (cropping,), None)


@layer(rank=exactly(5, built=(5, None)), tags="reshaping")
def Cropping3D(call: Call, cropping: Margins3D = ((1, 1), (1, 1), (1, 1)), data_format: DataFormat = None) -> Facets:
    """Cuts slices off the faces of a volume.

    {input} becomes {output}.

    Args:
        cropping: how many slices go: one number for all faces, one for each axis, or a pair for each axis.
        data_format: where the channels stand: last, the default, or right after the batch ('channels_first').

    Examples:
        (None, 16, 28, 28, 3) → Cropping3D((1, 2, 3)) → (None, 14, 24, 22, 3), 0 parameters
        (None, 16, 28, 28) → Cropping3D(1) → IncompatibleRank
    """
    return _cropped(3, cropping, data_format, checked=call.target.major >= 3)
