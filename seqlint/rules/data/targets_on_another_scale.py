"""SEQ425."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.evaluate.program import Program
from seqlint.keras.events import Fit, LibraryCall, PredictionUse
from seqlint.rules import words
from seqlint.rules.rule import Finding, Related, Severity, rule
from seqlint.rules.transforming import TRANSFORMS, is_scaler, part_of
from seqlint.values.array import Array, changed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ425", Severity.WARNING, subject=Program)
def targets_on_another_scale(program: Program) -> Iterator[Finding]:
    """The model is trained on scaled targets and judged by unscaled ones.

    ## What it does
    Finds a training part of the targets that went through a scaler of scikit-learn, where `evaluate()`,
    `validation_data` or an error of `sklearn.metrics` compares the predictions with the test part as it was split off.

    ## Why is this bad?
    The model gives what it was taught: scaled numbers. Compared with the targets as they were, the error says nothing
    about the model.

    ## What Keras says
    Nothing.

    ## Example
    ```python
    import keras
    import numpy as np
    from sklearn.model_selection import train_test_split
    from sklearn.preprocessing import StandardScaler

    x_train, x_test, y_train, y_test = train_test_split(np.random.rand(100, 8), np.random.rand(100, 1) * 50)
    scaler = StandardScaler()
    y_train = scaler.fit_transform(y_train)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x_train, y_train)
    model.evaluate(x_test, y_test)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np
    from sklearn.model_selection import train_test_split
    from sklearn.preprocessing import StandardScaler

    x_train, x_test, y_train, y_test = train_test_split(np.random.rand(100, 8), np.random.rand(100, 1) * 50)
    scaler = StandardScaler()
    y_train = scaler.fit_transform(y_train)
    y_test = scaler.transform(y_test)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x_train, y_train)
    model.evaluate(x_test, y_test)
    ```

    ## Fix safety
    No fix: either side can be brought to the other's scale.

    ## References
    - [scikit-learn: scalers](https://scikit-learn.org/stable/modules/preprocessing.html)
    """
    scaling = {call.place for call in program.each(LibraryCall) if call.path in TRANSFORMS and is_scaler(program, call)}
    if not scaling:
        return
    for fit in program.each(Fit):
        taught = fit.model.taught
        if fit.method == "evaluate" and (scaler := _scaler(taught, fit.labels, scaling)) is not None:
            place = fit.bound.place("y") or fit.place
            cure = "Give it scaler.transform(…) of them, as fitted on the training targets."
            yield _finding(place, scaler, cure, fit.stack)
    for use in program.each(PredictionUse):
        name = use.place.text().partition("(")[0].rpartition(".")[2]
        if not use.name.startswith("sklearn.metrics") or name not in _ERRORS:
            continue
        if not isinstance(use.predictions, Array) or use.predictions.given_by is None:
            continue
        for argument in use.arguments.positional[:2]:
            scaler = _scaler(getattr(use.model, "taught", None), argument.value, scaling)
            if scaler is not None:
                cure = "Turn the predictions back with scaler.inverse_transform(…) first."
                yield _finding(argument.place or use.place, scaler, cure, use.stack)


_ERRORS = frozenset(
    {"mean_squared_error", "root_mean_squared_error", "mean_absolute_error", "median_absolute_error", "r2_score",
     "mean_absolute_percentage_error", "explained_variance_score", "max_error"}
)  # fmt: skip


def _scaler(taught: object, asked: object, scaling: set[Place]) -> Place | None:
    """The scaler call behind the targets of training, where those asked for are the rest of the same data, unscaled."""
    if not isinstance(taught, Array) or not isinstance(asked, Array):
        return None
    last, other = changed(taught.history), changed(asked.history)
    if last is None or other is None or last.place not in scaling or other.text != "the test part":
        return None
    split = next((step for step in reversed(last.chain()) if step.text == "the training part"), None)
    if split is None or part_of(last) != "training" or split.previous is not other.previous:
        return None
    return last.place if other.previous is not None else None


def _finding(place: Place, scaler: Place, cure: str, stack: tuple[Place, ...]) -> Finding:
    return Finding(
        place=place,
        label="not scaled, the training targets are",
        message=words.sentences(
            f"The model was trained on scaled targets and gives scaled numbers; {words.snippet(place)} holds them as "
            "they were split off.",
            "Nothing complains, and the error compares two scales.",
            cure,
        ),
        related=(Related(scaler, "the training targets are scaled here"),),
        stack=stack,
    )
