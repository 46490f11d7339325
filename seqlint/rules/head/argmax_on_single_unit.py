"""SEQ340."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import PredictionUse
from seqlint.rules import words
from seqlint.rules.reading import axis_of, is_argmax
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.array import Array
from seqlint.values.shape import render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ340", Severity.WARNING, subject=PredictionUse)
def argmax_on_single_unit(use: PredictionUse) -> Iterator[Finding]:
    """Argmax over one value is always 0.

    ## What it does
    Reports `argmax` over the last axis of predictions of a model with one unit.

    ## Why is this bad?
    argmax gives the position of the largest value. With one value for each sample that is position 0, so every
    sample gets class 0. For one sigmoid the class is `p > 0.5`.

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
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(x, y)
    classes = np.argmax(model.predict(x), axis=1)
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
    model.fit(x, y)
    classes = (model.predict(x) > 0.5).astype(int)
    ```

    ## Fix safety
    Unsafe: the result has shape (n, 1).

    ## References
    - [numpy: argmax](https://numpy.org/doc/stable/reference/generated/numpy.argmax.html)
    """
    predictions = use.predictions
    if (
        not is_argmax(use)
        or not isinstance(predictions, Array)
        or not isinstance(predictions.shape, tuple)
        or len(predictions.shape) < 2
    ):
        return
    axis = axis_of(use)
    if predictions.shape[-1] != 1 or axis not in {-1, len(predictions.shape) - 1}:
        return
    yield Finding(
        place=use.place,
        label="always 0",
        message=words.sentences(
            f"The predictions have shape {render(predictions.shape)}: one value for each sample, and argmax of one "
            "value is 0.",
            "numpy says nothing: every sample gets class 0.",
            "Compare with the threshold instead: > 0.5.",
        ),
        fixes=_fixes(use),
        stack=use.stack,
    )


def _fixes(use: PredictionUse) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    first = use.arguments.positional[0] if use.arguments.positional else None
    if not use.name.startswith("numpy.argmax") or first is None or first.place is None:
        return ()
    edit = replace_node(use.place.chunk, use.place.node, f"({first.place.text()} > 0.5).astype(int)")
    return (Fix("Compare with 0.5", (edit,), "unsafe"),)
