"""SEQ342."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import PredictionUse
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.array import Array, is_float, is_integer
from seqlint.values.shape import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ342", Severity.ERROR, subject=PredictionUse)
def class_metric_on_probabilities(use: PredictionUse) -> Iterator[Finding]:
    """A scikit-learn metric for classes is given raw predictions.

    ## What it does
    Reports `accuracy_score`, `confusion_matrix`, `classification_report` and their like on what `predict()` gives,
    and on the yes or no for each of several classes that `> 0.5` makes of it, where the labels are class numbers; and
    class numbers that are compared with one-hot labels.

    ## Why is this bad?
    predict() gives probabilities. These functions compare class numbers and refuse anything between.

    ## What Keras says
    `ValueError: Classification metrics can't handle a mix of multiclass and continuous-multioutput targets`, at
    that call.

    ## Example
    ```python
    import keras
    import numpy as np
    from sklearn.metrics import accuracy_score

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 3, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(3, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, y)
    print(accuracy_score(y, model.predict(x)))
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np
    from sklearn.metrics import accuracy_score

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 3, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(3, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, y)
    print(accuracy_score(y, model.predict(x).argmax(axis=1)))
    ```

    ## Fix safety
    Safe: the class with the largest probability, or the side of 0.5, is what these functions compare.

    ## References
    - [scikit-learn: metrics](https://scikit-learn.org/stable/modules/model_evaluation.html)
    """
    predictions = use.predictions
    if not use.name.startswith("sklearn.metrics") or not isinstance(predictions, Array):
        return
    name = use.place.text().partition("(")[0].rpartition(".")[2]
    if name not in _CLASSES:
        return
    shape = predictions.shape
    argument = next((each for each in use.arguments if each.value is predictions), None)
    if isinstance(shape, tuple) and len(shape) == 1 and is_integer(predictions.dtype):
        yield from _against_rows(use, predictions, name)
        return
    if argument is None or argument.place is None or not isinstance(shape, tuple) or len(shape) != 2:
        return
    if predictions.given_by is None or not is_float(predictions.dtype):
        yield from _of_rows(use, predictions, name, argument.place)
        return
    one = shape[1] == 1
    yield Finding(
        place=argument.place,
        label=f"probabilities, shape {render(shape)}",
        message=words.sentences(
            f"{name} compares class numbers; {words.snippet(argument.place)} holds probabilities, shape "
            f"{render(shape)}.",
            "scikit-learn stops: ValueError: Classification metrics can't handle a mix of targets.",
            "Compare with 0.5 first." if one else "Take argmax(axis=1) first.",
        ),
        fixes=_fixes(argument.place, one=one),
        stack=use.stack,
    )


def _of_rows(use: PredictionUse, predictions: Array, name: str, place: Place) -> Iterator[Finding]:
    """Rows of yes and no, one for each class, against one class number a sample."""
    truth = next((each.value for each in use.arguments if each.value is not predictions), None)
    shape = predictions.shape
    if not isinstance(truth, Array) or not isinstance(shape, tuple) or not (isinstance(shape[1], int) and shape[1] > 1):
        return
    single = truth.rank == 1 or (truth.rank == 2 and truth.axis(1) == 1)
    steps = predictions.history.chain() if predictions.history is not None else []
    decided = any(step.dtype == "bool" or is_integer(step.dtype) or step.text in _ROUNDED for step in steps)
    if not single or not decided:
        return
    compared = next((step.place for step in steps if step.dtype == "bool" and step.place is not None), None)
    yield Finding(
        place=place,
        label=f"a yes or no for each of {shape[1]} classes, shape {render(shape)}",
        message=words.sentences(
            f"{name} compares class numbers; {words.snippet(place)} has a yes or no for each of {shape[1]} classes, "
            f"shape {render(shape)}.",
            "scikit-learn stops: ValueError: Classification metrics can't handle a mix of multiclass and "
            "multilabel-indicator targets.",
            "Take argmax(axis=1) of the probabilities instead of comparing them with a number.",
        ),
        cause=None if compared is None else (compared, "threshold"),
        stack=use.stack,
    )


_ROUNDED = frozenset({"rounded", "round", "rint"})
"""What the steps are called that leave 0 and 1 of a probability."""


def _against_rows(use: PredictionUse, predictions: Array, name: str) -> Iterator[Finding]:
    """One class number a sample against rows of the truth."""
    truth = next((each for each in use.arguments if each.value is not predictions), None)
    if truth is None or truth.place is None or not isinstance(truth.value, Array) or truth.value.rank != _ROWS:
        return
    columns = truth.value.axis(1)
    if not isinstance(columns, int) or columns < _ROWS:
        return
    yield Finding(
        place=truth.place,
        label=f"rows of {columns}, shape {render(truth.value.shape)}",
        message=words.sentences(
            f"{name} compares class numbers; {words.snippet(truth.place)} has rows of {columns}, shape "
            f"{render(truth.value.shape)}, and the predictions have one number a sample.",
            "scikit-learn stops: ValueError: Classification metrics can't handle a mix of multilabel-indicator and "
            "multiclass targets.",
            "Take argmax(axis=1) of the rows too.",
        ),
        fixes=_fixes(truth.place, one=False),
        stack=use.stack,
    )


_ROWS = 2
"""Axes of rows, and the fewest columns that they have."""


_CLASSES = frozenset({
    "accuracy_score", "balanced_accuracy_score", "confusion_matrix", "classification_report", "f1_score",
    "precision_score", "recall_score", "cohen_kappa_score", "matthews_corrcoef", "jaccard_score", "hamming_loss",
})  # fmt: skip


def _fixes(place: Place, *, one: bool) -> tuple[Fix, ...]:
    from seqlint.source.edit import Edit, wrap_node

    if one:
        return (Fix("Compare with 0.5", (wrap_node(place.chunk, place.node, "(", " > 0.5)"),)),)
    end = place.span().end
    return (Fix("Take argmax(axis=1)", (Edit(end, end, ".argmax(axis=1)"),)),)
