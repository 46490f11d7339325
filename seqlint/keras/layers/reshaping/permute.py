"""Permute (Keras: `layers/reshaping/permute.py`)."""

from __future__ import annotations

from typing import Any

from seqlint.keras.kinds import Permutation
from seqlint.keras.layer import Facets, Rank, exactly, layer
from seqlint.values.shape import Shape, UnknownShape, unknown_shape, unknown_size


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
