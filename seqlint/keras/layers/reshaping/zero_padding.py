"""ZeroPadding1D, ZeroPadding2D, ZeroPadding3D (Keras: `layers/reshaping/zero_padding1d.py` …)."""

from __future__ import annotations

from typing import Any

from seqlint.keras.kinds import DataFormat
from seqlint.keras.layer import Facets, exactly, layer
from seqlint.keras.maps import AXES, feature_map
from seqlint.keras.margins import Padding1D, Padding2D, Padding3D, totals
from seqlint.values.refusal import InvalidValue, Refused
from seqlint.values.shape import Dim, Shape, render_dim


def _padded(axes: int, padding: Any, data_format: Any) -> Facets:
    added = totals(padding)

    def output(shape: Shape) -> Shape:
        fmap = feature_map(shape, axes, data_format)
        return fmap.of([_more(size, more) for size, more in zip(fmap.spatial, added, strict=True)], fmap.channels)

    def steps(shape: Shape) -> tuple[str, ...]:
        lines = zip(AXES[axes], feature_map(shape, axes, data_format).spatial, added, strict=True)
        return tuple(
            f"{name}: {render_dim(size)} + {render_dim(more)} = {render_dim(size + more)}" for name, size, more in lines
        )

    return Facets(output, steps=steps)


def _more(size: Dim, added: Dim) -> Dim:
    result = size + added
    if isinstance(result, int) and result < 0:
        raise Refused(
            InvalidValue,
            "padding",
            "ValueError: Negative dimensions are not allowed.",
            callee="ZeroPadding",
            argument="padding",
            value=added,
            wanted="integers that are not negative",
        )
    return result


@layer(rank=exactly(4), tags="reshaping")
def ZeroPadding2D(padding: Padding2D = (1, 1), data_format: DataFormat = None) -> Facets:
    """Puts rows and columns of zeros around an image.

    {input} becomes {output}. It gives a convolution room at the border, as padding='same' does, but with a choice of
    sides.

    Args:
        padding: how many rows and columns are added: one number for all sides, (rows, columns) for both of each, or
            ((top, bottom), (left, right)).
        data_format: where the channels stand: last, the default, or right after the batch ('channels_first').

    Examples:
        (None, 28, 28, 3) → ZeroPadding2D() → (None, 30, 30, 3), 0 parameters
        (None, 28, 28, 3) → ZeroPadding2D(((1, 2), (0, 4))) → (None, 31, 32, 3), 0 parameters
        (None, 28, 28) → ZeroPadding2D(2) → IncompatibleRank
    """
    return _padded(2, padding, data_format)


@layer(rank=exactly(3), tags="reshaping", keras2="padding")
def ZeroPadding1D(padding: Padding1D = 1, data_format: DataFormat = None) -> Facets:
    """Puts steps of zeros before and after a sequence.

    {input} becomes {output}.

    Args:
        padding: how many steps are added: one number for each end, or (at the start, at the end).
        data_format: where the features stand: last, the default, or right after the batch ('channels_first').

    Examples:
        (None, 100, 8) → ZeroPadding1D(2) → (None, 104, 8), 0 parameters
        (None, 100) → ZeroPadding1D(2) → IncompatibleRank
    """
    return _padded(1, (padding,), data_format)


@layer(rank=exactly(5), tags="reshaping")
def ZeroPadding3D(padding: Padding3D = ((1, 1), (1, 1), (1, 1)), data_format: DataFormat = None) -> Facets:
    """Puts slices of zeros around a volume.

    {input} becomes {output}.

    Args:
        padding: how many slices are added: one number for all faces, one for each axis, or a pair for each axis.
        data_format: where the channels stand: last, the default, or right after the batch ('channels_first').

    Examples:
        (None, 16, 28, 28, 3) → ZeroPadding3D((1, 2, 3)) → (None, 18, 32, 34, 3), 0 parameters
        (None, 16, 28, 28) → ZeroPadding3D(1) → IncompatibleRank
    """
    return _padded(3, padding, data_format)
