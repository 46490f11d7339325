"""SEQ303."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Compile
from seqlint.rules import words
from seqlint.rules.objective import Objective, objective
from seqlint.rules.prediction import Prediction, prediction
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ303", Severity.WARNING, subject=Compile)
def sigmoid_with_categorical_crossentropy(compiled: Compile) -> Iterator[Finding]:
    """Sigmoid meets a loss over classes that exclude each other.

    ## What it does
    Reports a sigmoid as last activation with `categorical_crossentropy` or `sparse_categorical_crossentropy`.

    ## Why is this bad?
    These losses take one row of probabilities that sum to 1, which softmax gives. Sigmoids answer independently:
    their sum is anything. Keras divides by the sum in silence, so `predict()` gives other numbers than those that
    were trained. With one unit the quotient is always 1, and nothing is learned.

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
    model.compile(optimizer="adam", loss="categorical_crossentropy")
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
    Unsafe: if a sample may have several classes, sigmoid is right and the loss is binary_crossentropy.

    ## References
    - [Keras: activations](https://keras.io/api/layers/activations/)
    """
    aim, end = objective(compiled), prediction(compiled.model)
    if (
        aim is None
        or end is None
        or aim.kind not in {"categorical", "sparse"}
        or not end.sigmoid
        or end.units is None
        or aim.logits
    ):
        return
    one = end.units == 1
    if one and aim.kind == "sparse":
        return
    yield Finding(
        place=end.place,
        label="gives one probability, not a row of them" if one else "these probabilities do not sum to 1",
        message=words.sentences(
            f"{aim.name} takes a row of probabilities that sum to 1; {words.counted(end.units, 'sigmoid unit')} "
            f"{'gives' if one else 'give'} {'one' if one else 'independent ones'}.",
            "Keras says nothing and divides by their sum"
            + (", which makes every prediction 1: nothing is learned." if one else "."),
            "For yes or no use binary_crossentropy."
            if one
            else "For one class of several use softmax; for several true classes use binary_crossentropy.",
        ),
        related=(Related(aim.place, "wants softmax"),),
        fixes=_fixes(aim, end, one),
        stack=compiled.stack,
    )


def _fixes(aim: Objective, end: Prediction, one: bool) -> tuple[Fix, ...]:
    activation, loss = end.with_activation("softmax"), aim.renamed("binary_crossentropy")
    fixes = [Fix('activation="softmax"', activation, "unsafe")] if activation and not one else []
    if loss and aim.kind == "categorical":
        fixes.append(Fix('loss="binary_crossentropy"', loss, "unsafe"))
    return tuple(fixes)
