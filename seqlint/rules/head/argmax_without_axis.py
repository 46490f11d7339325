"""SEQ341."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import PredictionUse
from seqlint.rules import words
from seqlint.rules.reading import has_axis, is_argmax
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.array import Array
from seqlint.values.shape import equal, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ341", Severity.WARNING, subject=PredictionUse)
def argmax_without_axis(use: PredictionUse) -> Iterator[Finding]:
    """Argmax without an axis gives one number for all samples.

    ## What it does
    Reports `np.argmax(predictions)` where the predictions have several samples and several classes.

    ## Why is this bad?
    Without `axis` numpy looks through the flattened array: the result is one position among all numbers of all
    samples, not one class for each sample.

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
    classes = np.argmax(model.predict(x))
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
    classes = np.argmax(model.predict(x), axis=1)
    ```

    ## Fix safety
    Unsafe: the result becomes an array.

    ## References
    - [numpy: argmax](https://numpy.org/doc/stable/reference/generated/numpy.argmax.html)
    """
    predictions = use.predictions
    if not is_argmax(use) or not use.name.startswith("numpy") or has_axis(use) or not isinstance(predictions, Array):
        return
    shape = predictions.shape
    if (
        not isinstance(shape, tuple)
        or len(shape) != 2
        or equal(shape[1], 1) is not False
        or not isinstance(shape[0], int)
        or shape[0] < 2
    ):
        return
    yield Finding(
        place=use.place,
        label=f"one number for all {words.number(shape[0])} samples",
        message=words.sentences(
            f"The predictions have shape {render(shape)}; without an axis argmax gives one position among all "
            f"{words.number(shape[0] * shape[1])} numbers.",
            "numpy says nothing.",
            "Say axis=1: one class for each sample.",
        ),
        fixes=_fixes(use.place),
        stack=use.stack,
    )


def _fixes(place: Place) -> tuple[Fix, ...]:
    from seqlint.source.edit import add_argument

    if not place.text().endswith(")"):
        return ()
    return (Fix("axis=1", (add_argument(place.chunk, place.node, "axis=1"),), "unsafe"),)
