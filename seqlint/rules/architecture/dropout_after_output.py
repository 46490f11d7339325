"""SEQ603."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Compile
from seqlint.rules import words
from seqlint.rules.chain import chain
from seqlint.rules.rule import Finding, Fix, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.keras.layer import Layer


@rule("SEQ603", Severity.WARNING, subject=Compile)
def dropout_after_output(compiled: Compile) -> Iterator[Finding]:
    """Dropout stands after the last layer.

    ## What it does
    Reports a dropout as last layer of a model that is trained.

    ## Why is this bad?
    In training it sets predictions to 0 at random, also the right ones, and the loss punishes the model for that.
    Dropout belongs between hidden layers.

    ## What Keras says
    Nothing: it trains.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.rand(100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
        keras.layers.Dropout(0.5),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.rand(100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y)
    ```

    ## Fix safety
    Unsafe: training changes, predictions do not.

    ## References
    - [Keras: Dropout](https://keras.io/api/layers/regularization_layers/dropout/)
    """
    layers = chain(compiled.model)
    if not layers or len(layers) < 2 or not layers[-1].has("dropout") or compiled.loss is None:
        return
    last = layers[-1]
    yield Finding(
        place=last.place,
        label="drops predictions",
        message=words.sentences(
            f"{words.layer(last)} is the last layer: in training it sets predictions to 0 at random.",
            "Keras says nothing, and the loss punishes right answers.",
            "Put it before the last Dense, or take it away.",
        ),
        fixes=_fixes(last),
        stack=compiled.stack,
    )


def _fixes(last: Layer) -> tuple[Fix, ...]:
    from seqlint.source.neighbour import taken_out

    edit = taken_out(last.place.chunk, last.place.node)
    return () if edit is None else (Fix("Take it away", (edit,), "unsafe"),)
