"""SEQ349."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seqlint.keras.events import PredictionUse
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.array import Array
from seqlint.values.shape import equal, render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ349", Severity.WARNING, subject=PredictionUse)
def predictions_stretched_over_labels(use: PredictionUse) -> Iterator[Finding]:
    """Predictions of shape (n, 1) meet labels of shape (n,): numpy makes an n × n table of them.

    ## What it does
    Reports `==`, `!=` and `-` between what `predict` gave, one column, and an array of one axis and the same length.

    ## Why is this bad?
    numpy stretches the column over the row: each prediction meets each label, not its own. The accuracy or error that
    follows is about random pairs.

    ## What Keras says
    Nothing; numpy says nothing either.

    ## Example
    ```python
    import keras
    import numpy as np

    x, y = np.random.rand(100, 8), np.random.rand(100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y)
    predicted = model.predict(x)
    print(np.mean((predicted - y) ** 2))
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x, y = np.random.rand(100, 8), np.random.rand(100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y)
    predicted = model.predict(x)
    print(np.mean((predicted.ravel() - y) ** 2))
    ```

    ## Fix safety
    Safe: one column and one row of the same length are meant pair by pair.

    ## References
    - [numpy: broadcasting](https://numpy.org/doc/stable/user/basics.broadcasting.html)
    """
    predictions = use.predictions
    sides = [argument.value for argument in use.arguments][:2]
    if use.name not in _PAIRED or len(sides) < len(_SIDES) or not isinstance(predictions, Array):
        return
    index = next((index for index, side in enumerate(sides) if side is predictions), 0)
    labels = sides[1 - index]
    if not isinstance(labels, Array) or labels.source is not None or labels.library == "pandas":
        return
    if predictions.rank != len(_SIDES) or labels.rank != 1 or predictions.axis(1) != 1 or labels.axis(0) == 1:
        return
    if equal(predictions.axis(0), labels.axis(0)) is not True:
        return
    count = predictions.axis(0)
    yield Finding(
        place=use.place,
        label=f"gives {render((count, count))}",
        message=words.sentences(
            f"The predictions have shape {render(predictions.shape)}, and the other side {render(labels.shape)}: numpy "
            f"stretches both to {render((count, count))}.",
            "Nothing complains, and each prediction meets every label.",
            "Flatten the predictions: .ravel().",
        ),
        fixes=_fixes(use, index),
        stack=use.stack,
    )


_PAIRED = frozenset({"==", "!=", "-", "numpy.equal", "numpy.not_equal", "numpy.subtract"})
_SIDES = ("left", "right")
_SIMPLE = re.compile(r"[\w.]+(?:\([^()]*\))?")


def _fixes(use: PredictionUse, index: int) -> tuple[Fix, ...]:
    from seqlint.source.edit import wrap_node

    node = use.place.node
    sides = (getattr(node, "left", None), getattr(node, "right", None))
    if sides[1] is None:
        compared = list(getattr(node, "comparisons", ()))
        sides = (sides[0], compared[0].comparator if len(compared) == 1 else None)
    side = sides[index]
    if side is None:
        return ()
    text = type(use.place)(use.place.chunk, side).text()
    simple = text.startswith("(") or _SIMPLE.fullmatch(text)
    edit = wrap_node(use.place.chunk, side, "" if simple else "(", ".ravel()" if simple else ").ravel()")
    return (Fix("Flatten the predictions", (edit,)),)
