"""CategoryEncoding (Keras: `layers/preprocessing/category_encoding.py`)."""

from __future__ import annotations

from typing import Annotated, Any

from seqlint.keras.kinds import Anything, Boolean, Context
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_encoding import (
    COUNT,
    at_least,
    depth_of,
    last_axis,
    mode,
    one_hot,
    row_rank,
    sparse_rows,
)
from seqlint.values.call import Call
from seqlint.values.shape import Shape, UnknownShape


@layer(keras2="num_tokens output_mode sparse *max_tokens", removed="max_tokens", tags="preprocessing")
def CategoryEncoding(
    call: Call,
    num_tokens: Anything = None,
    output_mode: Annotated[Any, mode("multi_hot", "one_hot", "count", old="binary")] = "multi_hot",
    sparse: Boolean = False,
    *,
    max_tokens: Anything = None,
) -> Facets:
    """Turns category numbers into rows of zeros and ones.

    Categories are numbered from 0 to {num_tokens} - 1. With 'one_hot' every number becomes a row with a single 1; with
    'multi_hot' all numbers of a sample become one row with a 1 for each that occurs; 'count' counts them.

    Args:
        num_tokens: how many categories there are: one more than the highest number.
        output_mode: 'one_hot' for one category a sample, 'multi_hot' for several, 'count' for how often each occurs.
        sparse: whether the rows come as a sparse tensor, which saves memory with many categories.
        max_tokens: the older name of `num_tokens`, which Keras 2 still takes.

    Examples:
        (None, 1) → CategoryEncoding(10, output_mode='one_hot') → (None, 10), 0 parameters
        (None, 4) → CategoryEncoding(10) → (None, 10), 0 parameters
        (None, 4) → CategoryEncoding() → InvalidValue
    """
    given = num_tokens if max_tokens is None else max_tokens
    count = COUNT.check(given, Context("CategoryEncoding", "num_tokens", call))
    at_least(1, count, "CategoryEncoding", "num_tokens")

    def output(shape: Shape) -> Shape | UnknownShape:
        row_rank(call, output_mode, shape)
        depth = depth_of(count, "CategoryEncoding", "num_tokens")
        rows = one_hot(shape, depth) if output_mode == "one_hot" else last_axis(shape, depth)
        return sparse_rows(call, sparse, rows)

    return Facets(output, dtype=_float)


def _float(_: str | None) -> str | None:
    return "float32"
