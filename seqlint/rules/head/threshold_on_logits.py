"""SEQ345."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seqlint.keras.events import PredictionUse
from seqlint.keras.models import Model
from seqlint.rules import words
from seqlint.rules.objective import objective
from seqlint.rules.prediction import prediction
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.array import Array

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ345", Severity.WARNING, subject=PredictionUse, after=("SEQ342",))
def threshold_on_logits(use: PredictionUse) -> Iterator[Finding]:
    """Plain sums are compared with 0.5, the threshold of probabilities.

    ## What it does
    Reports `predict(x) > 0.5` where the model was trained with binary crossentropy and `from_logits=True`.

    ## Why is this bad?
    With `from_logits=True` the loss applies the sigmoid, and the model itself gives plain sums. A probability of 0.5
    is a sum of 0; a sum of 0.5 is a probability of 0.62. Samples between the two get the wrong class.

    ## What Keras says
    Nothing.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 2, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True))
    model.fit(x, y)
    classes = model.predict(x) > 0.5
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
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True))
    model.fit(x, y)
    classes = model.predict(x) > 0
    ```

    ## Fix safety
    Unsafe: the sigmoid may be wanted elsewhere too.

    ## References
    - [Keras: BinaryCrossentropy](https://keras.io/api/losses/probabilistic_losses/#binarycrossentropy-class)
    """
    predictions, model = use.predictions, use.model
    if use.name not in _SIGNS or not isinstance(predictions, Array) or not isinstance(model, Model):
        return
    if predictions.given_by is None or not any(
        isinstance(side.value, float) and side.value == _HALF for side in use.arguments
    ):
        return
    aim, end = objective(model.compiled), prediction(model)
    if aim is None or end is None or aim.kind != "binary" or aim.logits is not True or not end.linear:
        return
    yield Finding(
        place=use.place,
        label="0.5 is the threshold of probabilities",
        message=words.sentences(
            f"{words.layer(end.layer)} gives plain sums, because the loss has from_logits=True; 0.5 of them is a "
            "probability of 0.62.",
            "Nothing complains, and too few samples get class 1.",
            "Compare with 0, or apply the sigmoid first.",
        ),
        fixes=_fixes(use.place),
        related=(Related(aim.place, "applies the sigmoid itself, in training alone"),),
        cause=(use.place, "threshold"),
        stack=use.stack,
    )


_SIGNS = frozenset({">", ">=", "<", "<="})
_HALF = 0.5
_WRITTEN = re.compile(r"(?P<left>[^<>=]+?\s*[<>]=?\s*)0?\.50*")


def _fixes(place: Place) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    match = _WRITTEN.fullmatch(place.text())
    if match is None:
        return ()
    return (Fix("Compare with 0", (replace_node(place.chunk, place.node, f"{match['left']}0"),), "unsafe"),)
