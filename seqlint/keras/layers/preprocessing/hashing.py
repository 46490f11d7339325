"""Hashing (Keras: `layers/preprocessing/hashing.py`)."""

from __future__ import annotations

from typing import Annotated, Any

from seqlint.keras.kinds import Anything, Boolean, Kind
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_encoding import (
    COUNT,
    depth_of,
    last_axis,
    mode,
    no_sparse_index,
    one_hot,
    refuse,
    row_rank,
    sparse_rows,
)
from seqlint.keras.layers.preprocessing.base_encoding import (
    salt as salt_value,
)
from seqlint.keras.nested import broadcast, is_list, nested_shape
from seqlint.values.call import Call
from seqlint.values.shape import Shape, UnknownShape


@layer(keras2="num_bins mask_value salt output_mode sparse", tags="preprocessing strings")
def Hashing(
    call: Call,
    num_bins: Annotated[Any, COUNT],
    mask_value: Anything = None,
    salt: Annotated[Any, Kind("an integer or a pair of integers", salt_value)] = None,
    output_mode: Annotated[Any, mode("int", "one_hot", "multi_hot", "count")] = "int",
    sparse: Boolean = False,
    *,
    dtype: Anything = None,
) -> Facets:
    """Gives every word or number one of {num_bins} numbers, without a vocabulary.

    output = hash(x) mod {num_bins}. The number is computed from the text itself. Different words can share a number,
    the more often the fewer there are. Nothing has to be learned from the data first.

    Args:
        num_bins: how many numbers there are. A few times the number of different words keeps clashes rare.
        mask_value: a value that always gets number 0, for padding.
        salt: an integer, or two, that make another assignment.
        output_mode: 'int' for the number, 'one_hot' for a row with a single 1, 'multi_hot' and 'count' for one row a
            sample.
        sparse: whether the rows come as a sparse tensor.
        dtype: the number type of the output: an integer type for numbers, a float type for rows.

    Examples:
        (None, 3) → Hashing(5) → (None, 3), 0 parameters
        (None, 3) → Hashing(5, output_mode='multi_hot') → (None, 5), 0 parameters
        (None, 3) → Hashing(0) → InvalidValue
    """
    no_sparse_index(bool(call.items(sparse)) if is_list(call, sparse) else sparse, output_mode, "Hashing")
    at_least_one = isinstance(num_bins, float) and num_bins >= 1
    if isinstance(num_bins, float) and not at_least_one and call.target.major < 3:
        keras = "ValueError: Attr 'num_buckets' of 'StringToHashBucketFast' Op passed 0 less than minimum 1."
        raise refuse("Hashing", "num_bins", num_bins, "a positive integer", keras).when_applied()
    if num_bins is None or (isinstance(num_bins, (int, float)) and num_bins <= 0):
        keras = f"ValueError: The `num_bins` for `Hashing` cannot be `None` or non-positive values. Got {num_bins}."
        raise refuse("Hashing", "num_bins", num_bins, "a positive integer", keras)
    if call.target.major >= 3 and output_mode == "int" and isinstance(dtype, str) and dtype not in {"int32", "int64"}:
        raise refuse(
            "Hashing",
            "dtype",
            dtype,
            "'int32' or 'int64' with `output_mode='int'`",
            'ValueError: When `output_mode="int"`, `dtype` should be an integer type',
        )

    def output(shape: Shape) -> Shape | UnknownShape:
        row_rank(call, output_mode, shape)
        sizes = nested_shape(call, mask_value) if call.target.major < 3 and num_bins != 1 else None
        if sizes and broadcast(sizes, shape) is None:
            keras = "ValueError: Dimensions must be equal"
            raise refuse("Hashing", "mask_value", mask_value, "one value", keras)
        if output_mode == "int":
            return (broadcast(sizes, shape) if sizes else None) or shape
        depth = depth_of(num_bins, "Hashing", "num_bins")
        if output_mode == "one_hot" and call.target.major < 3:
            return sparse_rows(call, sparse, one_hot(shape, depth))
        return sparse_rows(call, sparse, last_axis(shape, depth))

    def output_dtype(_: str | None) -> str | None:
        return "int64" if output_mode == "int" else "float32"

    return Facets(output, dtype=output_dtype)
