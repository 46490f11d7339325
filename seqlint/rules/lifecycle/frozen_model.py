"""SEQ508."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.keras.weights import count
from seqlint.rules import words
from seqlint.rules.rule import Finding, Related, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.keras.models import Model


@rule("SEQ508", Severity.WARNING, subject=Fit)
def frozen_model(fit: Fit) -> Iterator[Finding]:
    """A model is trained in which nothing is trainable.

    ## What it does
    Reports `fit()` and `train_on_batch()` on a model whose weights are all frozen.

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
    if fit.method not in {"fit", "train_on_batch"} or fit.compile is None or fit.model.broken is not None:
        return
    weights = fit.model.weights
    if not weights or count(weights, trainable=True) != 0 or not _frozen(fit.compile.model):
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


def _frozen(model: Model) -> bool:
    """Whether nothing was trainable when the model was compiled; before the first batch its flags alone tell."""
    if model.weights is not None:
        return count(model.weights, trainable=True) == 0
    if model.open or model.facets is not None or not model.uses:
        return False
    return model.trainable is False or all(use.layer is not None and use.layer.trainable is False for use in model.uses)
