"""SEQ311."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.meeting import Meeting, meeting
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ311", Severity.WARNING, subject=Fit)
def binary_loss_for_one_of_many(fit: Fit) -> Iterator[Finding]:
    """Sigmoids and binary_crossentropy are trained on one-hot labels.

    ## What it does
    Reports `binary_crossentropy` over several sigmoids where the labels are one-hot: exactly one class is true.

    ## Why is this bad?
    Each unit learns its own yes/no question, and none learns that the others must be no. `accuracy` counts units,
    so guessing "no" everywhere already gives 90 % with ten classes.

    ## What Keras says
    Nothing: it trains.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = keras.utils.to_categorical(np.random.randint(0, 3, 100), 3)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(3, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = keras.utils.to_categorical(np.random.randint(0, 3, 100), 3)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(3, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    model.fit(x, y)
    ```

    ## Fix safety
    Unsafe: the loss and the predictions change.

    ## References
    - [Keras: crossentropies](https://keras.io/api/losses/probabilistic_losses/)
    """
    met = meeting(fit)
    if met is None or met.objective.kind != "binary" or met.kind != "one-hot" or not met.flat or met.prediction is None:
        return
    if met.refused is not None or not met.prediction.sigmoid or not isinstance(met.units, int) or met.units < 3:
        return
    yield Finding(
        place=met.objective.place,
        label="asks every class a yes/no question of its own",
        message=words.sentences(
            f"{met.name} is one-hot: exactly one of {met.units} classes is true.",
            f"{met.objective.name} trains {met.units} yes/no questions that know nothing of each other, and accuracy "
            "counts right units.",
            "Keras says nothing.",
            "Use softmax with categorical_crossentropy.",
        ),
        related=(*met.origin(), Related(met.prediction.place, "independent probabilities")),
        fixes=_fixes(met),
        stack=fit.stack,
    )


def _fixes(met: Meeting) -> tuple[Fix, ...]:
    loss = met.objective.renamed("categorical_crossentropy")
    activation = met.prediction.with_activation("softmax") if met.prediction is not None else None
    if loss is None or activation is None:
        return ()
    return (Fix("softmax with categorical_crossentropy", (*activation, *loss), "unsafe"),)
