"""A layer of Keras 2 applied a second time: it compares its input with what it asks only before it is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.values.refusal import IncompatibleAxis, IncompatibleRank, Refused
from seqlint.values.shape import equal

if TYPE_CHECKING:
    from seqlint.keras.layer.record import Layer
    from seqlint.values.shape import Dim, Shape


def refusing_axes(record: Layer, shape: Shape) -> bool:
    """Whether the computation of a built layer has no meaning for that many axes."""
    rank = record.facets.rank or record.type.rank
    least, most = rank.built or (rank.least, rank.most)
    if rank.built and "data_format" in record.bound.names() and record.argument("data_format") == "channels_first":
        least = rank.least  # the axes that it works on are the last
    return len(shape) < least or (most is not None and len(shape) > most)


_WHOLE = frozenset({"SpectralNormalization", "TimeDistributed"})
"""Layers that note the whole shape when they are built."""
_AXES = frozenset({"BatchNormalization", "PReLU"})
"""Layers that note the number of axes."""


def check_noted(record: Layer, shape: Shape) -> None:
    """What a built layer of Keras 2 compares where it looks at its input: it noted more than its class asks.

    Raises:
        Refused: where Keras would raise.
    """
    noted = record.input
    if not isinstance(noted, tuple) or record.type.name not in _WHOLE | _AXES:
        return
    if len(noted) != len(shape):
        raise Refused(IncompatibleRank, expected=f"ndim={len(noted)}", wanted=len(noted), shape=shape)
    sizes = zip(noted, shape, strict=True) if record.type.name in _WHOLE else ()
    for axis, (have, found) in enumerate(sizes):
        if axis and equal(have, found) is False:
            raise Refused(IncompatibleAxis, axis=axis, expected=have, found=found, shape=shape, why="built")


def checked_late(record: Layer, shape: Shape) -> Refused | None:
    """What Keras refuses about another shape as soon as numbers go through, if the symbolic call lets it go."""
    assert isinstance(record.input, tuple)
    rank = record.facets.rank or record.type.rank
    if not rank.admits(shape):
        return Refused(IncompatibleRank, expected=rank.expected, wanted=rank.least, shape=shape)
    have, found = record.input[-1], shape[-1]
    if record.has("affine") and equal(have, found) is False:
        return Refused(IncompatibleAxis, axis=-1, expected=have, found=found, shape=shape, why="built")
    return None


_FLAT = 2


def only_computed(record: Layer, shape: Shape) -> bool:
    """Whether a built layer meets a shape of which only the computation may tell that it does not fit."""
    assert isinstance(record.input, tuple)
    if record.has("wrapper"):
        return False  # the layer inside always looks
    if len(shape) != len(record.input):
        return True
    if equal(shape[-1], record.input[-1]) is not False:
        return False
    if not record.weights or (record.type.name == "Dense" and all(isinstance(size, int) for size in shape)):
        return False
    if record.type.name in _UNCHECKED or _in_groups(record, shape[-1]):
        return True
    return len(shape) > _FLAT and not record.has("convolution") and not record.has("recurrent")


_UNCHECKED = ("Conv3DTranspose", "LocallyConnected1D", "LocallyConnected2D")
"""Convolutions of which TensorFlow's shape functions do not compare the channels."""


def _in_groups(record: Layer, channels: Dim) -> bool:
    """Whether a convolution's kernel fits several times into the channels: TensorFlow then works in groups."""
    kernel = next((weight.shape for weight in record.weights or () if weight.name == "kernel"), ())
    if not record.has("convolution") or record.type.name.endswith("Transpose") or len(kernel) < _FLAT:
        return False
    depth, filters = kernel[-2:]
    known = isinstance(depth, int) and isinstance(filters, int) and isinstance(channels, int)
    return bool(known and depth and channels % depth == 0 and filters % (channels // depth) == 0)
