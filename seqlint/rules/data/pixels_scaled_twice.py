"""SEQ422."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.keras.layer import Layer
from seqlint.rules import words
from seqlint.rules.meeting import origin
from seqlint.rules.rule import Finding, Severity, rule
from seqlint.values.array import Array
from seqlint.values.ops.numbers import number_of

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ422", Severity.WARNING, subject=Fit)
def pixels_scaled_twice(fit: Fit) -> Iterator[Finding]:
    """Pixels that were divided by 255 go through Rescaling(1 / 255) again.

    ## What it does
    Reports pictures with values up to 1 that reach a model whose first layer divides them by 100 or more.

    ## Why is this bad?
    A picture from 0 to 1 divided by 255 is nearly black: values up to 0.004. The first layer sees hardly any
    difference between pictures, and the model learns slowly or not at all.

    ## What Keras says
    Nothing.

    ## Example
    ```python
    import keras

    (x_train, y_train), _ = keras.datasets.cifar10.load_data()
    x_train = x_train / 255
    model = keras.Sequential([
        keras.Input((32, 32, 3)),
        keras.layers.Rescaling(1 / 255),
        keras.layers.Conv2D(16, 3, activation="relu"),
        keras.layers.GlobalAveragePooling2D(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x_train, y_train)
    ```

    ## Use instead
    ```python
    import keras

    (x_train, y_train), _ = keras.datasets.cifar10.load_data()
    model = keras.Sequential([
        keras.Input((32, 32, 3)),
        keras.layers.Rescaling(1 / 255),
        keras.layers.Conv2D(16, 3, activation="relu"),
        keras.layers.GlobalAveragePooling2D(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x_train, y_train)
    ```

    ## Fix safety
    No fix: which of the two divisions other data go through is not in this call.

    ## References
    - [Keras: Rescaling](https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling/)
    """
    features = fit.features
    if fit.method != "fit" or not isinstance(features, Array) or features.range is None or not features.image:
        return
    low, high = features.range
    layer = next((use.layer for use in fit.model.uses if getattr(use.layer, "kind", "") != "InputLayer"), None)
    if not isinstance(layer, Layer) or layer.type.name != "Rescaling" or not (-1 <= low < high <= 1):
        return
    scale = number_of(layer.argument("scale"))
    if scale is None or scale <= 0 or scale > _SMALL:
        return
    yield Finding(
        place=layer.place,
        label=f"gets {low:g}…{high:g}, gives up to {high * scale:.2g}",
        message=words.sentences(
            f"{words.snippet(fit.bound.place('x'), 'The data')} was scaled already, to values from {low:g} to "
            f"{high:g}; {words.snippet(layer.place)} scales them again, to {high * scale:.2g} at most.",
            "Keras says nothing, and the pictures are nearly black.",
            "Take one of the two away.",
        ),
        related=origin(features),
        cause=(fit.place, "scale"),
        stack=fit.stack,
    )


_SMALL = 0.01
"""The largest factor that is meant for bytes."""
