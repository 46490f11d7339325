"""SEQ407."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.evaluate.program import Program
from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.rule import Finding, Related, Severity, rule
from seqlint.values.array import Array

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ407", Severity.WARNING, subject=Program)
def train_test_scaling_differs(program: Program) -> Iterator[Finding]:
    """The model is trained on scaled data and asked about unscaled data, or the other way.

    ## What it does
    Compares the value range of the data in `fit()` with that in `evaluate()` and `predict()` of the same model.

    ## Why is this bad?
    The weights fit the range that they were trained on. Pixels of 0 … 255 look to a model trained on 0 … 1 like
    nothing that it has ever seen: the results are near chance.

    ## What Keras says
    Nothing.

    ## Example
    ```python
    import keras

    (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
    x_train = x_train / 255
    model = keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x_train, y_train)
    model.evaluate(x_test, y_test)
    ```

    ## Use instead
    ```python
    import keras

    (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
    x_train = x_train / 255
    x_test = x_test / 255
    model = keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x_train, y_train)
    model.evaluate(x_test, y_test)
    ```

    ## Fix safety
    No fix: which side is right is not in the program.

    ## References
    - [Keras: training](https://keras.io/api/models/model_training_apis/)
    """
    trained: dict[int, Fit] = {}
    for fit in program.each(Fit):
        if fit.method in {"fit", "train_on_batch"}:
            trained[fit.ref.id] = fit
            continue
        before = trained.get(fit.ref.id)
        if before is None or not isinstance(before.features, Array) or not isinstance(fit.features, Array):
            continue
        mine, theirs = before.features.range, fit.features.range
        if mine is not None and theirs is not None and _differ(mine, theirs):
            yield _finding(before, fit, mine, theirs)


_FAR = 20
"""How many times larger one range must be to be another scale."""


def _differ(one: tuple[float, float], other: tuple[float, float]) -> bool:
    small, large = sorted((max(map(abs, one)), max(map(abs, other))))
    return small > 0 and large / small >= _FAR


def _finding(before: Fit, fit: Fit, mine: tuple[float, float], theirs: tuple[float, float]) -> Finding:
    place = before.bound.place("x") or before.place
    return Finding(
        place=fit.bound.place("x") or fit.place,
        label=f"{theirs[0]:g}…{theirs[1]:g} here, trained on {mine[0]:g}…{mine[1]:g}",
        message=words.sentences(
            f"The model was trained on values from {mine[0]:g} to {mine[1]:g}; "
            f"{words.snippet(fit.bound.place('x'), 'this data')} "
            f"has values from {theirs[0]:g} to {theirs[1]:g}.",
            "Keras says nothing, and the results are near chance.",
            "Scale both in the same way.",
        ),
        related=(Related(place, f"trained on {mine[0]:g}…{mine[1]:g}"),),
        stack=fit.stack,
    )
