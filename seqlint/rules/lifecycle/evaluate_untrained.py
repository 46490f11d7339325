"""SEQ503."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.evaluate.program import Program
from seqlint.keras.events import Fit
from seqlint.keras.layer import Layer
from seqlint.rules.rule import Finding, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.keras.models import Model


@rule("SEQ503", Severity.WARNING, subject=Program)
def evaluate_untrained(program: Program) -> Iterator[Finding]:
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
    fits = list(program.each(Fit))
    training = [fit.model for fit in fits if fit.method in _LEARNS]
    learned = {use.ref for model in training for use in model.uses}
    trained = {model.place for model in training}  # another model from there is: the bare one is compared with it
    for fit in fits:
        if (
            fit.method == "evaluate"
            and not _may_have_learned(fit.model)
            and not _may_have_learned(program.record(fit.ref))
            and not any(use.ref in learned for use in fit.model.uses)
            and fit.model.place not in trained
        ):
            yield Finding(
                place=fit.place,
                label="the weights are random here",
                message="The model is evaluated, and it is never trained: its weights are random numbers. Keras says "
                "nothing. "
                "Call fit() before, or load weights.",
                stack=fit.stack,
            )


_LEARNS = frozenset({"fit", "train_on_batch"})


def _may_have_learned(model: Model) -> bool:
    """Whether the model was trained, got weights from elsewhere, or has parts that seqlint does not know."""
    known = all(isinstance(use.layer, Layer) and not use.layer.has("wrapper") for use in model.uses)
    return (
        model.fitted or model.loaded or model.escaped or model.open is not None or model.facets is not None or not known
    )
