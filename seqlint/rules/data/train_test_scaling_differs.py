"""SEQ407."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.evaluate.program import Program
from seqlint.keras.events import Fit, LibraryCall
from seqlint.rules import words
from seqlint.rules.rule import Finding, Related, Severity, rule
from seqlint.rules.transforming import TRANSFORMS, is_scaler, part_of
from seqlint.values.array import Array

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.array import Step
    from seqlint.values.place import Place


@rule("SEQ407", Severity.WARNING, subject=Program)
def train_test_scaling_differs(program: Program) -> Iterator[Finding]:
    """The model is trained on scaled data and asked about unscaled data, or the other way.

    ## What it does
    Compares the value range of the data in `fit()` with that in `evaluate()` and `predict()` of the same model; also
    finds a training part that went through a scaler of scikit-learn, and a test part that did not.

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
    scaling = {call.place for call in program.each(LibraryCall) if call.path in TRANSFORMS and is_scaler(program, call)}
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
        elif (scaler := _forgotten(before.features, fit.features, scaling)) is not None:
            yield _unscaled(before, fit, scaler)
        elif mine is None and (division := _divided(before.features, fit.features)) is not None:
            yield _undivided(before, fit, division)


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


def _raw(step: Step) -> bool:
    """Whether data is as it was split off."""
    return step.text == "the test part" or step.text.endswith("(test part)")


def _divided(mine: Array, theirs: Array) -> Place | None:
    """The division that the training part went through after the split, where the test part is as it was split off."""
    if mine.history is None or theirs.history is None or not _raw(theirs.history):
        return None
    if part_of(mine.history) != "training":
        return None
    before = {step.place for step in theirs.history.chain()}
    steps = [step for step in mine.history.chain() if step.place not in before]
    return next((step.place for step in reversed(steps) if step.text.startswith("divided by")), None)


def _undivided(before: Fit, fit: Fit, division: Place) -> Finding:
    data = words.snippet(fit.bound.place("x"), "this data")
    return _left_out(
        before,
        fit,
        "as it was split off, the training data is divided",
        f"The model was trained on data that was divided; {data} never was.",
        "Do the same with it, with the numbers of the training data.",
        Related(division, "the training data is divided here"),
        "trained on it here",
    )


def _forgotten(mine: Array, theirs: Array, scaling: set[Place]) -> Place | None:
    """The scaler call that the training part went through, where the test part is as it was split off."""
    if not scaling or mine.history is None or theirs.history is None:
        return None
    used = next((step.place for step in mine.history.chain() if step.place in scaling), None)
    split = theirs.history
    if used is None or not _raw(split) or part_of(mine.history) != "training":
        return None
    return None if any(step.place in scaling for step in split.chain()) else used


def _unscaled(before: Fit, fit: Fit, scaler: Place) -> Finding:
    data = words.snippet(fit.bound.place("x"), "this data")
    return _left_out(
        before,
        fit,
        "not scaled, the training data is",
        f"The model was trained on scaled data; {data} never went through the scaler.",
        "Give it scaler.transform(…), as it was fitted on the training data.",
        Related(scaler, "the training data is scaled here"),
        "trained on scaled data",
    )


def _left_out(before: Fit, fit: Fit, label: str, said: str, cure: str, done: Related, trained: str) -> Finding:
    """The training data went through a step that the later data did not."""
    return Finding(
        place=fit.bound.place("x") or fit.place,
        label=label,
        message=words.sentences(said, "Keras says nothing, and the results are near chance.", cure),
        related=(done, Related(before.bound.place("x") or before.place, trained)),
        stack=fit.stack,
    )
