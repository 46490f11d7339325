"""SEQ508."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.keras.weights import count
from seqlint.rules import words
from seqlint.rules.rule import Finding, Related, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ508", Severity.WARNING, subject=Fit)
def frozen_model(fit: Fit) -> Iterator[Finding]:
    """A model is trained in which nothing is trainable.

    ## What it does
    Reports `fit()` on a model whose weights are all frozen.

    ## Why is this bad?
    Training changes only trainable weights. With none of them every epoch ends where it began.

    ## What Keras says
    A UserWarning ("The model does not have any trainable weights.").

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
    model.trainable = False
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
    No fix: which layers should learn is yours to choose.

    ## References
    - [Keras: transfer learning](https://keras.io/guides/transfer_learning/)
    """
    if fit.method != "fit" or fit.compile is None or fit.model.broken is not None:
        return
    weights, compiled = fit.model.weights, fit.compile.model.weights
    if weights is None or not weights or count(weights, trainable=True) != 0:
        return
    if compiled is None or count(compiled, trainable=True) != 0:
        return
    yield Finding(
        place=fit.place,
        label="no weight is trainable",
        message=words.sentences(
            f"All {words.counted(count(weights), 'parameter')} of the model are frozen.",
            "Keras warns, and nothing is learned.",
            "Leave the layers trainable that should learn, and call compile() again.",
        ),
        related=(Related(fit.compile.place, "compiled with everything frozen"),),
        stack=fit.stack,
    )
