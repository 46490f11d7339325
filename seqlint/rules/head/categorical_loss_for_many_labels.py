"""SEQ312."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.meeting import Meeting, meeting
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ312", Severity.WARNING, subject=Fit)
def categorical_loss_for_many_labels(fit: Fit) -> Iterator[Finding]:
    """Softmax and categorical_crossentropy are trained on rows with several true classes.

    ## What it does
    Reports `categorical_crossentropy` where a row of labels may have several 1s.

    ## Why is this bad?
    Softmax shares one probability of 1 among the classes. If two are true, each can get at most a half, and a row
    without any true class teaches nothing.

    ## What Keras says
    Nothing: it trains.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 2, (100, 3))
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(3, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 2, (100, 3))
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(3, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(x, y)
    ```

    ## Fix safety
    Unsafe: the loss and the predictions change.

    ## References
    - [Keras: crossentropies](https://keras.io/api/losses/probabilistic_losses/)
    """
    met = meeting(fit)
    if (
        met is None
        or met.objective.kind not in {"categorical", "regression"}
        or met.kind != "multi-hot"
        or not met.flat
        or met.prediction is None
    ):
        return
    if met.refused is not None or not met.prediction.softmax:
        return
    yield Finding(
        place=met.objective.place,
        label="wants exactly one true class a row",
        message=words.sentences(
            f"{met.name} has rows with any number of 1s; softmax gives probabilities that sum to 1, which "
            f"{met.objective.name} pulls towards exactly one.",
            "Keras says nothing, and two true classes share one probability.",
            "Use sigmoid with binary_crossentropy.",
        ),
        related=(*met.origin(), Related(met.prediction.place, "the probabilities sum to 1")),
        fixes=_fixes(met),
        stack=fit.stack,
    )


def _fixes(met: Meeting) -> tuple[Fix, ...]:
    loss = met.objective.renamed("binary_crossentropy")
    activation = met.prediction.with_activation("sigmoid") if met.prediction is not None else None
    if loss is None or activation is None:
        return ()
    return (Fix("sigmoid with binary_crossentropy", (*activation, *loss), "unsafe"),)
