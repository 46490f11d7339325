"""SEQ511."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.array import Array

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ511", Severity.ERROR, subject=Fit)
def class_weight_argument(fit: Fit) -> Iterator[Finding]:
    """class_weight is no dictionary.

    ## What it does
    Reports `class_weight="balanced"` and lists.

    ## Why is this bad?
    Keras wants a dictionary from class number to weight. "balanced" is scikit-learn's way; its function
    compute_class_weight gives an array that has to become a dictionary.

    ## What Keras says
    `AttributeError: 'str' object has no attribute 'get'`, in `fit()`.

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
    model.fit(x, y, class_weight=[1.0, 3.0])
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
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(x, y, class_weight=dict(enumerate([1.0, 3.0])))
    ```

    ## Fix safety
    Safe: each weight keeps its class.

    ## References
    - [Keras: training](https://keras.io/api/models/model_training_apis/)
    """
    argument = fit.bound.given.get("class_weight")
    if argument is None or argument.place is None:
        return
    text = argument.place.text()
    listed = text.startswith(("[", "(")) or isinstance(argument.value, tuple | Array)
    if not isinstance(argument.value, str) and not listed:
        return
    kind = "str" if isinstance(argument.value, str) else "list"
    yield Finding(
        place=argument.place,
        label="a dictionary is wanted: {class: weight}",
        message=words.sentences(
            f"`class_weight` wants a dictionary from class number to weight; {words.snippet(argument.place)} is given.",
            f"Keras stops in {fit.method}(): AttributeError: '{kind}' object has no attribute 'get'.",
            "Write {0: 1.0, 1: 3.0}, or dict(enumerate(weights)).",
        ),
        fixes=_fixes(argument.place) if listed else (),
        stack=fit.stack,
    )


def _fixes(place: Place) -> tuple[Fix, ...]:
    from seqlint.source.edit import wrap_node

    return (Fix("dict(enumerate(…))", (wrap_node(place.chunk, place.node, "dict(enumerate(", "))"),)),)
