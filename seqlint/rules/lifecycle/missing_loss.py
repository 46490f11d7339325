"""SEQ514."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.keras.layer import Layer
from seqlint.keras.models.own_loss import adds_a_loss
from seqlint.rules import words
from seqlint.rules.rule import Finding, Related, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ514", Severity.ERROR, subject=Fit)
def missing_loss(fit: Fit) -> Iterator[Finding]:
    """A model is trained that was compiled without a loss.

    ## What it does
    Reports `fit` after a `compile` that names no loss.

    ## Why is this bad?
    The loss is what the training makes small. Without one there is no gradient.

    ## What Keras says
    `ValueError: No loss to compute. Provide a loss argument in compile()`, in `fit()`.

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
    model.compile(optimizer="adam")
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
    compiled = fit.compile
    if fit.method not in {"fit", "train_on_batch"} or compiled is None or "loss" in compiled.bound or fit.model.open:
        return
    if fit.model.facets is not None or fit.model.escaped:  # layers inside, or the program, may have added one
        return
    if any(not isinstance(use.layer, Layer) or adds_a_loss(use.layer) for use in fit.model.uses):
        return
    yield Finding(
        place=compiled.place,
        label="no loss",
        message=words.sentences(
            "compile() names no loss, so there is nothing to train for.",
            f"Keras stops in {fit.method}(): ValueError: {_SAID[fit.target.major]}.",
            'Say which: loss="mse" for amounts, a crossentropy for classes.',
        ),
        related=(Related(fit.place, "trained here"),),
        stack=compiled.stack,
    )


_SAID = {
    2: "No loss found. You may have forgotten to provide a `loss` argument in the `compile()` method",
    3: "No loss to compute. Provide a `loss` argument in `compile()`",
}
