"""SEQ405."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.meeting import origin
from seqlint.rules.rule import Finding, Severity, rule
from seqlint.rules.split import split_mixed_up
from seqlint.values.array import Array
from seqlint.values.shape import equal, render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ405", Severity.ERROR, subject=Fit)
def different_lengths(fit: Fit) -> Iterator[Finding]:
    """Features and labels have different numbers of samples.

    ## What it does
    Compares the first axis of the data with that of the labels.

    ## Why is this bad?
    Each sample needs its label. With 100 samples and 80 labels nobody can say which belong together.

    ## What Keras says
    `ValueError: Data cardinality is ambiguous. Make sure all arrays contain the same number of samples.`, in
    `fit()`.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.rand(80)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
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
    No fix: which side is wrong is not in the program.

    ## References
    - [Keras: training](https://keras.io/api/models/model_training_apis/)
    """
    x, y = fit.x, fit.y
    if (
        not isinstance(x, Array)
        or not isinstance(y, Array)
        or not x.rank
        or not y.rank
        or split_mixed_up(x, y) is not None
    ):
        return
    if equal(x.axis(0), y.axis(0)) is not False:
        return
    data, labels = words.snippet(fit.bound.place("x"), "x"), words.snippet(fit.bound.place("y"), "y")
    yield Finding(
        place=fit.bound.place("y") or fit.place,
        label=f"{words.number(y.axis(0))} labels for {words.number(x.axis(0))} samples",
        message=words.sentences(
            f"{data} has {words.counted(x.axis(0), 'sample')}, {render(x.shape)}; {labels} has "
            f"{words.counted(y.axis(0), 'label')}, {render(y.shape)}.",
            f"Keras stops in {fit.method}(): ValueError: Data cardinality is ambiguous.",
            "Give each sample its label.",
        ),
        related=(*origin(x), *origin(y)),
        stack=fit.stack,
    )
