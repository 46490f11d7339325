"""SEQ530."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.rules import words
from seqlint.rules.rule import Finding, Severity, rule
from seqlint.values.refusal import WrongCount

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ530", Severity.ERROR, subject=WrongCount)
def wrong_number_of_results(refusal: WrongCount) -> Iterator[Finding]:
    """The result of a model's method is unpacked into more or fewer names than it has items.

    ## What it does
    Compares `loss, accuracy = model.evaluate(…)` and `score[1]` with the metrics in `compile()`; the same for
    `train_on_batch`, `test_on_batch`, and the weights of a layer.

    ## Why is this bad?
    `evaluate()` gives the loss and each metric of `compile()`. Without metrics it gives one number, which cannot be
    unpacked. A layer has no weights before it is built, and no bias with `use_bias=False`.

    ## What Keras says
    Nothing; Python stops with `TypeError: cannot unpack non-iterable float object`.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 2, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(x, y)
    loss, accuracy = model.evaluate(x, y)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 2, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    model.fit(x, y)
    loss, accuracy = model.evaluate(x, y)
    ```

    ## Fix safety
    No fix: which metric is missing, or which name is too many, is not in the program.

    ## References
    - [Keras: evaluate](https://keras.io/api/models/model_training_apis/)
    """
    of_weights = "weights" in refusal.what
    gives = f"{refusal.count} arrays" if of_weights else f"{refusal.count} numbers"
    if refusal.count == 1:
        gives = "one array" if of_weights else "one number"
    elif refusal.count == 0:
        gives = "an empty list"
    items = "" if not refusal.items else f", {words.listed(refusal.items, 'and')}"
    asks = f"item {refusal.wanted} is read" if refusal.index else f"{refusal.wanted} names are to take them"
    yield Finding(
        place=refusal.place,
        label=f"{refusal.what} gives {gives}",
        message=words.sentences(
            f"{refusal.what} gives {gives}{items}; {asks}.",
            f"Python stops here: {refusal.keras}.",
            _cure(refusal, of_weights),
        ),
        stack=refusal.stack,
    )


def _cure(refusal: WrongCount, of_weights: bool) -> str:
    if of_weights:
        return "" if refusal.count else "Give the model an input shape, so that the layer has its weights."
    if refusal.wanted < refusal.count:
        return "Take as many names as there are numbers."
    return 'Give compile() the metrics that are to be measured: metrics=["accuracy"].'
