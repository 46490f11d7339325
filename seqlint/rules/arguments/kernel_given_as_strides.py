"""SEQ216."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import LayerMade
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_KERNELS = frozenset({3, 5, 7})
"""Kernel sizes for which nobody means a stride of the same size; 2, 4, 8 and 16 cut a picture into patches."""


@rule("SEQ216", Severity.WARNING, subject=LayerMade)
def kernel_given_as_strides(made: LayerMade) -> Iterator[Finding]:
    """The second side of the kernel is given where the strides stand.

    ## What it does
    Reports `Conv2D(32, 3, 3)`: a kernel of 3 and strides of 3, both by position.

    ## Why is this bad?
    In Keras 1 this was a 3 × 3 kernel. Since Keras 2 the third argument is `strides`: the kernel jumps over its own
    width, and the map shrinks to a third.

    ## What Keras says
    Nothing: it builds and trains.

    ## Example
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        keras.layers.Conv2D(32, 3, 3, activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        keras.layers.Conv2D(32, (3, 3), activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    ```

    ## Fix safety
    Unsafe: the maps become larger. Say `strides=3` by keyword if strides are meant.

    ## References
    - [Keras: Conv2D](https://keras.io/api/layers/convolution_layers/convolution2d/)
    """
    layer = made.layer
    if layer.type.name not in {"Conv2D", "SeparableConv2D", "Conv2DTranspose"}:
        return
    kernel, strides = layer.bound.given.get("kernel_size"), layer.bound.given.get("strides")
    if (
        kernel is None
        or strides is None
        or kernel.keyword
        or strides.keyword
        or kernel.place is None
        or strides.place is None
    ):
        return
    if kernel.value != strides.value:
        return
    size = kernel.place.text()
    if size != strides.place.text() or not size.isdigit() or int(size) not in _KERNELS:
        return
    yield Finding(
        place=strides.place,
        label=f"this is strides={size}",
        message=f"{words.layer(layer)} has a kernel of {size} × {size} and strides of {size}: the third argument is "
        "`strides`. "
        f"Keras says nothing, and the map shrinks to 1/{size}. Write ({size}, {size}) for the kernel.",
        fixes=_fixes(kernel.place.span().start, strides.place.span().end, size),
        stack=made.stack,
    )


def _fixes(start: int, end: int, size: str) -> tuple[Fix, ...]:
    from seqlint.source.edit import Edit

    return (Fix(f"Write the kernel as ({size}, {size})", (Edit(start, end, f"({size}, {size})"),), "unsafe"),)
