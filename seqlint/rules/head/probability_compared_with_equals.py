"""SEQ346."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seqlint.keras.events import PredictionUse
from seqlint.keras.models import Model
from seqlint.rules import words
from seqlint.rules.prediction import prediction
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.array import Array

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.rules.prediction import Prediction


@rule("SEQ346", Severity.WARNING, subject=PredictionUse)
def probability_compared_with_equals(use: PredictionUse) -> Iterator[Finding]:
    """A predicted probability is asked whether it equals 0 or 1.

    ## What it does
    Reports `== 1`, `== 0` and `!=` of them on what `predict` gave, where the model ends in sigmoid or softmax.

    ## Why is this bad?
    A probability such as 0.97 is not 1. The comparison holds for hardly any sample, so all of them get one class,
    however well the model has learned.

    ## What Keras says
    Nothing; numpy says nothing either.

    ## Example
    ```python
    import keras
    import numpy as np

    x, y = np.random.rand(100, 8), np.random.randint(0, 2, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(x, y)
    result = model.predict(x[:1])
    print("dog" if result[0][0] == 1 else "cat")
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x, y = np.random.rand(100, 8), np.random.randint(0, 2, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(x, y)
    result = model.predict(x[:1])
    print("dog" if result[0][0] > 0.5 else "cat")
    ```

    ## Fix safety
    Unsafe: another threshold than 0.5 may be meant.

    ## References
    - [Keras: predict](https://keras.io/api/models/model_training_apis/#predict-method)
    """
    predictions, model = use.predictions, use.model
    if use.name not in _SIGNS or not isinstance(predictions, Array) or not isinstance(model, Model):
        return
    number = next((side.value for side in use.arguments if isinstance(side.value, int | float)), None)
    end = prediction(model)
    if predictions.given_by is None or number not in {0, 1} or end is None or not (end.sigmoid or end.softmax):
        return
    yield Finding(
        place=use.place,
        label="a probability is hardly ever that",
        message=words.sentences(
            f"The model ends in {end.name}: its predictions are probabilities such as 0.97, and hardly one equals "
            f"{number:g}.",
            "Nothing complains, and all samples get one class.",
            _cure(end),
        ),
        related=(Related(end.place, f"{end.name} gives numbers between 0 and 1"),),
        fixes=_fixes(use, end),
        cause=(use.place, "threshold"),
        stack=use.stack,
    )


_SIGNS = frozenset({"==", "!="})
_WRITTEN = re.compile(r"(?P<left>[^=!]+?)\s*(?P<sign>==|!=)\s*(?P<number>[01])(?:\.0*)?")


def _cure(end: Prediction) -> str:
    return "Compare with the threshold: > 0.5." if not end.softmax else "Take argmax(axis=1), and compare that."


def _fixes(use: PredictionUse, end: Prediction) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    match = _WRITTEN.fullmatch(use.place.text())
    if match is None or end.softmax:
        return ()
    above = (match["number"] == "1") is (match["sign"] == "==")
    text = f"{match['left']} {'>' if above else '<='} 0.5"
    return (Fix("Compare with 0.5", (replace_node(use.place.chunk, use.place.node, text),), "unsafe"),)
