"""SEQ419."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.rule import Finding, Severity, rule
from seqlint.values.array import Array
from seqlint.values.dataset import Dataset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ419", Severity.ERROR, subject=Fit)
def missing_labels(fit: Fit) -> Iterator[Finding]:
    """A model is trained or evaluated without labels.

    ## What it does
    Reports `fit(x)` and `evaluate(x)` on arrays or datasets without labels, and `validation_data` that is the features
    alone.

    ## Why is this bad?
    The loss compares the output with the labels; without them there is nothing to compare.

    ## What Keras says
    `ValueError: None values not supported.`, in `fit()`.

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
    model.fit(x)
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
    No fix: which array holds the labels is not in the program.

    ## References
    - [Keras: training](https://keras.io/api/models/model_training_apis/)
    """
    alone = isinstance(fit.x, Array) or (isinstance(fit.x, Dataset) and isinstance(fit.x.element, Array))
    if fit.method not in {"fit", "evaluate"} or not alone or fit.compile is None or fit.compile.loss is None:
        return
    if fit.method == "evaluate" and fit.target.major < 3:
        return  # Keras 2 says nothing, and gives a loss of 0
    if fit.y is None:
        yield _finding(fit, fit.bound.place("x") or fit.place, "x")
    elif isinstance(fit.bound.value("validation_data"), Array):
        yield _finding(fit, fit.bound.place("validation_data") or fit.place, "validation_data")


def _finding(fit: Fit, place: Place, name: str) -> Finding:
    cure = "Give the labels as second argument." if name == "x" else "Give a pair: validation_data=(x_val, y_val)."
    if isinstance(fit.x, Dataset):
        cure = "Make the dataset of pairs: from_tensor_slices((x, y))."
    return Finding(
        place=place,
        label="no labels",
        message=words.sentences(
            f"{words.snippet(place)} comes without labels, and the loss has nothing to compare with.",
            f"Keras stops in {fit.method}(): ValueError: None values not supported.",
            cure,
        ),
        stack=fit.stack,
    )
