"""SEQ609."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Compile
from seqlint.rules import words
from seqlint.rules.chain import chain
from seqlint.rules.prediction import prediction
from seqlint.rules.rule import Finding, Related, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ609", Severity.HINT, subject=Compile)
def narrow_bottleneck(compiled: Compile) -> Iterator[Finding]:
    """A hidden Dense layer is narrower than the output.

    ## What it does
    Reports a hidden Dense layer with fewer units than there are classes.

    ## Why is this bad?
    What does not pass the narrow layer cannot be told apart after it.

    ## What Keras says
    Nothing.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 10, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(2, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 10, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, y)
    ```

    ## Fix safety
    No fix: the width is yours to choose.

    ## References
    - [Keras: layers](https://keras.io/api/layers/)
    """
    end = prediction(compiled.model)
    layers = [layer for layer in chain(compiled.model) or [] if layer.has("dense")]
    if end is None or not end.softmax or len(layers) < 2 or not isinstance(end.units, int):
        return
    for layer in layers[:-1]:
        units = layer.argument("units")
        if isinstance(units, int) and units < end.units:
            yield Finding(
                place=layer.bound.place("units") or layer.place,
                label=f"{units} units before {end.units} classes",
                message=words.sentences(
                    f"{words.layer(layer)} hands on {words.counted(units, 'number')}, and {end.units} classes are "
                    "told apart after it.",
                    "Keras says nothing.",
                    f"Give it more units than {end.units}.",
                ),
                related=(Related(end.layer.place, f"{end.units} classes"),),
                stack=compiled.stack,
            )
