"""The axes that a layer works on: their sizes, and what Keras refuses about them."""

from __future__ import annotations

from typing import Any

from seqlint.values.array import Array
from seqlint.values.refusal import IncompatibleAxis, InvalidValue, Refused, UndefinedAxis
from seqlint.values.shape import Dim, Open, Shape, unknown_size


def as_tuple(axis: Any) -> tuple[Any, ...]:
    """One axis or several as a tuple; numpy's integers as Python's."""
    return tuple(map(_plain, axis)) if isinstance(axis, tuple) else (_plain(axis),)


def _plain(axis: Any) -> Any:
    number = axis.content if isinstance(axis, Array) and axis.rank == 0 else None
    return number if type(number) is int else axis


def in_range(axis: Any, shape: Shape, argument: str = "axis") -> None:
    """Refuse an axis that the shape does not have."""
    for each in as_tuple(axis):
        if isinstance(each, int) and not -len(shape) <= each < len(shape):
            raise Refused(
                IncompatibleAxis,
                argument,
                f"ValueError: Axis {each} is out of bounds for input shape",
                axis=each,
                expected=len(shape),
                found=each,
                shape=shape,
                why="absent",
            )


def distinct(axis: Any, shape: Shape, *, least: int = 0) -> None:
    """Refuse an axis that is named twice, and fewer than `least` axes, as Keras 2 does."""
    axes = as_tuple(axis)
    known = [each % len(shape) for each in axes if isinstance(each, int) and shape]
    if len(set(known)) < len(known) or len(axes) < least:
        raise Refused(
            InvalidValue,
            "axis",
            f"ValueError: Duplicate axis: {tuple(known)}",
            callee="",
            argument="axis",
            value=axis,
            wanted="different axes" if axes else "at least one axis",
        )


def size_at(axis: Any, shape: Shape, argument: str = "axis") -> Dim:
    """The size of one axis that a weight of that size stands for.

    Raises:
        Refused: if the shape has no such axis, or its size is not fixed.
    """
    if not isinstance(axis, int):
        return unknown_size("the axis is not known")
    in_range(axis, shape, argument)
    size = shape[axis]
    if isinstance(size, Open):
        raise Refused(
            UndefinedAxis,
            argument,
            "ValueError: Shapes used to initialize variables must be fully-defined (no `None` dimensions)",
            axis=axis,
            shape=shape,
        )
    return size


def sizes_at(axis: Any, shape: Shape, argument: str = "axis") -> tuple[Dim, ...]:
    """The sizes of one axis or several, in the order of the axes."""
    axes = as_tuple(axis)
    if all(isinstance(each, int) for each in axes):
        axes = tuple(sorted(axes))
    return tuple(size_at(each, shape, argument) for each in axes)
