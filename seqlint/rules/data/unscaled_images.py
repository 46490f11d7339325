"""SEQ406."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.keras.layer import Layer
from seqlint.rules import words
from seqlint.rules.insertion import inserted
from seqlint.rules.meeting import origin
from seqlint.rules.rule import Finding, Severity, rule
from seqlint.values.array import Array

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.keras.models import Model


@rule("SEQ406", Severity.WARNING, subject=Fit)
def unscaled_images(fit: Fit) -> Iterator[Finding]:
    """Pictures with values from 0 to 255 go into the model as they are.

    ## What it does
    Reports training on pixels of 0 … 255 where no layer scales or normalises them.

    ## Why is this bad?
    Weights start for inputs around 0 to 1. With inputs 255 times as large the first steps are far too big: the loss
    jumps, and training is slow or fails.

    ## What Keras says
    Nothing: it trains.

    ## Example
    ```python
    import keras

    (x_train, y_train), _ = keras.datasets.mnist.load_data()
    model = keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x_train, y_train)
    ```

    ## Use instead
    ```python
    import keras

    (x_train, y_train), _ = keras.datasets.mnist.load_data()
    model = keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Rescaling(1 / 255),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x_train, y_train)
    ```

    ## Fix safety
    Unsafe: weights that were saved for unscaled pictures do not fit any more.

    ## References
    - [Keras: Rescaling](https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling/)
    """
    features, model = fit.features, fit.model
    if (
        fit.method not in {"fit", "train_on_batch"}
        or not isinstance(features, Array)
        or not features.image
        or model.open
    ):
        return
    if features.range is None or features.range[0] < 0 or features.range[1] < _BYTES or not _goes_in_as_it_is(model):
        return
    first = model.uses[0].layer
    yield Finding(
        place=fit.bound.place("x") or fit.place,
        label=f"pixels {features.range[0]:g}…{features.range[1]:g}, not scaled",
        message=words.sentences(
            f"{words.snippet(fit.bound.place('x'), 'The data')} has values from {features.range[0]:g} to "
            f"{features.range[1]:g}, and no layer scales them.",
            "Keras says nothing, and the training is slow or fails.",
            "Divide the data by 255, or put Rescaling(1 / 255) first.",
        ),
        related=origin(features),
        fixes=inserted(first, "Rescaling", "1 / 255", model.input if isinstance(model.input, tuple) else None)
        if isinstance(first, Layer)
        else (),
        stack=fit.stack,
    )


_BYTES = 200
"""From this largest value on, pixels are bytes."""
_SCALES = ("normalization", "preprocessing", "embedding")


def _goes_in_as_it_is(model: Model) -> bool:
    """Whether the data reaches a layer with weights before any that scales it."""
    for use in model.uses:
        if not isinstance(use.layer, Layer) or any(use.layer.has(tag) for tag in _SCALES):
            return False
        if use.layer.type.name in {"Lambda", "TimeDistributed"}:
            return False
        if use.layer.has("affine") or use.layer.has("recurrent"):
            following = model.uses[model.uses.index(use) + 1 :][:1]
            return not any(isinstance(each.layer, Layer) and each.layer.has("normalization") for each in following)
    return False
