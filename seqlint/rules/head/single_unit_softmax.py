"""SEQ301."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import LayerMade, LayerUse
from seqlint.keras.layer import Layer
from seqlint.rules.prediction import activation_of
from seqlint.rules.rule import Finding, Fix, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ301", Severity.WARNING, subject=LayerMade | LayerUse, after=("SEQ309",))
def single_unit_softmax(event: LayerMade | LayerUse) -> Iterator[Finding]:
    """Softmax over one unit is always 1.

    ## What it does
    Reports a softmax over an axis of size 1.

    ## Why is this bad?
    Softmax makes the values of a row sum to 1. With one value in the row that is 1, whatever the input: the model
    always predicts the same, and no weight gets a gradient. For a yes/no question one unit takes sigmoid.

    ## What Keras says
    A UserWarning ("You are using a softmax over axis -1 of a tensor of shape (None, 1)") in Keras 3; Keras 2 none.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 2, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 2, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(x, y)
    ```

    ## Fix safety
    Unsafe: sigmoid suits labels 0 and 1; with more classes the units are what is wrong.

    ## References
    - [Keras: activations](https://keras.io/api/layers/activations/)
    """
    layer = event.layer
    if not isinstance(layer, Layer) or not _one_value(event, layer):
        return
    known, activation, place = activation_of(layer)
    if not known or activation is None or activation.name != "softmax":
        return
    yield Finding(
        place=place,
        label="softmax of one value is always 1",
        message="Softmax makes the values of each row sum to 1; with one unit that one value is always 1, so nothing "
        "can be learned. "
        "Keras trains all the same. For yes or no use sigmoid; for classes one unit each.",
        fixes=_fixes(place),
        cause=(layer.place, "one unit"),
        stack=event.stack,
    )


def _one_value(event: LayerMade | LayerUse, layer: Layer) -> bool:
    if layer.has("dense"):
        return bool(layer.argument("units") == 1)
    if layer.has("activation") and isinstance(event, LayerUse):
        axis = layer.argument("axis") if "axis" in layer.type.signature.names() else -1
        return (
            isinstance(event.input, tuple)
            and len(event.input) > 1
            and event.input[-1] == 1
            and axis in {-1, len(event.input) - 1}
        )
    return False


def _fixes(place: Place) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_string

    if not place.is_string:
        return ()
    return (Fix('activation="sigmoid"', (replace_string(place.chunk, place.node, "sigmoid"),), "unsafe"),)
