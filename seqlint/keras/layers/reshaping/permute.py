"""Permute (Keras: `layers/reshaping/permute.py`)."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from seqlint.keras.kinds import Context, Kind, is_no_number, is_unknown, size_of
from seqlint.keras.layer import Facets, Rank, exactly, layer
from seqlint.values.shape import Shape, UnknownShape, unknown_shape, unknown_size


def _permutation(value: Any, context: Context) -> Any:
    items = context.call.items(value) if not is_unknown(value) else None
    if items is None:
        if is_unknown(value):
            return None
        raise context.refuse(value, "a tuple of axes, counted from 1")
    sizes = [size_of(item) for item in items]
    known = [size for size in sizes if isinstance(size, int)]
    if any(is_no_number(item) for item in items):
        raise context.refuse(value, "a tuple of axes, counted from 1")
    if len(known) == len(sizes) and sorted(known) != list(range(1, len(known) + 1)):
        raise context.refuse(value, f"the axes 1 … {len(sizes)}, each once")
    return tuple(sizes)


Permutation: TypeAlias = Annotated[Any, Kind("the numbers 1, 2, … in another order", _permutation)]


@layer(tags="reshaping")
def Permute(dims: Permutation) -> Facets:
    """Puts the axes of each sample into another order: rows become columns, channels move to the end.

    {input} becomes {output}. The batch axis stays first and is not counted: axis 1 is the first one after it.

    Args:
        dims: the new order of the axes, counted from 1. (2, 1) swaps two axes; (2, 3, 1) moves channels from the front
            to the end.

    Examples:
        (None, 10, 64) → Permute((2, 1)) → (None, 64, 10), 0 parameters
        (None, 3, 28, 28) → Permute((2, 3, 1)) → (None, 28, 28, 3), 0 parameters
        (None, 10) → Permute((2, 1)) → IncompatibleRank
        (None, 10, 64) → Permute((0, 1)) → InvalidValue
    """

    def output(shape: Shape) -> Shape | UnknownShape:
        if dims is None:
            return unknown_shape("the order of the axes is not known")
        return (shape[0], *(_axis(shape, dim) for dim in dims))

    rank: Rank | None = None if dims is None else exactly(len(dims) + 1)
    return Facets(output, rank=rank)


def _axis(shape: Shape, dim: Any) -> Any:
    return shape[dim] if isinstance(dim, int) else unknown_size("the order of the axes is not known")
