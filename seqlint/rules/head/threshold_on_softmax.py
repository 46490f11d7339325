"""SEQ344."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seqlint.keras.events import PredictionUse
from seqlint.keras.models import Model
from seqlint.rules import words
from seqlint.rules.prediction import prediction
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.array import Array
from seqlint.values.shape import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ344", Severity.WARNING, subject=PredictionUse, after=("SEQ342",))
def threshold_on_softmax(use: PredictionUse) -> Iterator[Finding]:
    """A threshold is put on the probabilities of several classes.

    ## What it does
    Reports `predict(x) > 0.5` on a softmax over three or more classes.

    ## Why is this bad?
    Softmax shares a probability of 1 among all classes. With several classes the most likely one may have less than
    0.5, and then no class is chosen. The class is the position of the largest value.

    ## What Keras says
    Nothing.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 3, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(3, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, y)
    classes = model.predict(x) > 0.5
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 3, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(3, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, y)
    classes = model.predict(x).argmax(axis=1)
    ```

    ## Fix safety
    Unsafe: what is done with the result has to follow.

    ## References
    - [numpy: argmax](https://numpy.org/doc/stable/reference/generated/numpy.argmax.html)
    """
    if use.name not in {">", ">="} or not isinstance(use.predictions, Array) or not isinstance(use.model, Model):
        return
    end = prediction(use.model)
    shape = use.predictions.shape
    if (
        end is None
        or not end.softmax
        or not isinstance(shape, tuple)
        or len(shape) != 2
        or not isinstance(shape[1], int)
        or shape[1] < 3
    ):
        return
    sides = [argument.value for argument in use.arguments]
    if not any(isinstance(side, float) and side == _HALF for side in sides):
        return
    yield Finding(
        place=use.place,
        label=f"the best of {shape[1]} classes may have less than 0.5",
        message=words.sentences(
            f"The last layer gives one softmax over {shape[1]} classes, {render(shape)}; the most likely one may have "
            "less than 0.5.",
            "numpy says nothing, and such samples get no class.",
            "Take argmax(axis=1).",
        ),
        fixes=_fixes(use.place),
        cause=(use.place, "threshold"),
        stack=use.stack,
    )


_HALF = 0.5
_WRITTEN = re.compile(r"(?P<left>[^<>=]+?)\s*>=?\s*0?\.50*")


def _fixes(place: Place) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    match = _WRITTEN.fullmatch(place.text())
    if match is None:
        return ()
    edit = replace_node(place.chunk, place.node, f"{match['left']}.argmax(axis=1)")
    return (Fix("Take argmax(axis=1)", (edit,), "unsafe"),)
