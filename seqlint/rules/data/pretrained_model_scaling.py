"""SEQ420."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.keras.layer import Layer
from seqlint.keras.models import Model
from seqlint.rules import words
from seqlint.rules.meeting import origin
from seqlint.rules.rule import Finding, Related, Severity, rule
from seqlint.values.array import Array
from seqlint.values.ops.numbers import number_of

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ420", Severity.WARNING, subject=Fit)
def pretrained_model_scaling(fit: Fit) -> Iterator[Finding]:
    """Pictures reach a pretrained model on another scale than it was trained on.

    ## What it does
    Reports bytes (0 … 255) that go into a pretrained model of pixels from -1 to 1 (MobileNet, MobileNetV2,
    Inception, Xception, NASNet, ResNet…V2), and pixels from 0 to 1 that go into one that scales bytes itself
    (EfficientNet, MobileNetV3, ConvNeXt, ResNetRS).

    ## Why is this bad?
    The weights were learned on pictures of one scale. On another one the features that they find mean little, and
    the layers on top train on noise.

    ## What Keras says
    Nothing: it trains.

    ## Example
    ```python
    import keras

    (x_train, y_train), _ = keras.datasets.cifar10.load_data()
    base = keras.applications.MobileNetV2(input_shape=(32, 32, 3), include_top=False, pooling="avg")
    base.trainable = False
    model = keras.Sequential([base, keras.layers.Dense(10, activation="softmax")])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x_train, y_train)
    ```

    ## Use instead
    ```python
    import keras

    (x_train, y_train), _ = keras.datasets.cifar10.load_data()
    base = keras.applications.MobileNetV2(input_shape=(32, 32, 3), include_top=False, pooling="avg")
    base.trainable = False
    model = keras.Sequential([
        keras.Input((32, 32, 3)),
        keras.layers.Rescaling(1 / 127.5, offset=-1),
        base,
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x_train, y_train)
    ```

    ## Fix safety
    No fix: the data may be scaled where it is loaded.

    ## References
    - [Keras: applications](https://keras.io/api/applications/)
    """
    features = fit.features
    if fit.method not in {"fit", "train_on_batch"} or not isinstance(features, Array) or features.range is None:
        return
    found = _arrives(fit.model, features.range)
    if found is None or not features.image:
        return
    base, (low, high) = found
    wanted = base.pixels
    if wanted is None or low < 0 or not (high >= _BYTES if wanted[0] < 0 else high <= 1):
        return
    name = words.snippet(fit.bound.place("x"), "The data")
    cure = (
        "Put Rescaling(1 / 127.5, offset=-1) before it, or use its own preprocess_input()."
        if wanted[0] < 0
        else "It divides by 255 itself: leave the pictures as they are."
    )
    yield Finding(
        place=fit.bound.place("x") or fit.place,
        label=f"pixels {low:g}…{high:g} arrive, {wanted[0]}…{wanted[1]} wanted",
        message=words.sentences(
            f"{base.kind} was trained on pixels from {wanted[0]} to {wanted[1]}; those of {name} reach it with values "
            f"from {low:g} to {high:g}.",
            "Keras says nothing, and what the pretrained weights find means little.",
            cure,
        ),
        related=(Related(base.callee, f"takes {wanted[0]}…{wanted[1]}"), *origin(features)),
        cause=(fit.place, "scale"),
        stack=fit.stack,
    )


_BYTES = 200
"""From this largest value on, pixels are bytes."""
_KEEPING = frozenset({
    "InputLayer", "RandomFlip", "RandomRotation", "RandomZoom", "RandomTranslation", "RandomCrop", "Resizing",
    "CenterCrop",
})  # fmt: skip
"""Layers that leave the scale of pixels as it is."""


def _arrives(model: Model, limits: tuple[float, float]) -> tuple[Model, tuple[float, float]] | None:
    """The pretrained model behind layers that at most scale, and the range of what reaches it."""
    for use in model.uses:
        layer = use.layer
        if isinstance(layer, Model):
            return (layer, limits) if layer.pixels is not None else None
        if not isinstance(layer, Layer):
            return None
        if layer.type.name == "Rescaling":
            scale, offset = number_of(layer.argument("scale")), number_of(layer.argument("offset"))
            if scale is None or offset is None:
                return None
            limits = (limits[0] * scale + offset, limits[1] * scale + offset)
        elif layer.type.name not in _KEEPING:
            return None
    return None
