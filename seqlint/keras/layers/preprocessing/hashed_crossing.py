"""HashedCrossing (Keras: `layers/preprocessing/hashed_crossing.py`)."""

from __future__ import annotations

from typing import Annotated, Any

from seqlint.keras.kinds import Anything, Boolean
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_encoding import COUNT, mode


@layer(
    several="a list of two tensors (the features to cross)",
    keras2="num_bins output_mode sparse",
    tags="preprocessing",
)
def HashedCrossing(
    num_bins: Annotated[Any, COUNT],
    output_mode: Annotated[Any, mode("int", "one_hot")] = "int",
    sparse: Boolean = False,
    name: Anything = None,
    dtype: Anything = None,
    **ignored: Anything,
) -> Facets:
    """Makes one feature of two: each pair of values gets one of {num_bins} numbers.

    City and hour together can say what neither says alone. It takes two tensors, so it needs the functional API.

    Args:
        num_bins: how many numbers there are for all pairs. More of them make clashes rarer.
        output_mode: 'int' for the number, 'one_hot' for a row with a single 1.
        sparse: whether the rows come as a sparse tensor.
        name: the layer's name in the summary.
        dtype: the number type of the output.

    Examples:
        (None, 1) → HashedCrossing(5) → SeveralInputs
    """
    return Facets()
