"""RepeatVector (Keras: `layers/reshaping/repeat_vector.py`)."""

from __future__ import annotations

from seqlint.keras.kinds import Context
from seqlint.keras.layer import Facets, exactly, layer
from seqlint.keras.whole import RepeatCount
from seqlint.values.call import Call
from seqlint.values.shape import NONE, Shape


@layer(rank=exactly(2), tags="reshaping")
def RepeatVector(call: Call, n: RepeatCount) -> Facets:
    """Makes a sequence of one vector: every one of the {n} steps is the same.

    output[t] = input, for t = 1 … {n}. {input} becomes {output}. It stands between an encoder that gives one vector and
    a recurrent decoder that wants steps.

    Args:
        n: how many steps, so the length of the sequence that the decoder is to give.

    Examples:
        (None, 64) → RepeatVector(10) → (None, 10, 64), 0 parameters
        (None, 10, 64) → RepeatVector(3) → IncompatibleRank
        (None, 64) → RepeatVector(0) → InvalidValue
    """

    def output(shape: Shape) -> Shape:
        if isinstance(n, int) and n < -1:
            keras = f"ValueError: Invalid value in tensor used for shape: {n}"
            raise Context("RepeatVector", "n", call).refuse(n, "a positive integer", keras)
        return (shape[0], NONE if isinstance(n, int) and n < 0 else n, shape[1])

    return Facets(output)
