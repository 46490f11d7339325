"""SEQ501."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.rules import words
from seqlint.rules.rule import Finding, Severity, rule
from seqlint.values.refusal import NotCompiled

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ501", Severity.ERROR, subject=NotCompiled)
def fit_before_compile(refusal: NotCompiled) -> Iterator[Finding]:
    """A model is trained or evaluated before compile().

    ## What it does
    Reports `fit`, `evaluate` and their like on a model on which `compile` was not called.

    ## Why is this bad?
    compile() says which loss is to fall and which optimizer changes the weights. Without it there is nothing to
    train for.

    ## What Keras says
    `ValueError: You must call compile() before calling fit()`, at that call.

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
    ])
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
    No fix: the loss is yours to choose.

    ## References
    - [Keras: training](https://keras.io/api/models/model_training_apis/)
    """
    yield Finding(
        place=refusal.place,
        label="compile() comes first",
        message=words.sentences(
            f"`{refusal.method}` needs a loss and an optimizer, and compile() was not called on this model.",
            words.stops(refusal),
            "Call model.compile(optimizer=…, loss=…) before.",
        ),
        cause=None if refusal.model is None else (refusal.model.place, "not compiled"),
        stack=refusal.stack,
    )
