"""Discretization (Keras: `layers/preprocessing/discretization.py`)."""

from __future__ import annotations

from typing import Annotated, Any

from seqlint.keras.kinds import Anything, Boolean, is_unknown
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_encoding import (
    COUNT,
    at_least,
    mode,
    no_sparse_index,
    one_hot,
    refuse,
    row_rank,
    sparse_rows,
    words,
)
from seqlint.keras.nested import is_list, is_numeric
from seqlint.values.array import Array, is_numpys
from seqlint.values.call import Call
from seqlint.values.shape import Dim, Shape, Size, UnknownShape, unknown_size


@layer(
    kwargs=False,
    keras2="bin_boundaries num_bins epsilon output_mode sparse *bins",
    removed="bins",
    tags="preprocessing",
)
def Discretization(
    call: Call,
    bin_boundaries: Anything = None,
    num_bins: Annotated[Any, COUNT] = None,
    epsilon: Anything = 0.01,
    output_mode: Annotated[Any, mode("int", "one_hot", "multi_hot", "count")] = "int",
    sparse: Boolean = False,
    dtype: Anything = None,
    name: Anything = None,
    *,
    bins: Anything = None,
) -> Facets:
    """Turns numbers into the numbers of the intervals in which they lie: ages into age groups.

    output = how many boundaries are ≤ x. Boundaries [0, 1, 2] make four intervals: below 0, from 0 to 1, from 1 to 2,
    and from 2 on. They are given, or `adapt(data)` chooses `num_bins` intervals with about equally many values in each.

    Args:
        bin_boundaries: the borders between the intervals, in rising order. One interval more than borders comes out.
        num_bins: how many intervals `adapt` makes. Give this or `bin_boundaries`, not both.
        epsilon: how roughly `adapt` may place the borders; larger is faster.
        output_mode: 'int' for the number of the interval, 'one_hot' for a row with a single 1, 'multi_hot' and 'count'
            for one row a sample.
        sparse: whether the rows come as a sparse tensor.
        dtype: the number type of the output.
        name: the layer's name in the summary.
        bins: the older name of `num_bins` or `bin_boundaries`, which Keras 2 still takes.

    Examples:
        (None, 3) → Discretization([0.0, 1.0]) → (None, 3), 0 parameters
        (None, 1) → Discretization([0.0, 1.0], output_mode='one_hot') → (None, 3), 0 parameters
        (None, 3) → Discretization([0.0], num_bins=4) → InvalidValue
    """
    if isinstance(bins, int) and num_bins is None:
        num_bins = bins
    elif bins is not None and bin_boundaries is None:
        bin_boundaries = bins
    _check(call, bin_boundaries, num_bins)
    no_sparse_index(bool(call.items(sparse)) if is_list(call, sparse) else sparse, output_mode, "Discretization")
    _check_borders(call, bin_boundaries)
    depth = _depth(call, bin_boundaries, num_bins)

    def output(shape: Shape) -> Shape | UnknownShape:
        row_rank(call, output_mode, shape)
        if output_mode == "int":
            return shape
        if isinstance(bin_boundaries, (int, float)):
            keras = f"TypeError: object of type '{type(bin_boundaries).__name__}' has no len()"
            raise refuse("Discretization", "bin_boundaries", bin_boundaries, "a list of numbers", keras)
        if isinstance(num_bins, float) and bin_boundaries is None and call.target.major >= 3:
            keras = f"ValueError: Cannot convert '(None, {num_bins})' to a shape."
            raise refuse("Discretization", "num_bins", num_bins, "an integer", keras)
        if output_mode == "one_hot":
            return sparse_rows(call, sparse, one_hot(shape, depth))
        if call.target.major < 3:
            return sparse_rows(call, sparse, (*shape[:-1], depth))
        return (shape[0], *shape[2:], depth) if len(shape) >= 2 else (depth,)

    def output_dtype(_: str | None) -> str | None:
        return "float32" if output_mode != "int" else "int32" if call.target.major >= 3 else "int64"

    return Facets(output, dtype=output_dtype)


def _check(call: Call, bin_boundaries: Any, num_bins: Any) -> None:
    at_least(0, num_bins, "Discretization", "num_bins", none=True)
    if isinstance(num_bins, (int, float)) and bin_boundaries is not None and not is_unknown(bin_boundaries):
        raise refuse(
            "Discretization",
            "num_bins",
            num_bins,
            "left out next to `bin_boundaries`",
            "ValueError: Both `num_bins` and `bin_boundaries` should not be set.",
        )
    if num_bins is None and bin_boundaries is None and call.target.major >= 3:
        raise refuse(
            "Discretization",
            "num_bins",
            None,
            "given, or `bin_boundaries` is",
            "ValueError: You need to set either `num_bins` or `bin_boundaries`.",
        )


def _check_borders(call: Call, borders: Any) -> None:
    """Keras 2 puts a list of numbers into the graph; Keras 3 looks at it when it computes."""
    if call.target.major >= 3 or borders is None or is_unknown(borders):
        return
    if isinstance(borders, Array) and not is_numpys(borders):
        return
    plain = isinstance(borders, (int, float, str, Array))
    items = None if plain else call.items(borders)
    if plain or any(is_list(call, item) or not is_numeric(call, item) for item in items or ()):
        keras = f"TypeError: Expected list for 'boundaries' argument to 'bucketize' Op, not {borders}."
        raise refuse("Discretization", "bin_boundaries", borders, "a list of numbers", keras).when_applied()


def _depth(call: Call, bin_boundaries: Any, num_bins: Any) -> Dim:
    """How many intervals there are."""
    if bin_boundaries is None:
        if call.target.major < 3:
            return unknown_size("the borders are found by `adapt`")
        return num_bins if isinstance(num_bins, (int, Size)) else unknown_size("the number of intervals is not known")
    borders = words(call, bin_boundaries)
    return unknown_size("the number of borders is not known") if borders is None else borders + 1
