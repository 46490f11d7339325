"""SEQ503."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.keras.models import Model
from seqlint.rules.rule import Finding, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ503", Severity.WARNING, subject=Fit)
def evaluate_untrained(fit: Fit) -> Iterator[Finding]:
    """A model is evaluated that was never trained.

    ## What it does
    Reports `evaluate()` on a model that was neither trained nor given weights.

    ## Why is this bad?
    Its weights are random numbers; the result is that of guessing.

    ## What Keras says
    Nothing.

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
    model.compile(optimizer="adam", loss="mse")
    model.evaluate(x, y)
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
    model.evaluate(x, y)
    ```

    ## Fix safety
    No fix: training or loading is yours to choose.

    ## References
    - [Keras: training](https://keras.io/api/models/model_training_apis/)
    """
    model = fit.model
    if fit.method != "evaluate" or model.fitted or model.loaded or model.escaped or model.open:
        return
    if any(not use.ref or isinstance(use.layer, Model) for use in model.uses) or model.facets is not None:
        return
    yield Finding(
        place=fit.place,
        label="the weights are random here",
        message="The model is evaluated before it was trained: its weights are random numbers. Keras says nothing. "
        "Call fit() before, or load weights.",
        stack=fit.stack,
    )
