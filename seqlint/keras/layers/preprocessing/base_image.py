"""What all layers for images share: the ranks that they take, and how they change height and width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.layer import ANY_RANK, Facets, Rank
from seqlint.values.refusal import IncompatibleRank, InvalidValue, Refused
from seqlint.values.shape import NONE, Dim, Shape, Size

if TYPE_CHECKING:
    from seqlint.values.call import Call

IMAGE = Rank(3, 4, "ndim=3 or ndim=4")


def image(call: Call, rank: Rank = IMAGE) -> Facets:
    """A layer that changes pixels and keeps the shape. Keras 3 looks at the rank only when it computes."""
    return Facets(rank=rank if call.target.major < 3 else ANY_RANK)


def height_axis(data_format: object) -> int:
    """The axis of the height, counted from the end; the width follows it."""
    return -2 if data_format == "channels_first" else -3


def side(value: Any, callee: str, argument: str, *, cropped: bool = False) -> Dim:
    """Height or width as a size of the output; Keras takes anything in the constructor and fails here.

    `cropped` asks for a positive number, as Keras 2 does where it cuts.
    """
    if value is None and not cropped:
        return NONE
    least = 1 if cropped else 0
    if value is None or isinstance(value, (float, str, tuple)) or (isinstance(value, int) and value < least):
        raise Refused(
            InvalidValue,
            argument,
            f"ValueError: Cannot convert '{value}' to a shape.",
            callee=callee,
            argument=argument,
            value=value,
            wanted="a positive integer",
        )
    return value if isinstance(value, (int, Size)) else NONE


def with_size(shape: Shape, axis: int, height: Dim, width: Dim) -> Shape:
    """The shape with another height and width; `axis` is where the height is.

    Raises:
        Refused: if the shape has no such axes.
    """
    sizes = list(shape)
    at = axis % len(shape) if -len(shape) <= axis < 0 else axis
    if not 0 <= at < len(shape) - 1:
        raise Refused(
            IncompatibleRank,
            keras="IndexError: list assignment index out of range",
            expected="min_ndim=3",
            wanted=3,
            shape=shape,
        )
    sizes[at], sizes[at + 1] = height, width
    return tuple(sizes)
