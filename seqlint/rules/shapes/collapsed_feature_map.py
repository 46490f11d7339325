"""SEQ110."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import LayerUse
from seqlint.keras.layer import Layer
from seqlint.rules import words
from seqlint.rules.rule import Finding, Related, Severity, rule
from seqlint.values.shape import render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ110", Severity.HINT, subject=LayerUse)
def collapsed_feature_map(use: LayerUse) -> Iterator[Finding]:
    """A kernel is larger than the map that it slides over.

    ## What it does
    Reports convolutions with `padding="same"` on maps that are smaller than the kernel.

    ## Why is this bad?
    Most of the kernel lies on the padding then, and its outer weights learn nothing. The maps have been made too
    small before.

    ## What Keras says
    Nothing.

    ## Example
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((8, 8, 1)),
        keras.layers.Conv2D(8, 3, activation="relu", padding="same"),
        keras.layers.MaxPooling2D(4),
        keras.layers.Conv2D(8, 3, activation="relu", padding="same"),
        keras.layers.Flatten(),
        keras.layers.Dense(3, activation="softmax"),
    ])
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((8, 8, 1)),
        keras.layers.Conv2D(8, 3, activation="relu", padding="same"),
        keras.layers.MaxPooling2D(2),
        keras.layers.Conv2D(8, 3, activation="relu", padding="same"),
        keras.layers.Flatten(),
        keras.layers.Dense(3, activation="softmax"),
    ])
    ```

    ## Fix safety
    No fix: how the maps shrink is yours to choose.

    ## References
    - [Keras: Conv2D](https://keras.io/api/layers/convolution_layers/convolution2d/)
    """
    layer, shape = use.layer, use.input
    if (
        not isinstance(layer, Layer)
        or not isinstance(shape, tuple)
        or layer.type.name not in {"Conv1D", "Conv2D", "Conv3D"}
    ):
        return
    kernel = layer.argument("kernel_size")
    if (
        layer.argument("padding") != "same"
        or not isinstance(kernel, tuple)
        or layer.argument("data_format") == "channels_first"
    ):
        return
    sizes = shape[1:-1]
    if not any(
        isinstance(size, int) and isinstance(side, int) and side > size
        for size, side in zip(sizes, kernel, strict=False)
    ):
        return
    yield Finding(
        place=layer.place,
        label=f"a kernel of {render(kernel)} on a map of {render(sizes)}",
        message=words.sentences(
            f"{words.layer(layer)} has a kernel of {render(kernel)}, and the map is {render(sizes)}: most of it lies "
            "on padding.",
            "Keras says nothing.",
            "Shrink the maps less before it, or leave it away.",
        ),
        related=() if use.before is None else (Related(use.before.place, f"gives {render(shape)}"),),
        stack=use.stack,
    )
