"""SEQ109."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import LayerUse
from seqlint.keras.layer import Layer
from seqlint.rules import words
from seqlint.rules.channels import channels_first
from seqlint.rules.insertion import inserted
from seqlint.rules.rule import Finding, Severity, rule
from seqlint.values.shape import render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ109", Severity.WARNING, subject=LayerUse)
def channels_first_shape(use: LayerUse) -> Iterator[Finding]:
    """The channels stand first in the shape, and the layer reads them as height.

    ## What it does
    Reports pictures of shape (3, 32, 32) or (1, 28, 28) that meet a convolution or pooling that takes the channels
    last.

    ## Why is this bad?
    (3, 32, 32) is read as height 3, width 32 and 32 channels. The kernel slides over the colours as if they were
    rows.

    ## What Keras says
    Nothing, as long as the kernel fits.

    ## Example
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((3, 32, 32)),
        keras.layers.Conv2D(8, 3, activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(3, activation="softmax"),
    ])
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((3, 32, 32)),
        keras.layers.Permute((2, 3, 1)),
        keras.layers.Conv2D(8, 3, activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(3, activation="softmax"),
    ])
    ```

    ## Fix safety
    Unsafe: `data_format="channels_first"` is the other way; it needs a GPU or oneDNN.

    ## References
    - [Keras: Conv2D](https://keras.io/api/layers/convolution_layers/convolution2d/)
    """
    layer, shape = use.layer, use.input
    if not isinstance(layer, Layer) or not channels_first(layer, shape) or not _whole_picture(use):
        return
    assert isinstance(shape, tuple)
    channels, height, width = shape[1:]
    yield Finding(
        place=layer.place,
        label=f"reads {render(shape)} as height {channels}, {width} channels",
        message=words.sentences(
            f"{words.layer(layer)} takes the channels last: {render(shape)} is height {channels}, width {height} and "
            f"{width} channels to it.",
            "Keras says nothing.",
            "Move the channel axis to the end.",
        ),
        fixes=inserted(layer, "Permute", "(2, 3, 1)", (shape[0], height, width, channels)),
        cause=(layer.place, "channels first"),
        stack=use.stack,
    )


def _whole_picture(use: LayerUse) -> bool:
    """Whether what arrives is the model's own input."""
    return use.index == 0 or (isinstance(use.before, Layer) and use.before.has("preprocessing"))
