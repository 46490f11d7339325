"""Flatten (Keras: `layers/reshaping/flatten.py`)."""

from __future__ import annotations

from seqlint.keras.kinds import DataFormat
from seqlint.keras.layer import Facets, at_least, layer
from seqlint.values.shape import NONE, Open, Shape, product, render_dim


@layer(rank=at_least(1), tags="reshaping flatten")
def Flatten(data_format: DataFormat = None) -> Facets:
    """Writes all numbers of a sample in one row, so that a Dense layer can look at them all.

    {input} becomes {output}. Nothing is computed and nothing is learned. Where things were in the image is lost to the
    layers after it; GlobalAveragePooling2D is a much smaller way to a Dense head.

    Args:
        data_format: where the channels stand in the input; it only decides the order of the numbers. It is the first
            argument, so `Flatten(784)` is refused: sizes belong into `Input`.

    Examples:
        (None, 28, 28) → Flatten() → (None, 784), 0 parameters
        (None, 7, 7, 64) → Flatten() → (None, 3136), 0 parameters
        (None, 10) → Flatten() → (None, 10), 0 parameters
        (None, None, 4) → Flatten() → (None, None), 0 parameters
        (None, 28, 28) → Flatten(784) → InvalidValue
    """

    def output(shape: Shape) -> Shape:
        sizes = shape[1:]
        return (shape[0], NONE if any(isinstance(size, Open) for size in sizes) else product(sizes))

    def steps(shape: Shape) -> tuple[str, ...]:
        return (f"{' × '.join(map(render_dim, shape[1:])) or '1'} = {render_dim(output(shape)[1])}",)

    return Facets(output, steps=steps)
