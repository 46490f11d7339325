"""SEQ509."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.evaluate.program import Program
from seqlint.keras.events import Fit, LibraryCall, ModelMade
from seqlint.rules import words
from seqlint.rules.rule import Finding, Related, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ509", Severity.HINT, subject=Program)
def retrained_in_a_loop(program: Program) -> Iterator[Finding]:
    """One model is trained in every fold.

    ## What it does
    Reports a model that is made before the loop over `KFold(…).split()` and trained inside it.

    ## Why is this bad?
    fit() goes on with the weights that the model has. From the second fold on it has seen the samples that it is tested
    on, and the scores rise from fold to fold.

    ## What Keras says
    Nothing.

    ## Example
    ```python
    import keras
    import numpy as np
    from sklearn.model_selection import KFold

    x, y = np.random.rand(100, 8), np.random.rand(100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    for train, test in KFold(5).split(x):
        model.fit(x[train], y[train])
        print(model.evaluate(x[test], y[test]))
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np
    from sklearn.model_selection import KFold

    x, y = np.random.rand(100, 8), np.random.rand(100)
    for train, test in KFold(5).split(x):
        model = keras.Sequential([
            keras.Input((8,)),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(1),
        ])
        model.compile(optimizer="adam", loss="mse")
        model.fit(x[train], y[train])
        print(model.evaluate(x[test], y[test]))
    ```

    ## Fix safety
    No fix: what belongs into the loop is for its author to say.

    ## References
    - [Keras: training](https://keras.io/api/models/model_training_apis/)
    """
    folds = [call for call in program.each(LibraryCall) if call.path == "sklearn.model_selection.Folds.split"]
    if not folds:
        return
    told: set[Place] = set()
    made_in = {event.model: event.loops for event in program.each(ModelMade)}
    for fit in program.each(Fit):
        if fit.method != "fit" or fit.model.loaded or fit.place in told:
            continue
        made = _in_frame(fit.model.place, fit.model.stack, fit.stack)
        around = [loop for loop in fit.loops if loop not in made_in.get(fit.ref, ())]
        fold = next((each for each in folds if each.stack == fit.stack and _goes_over(around, each.place)), None)
        if fold is None:
            continue
        told.add(fit.place)
        yield Finding(
            place=fit.place,
            label="trained in every fold",
            message=words.sentences(
                f"The model is made before the loop over {words.snippet(fold.place)}, and each fold trains it further.",
                "Keras says nothing: from the second fold on it has seen the samples that test it.",
                "Make and compile the model inside the loop.",
            ),
            related=(Related(made, "made here, once"),),
            stack=fit.stack,
        )


def _in_frame(place: Place, stack: tuple[Place, ...], frame: tuple[Place, ...]) -> Place:
    """The place in the code of a frame that led to a place."""
    return stack[len(frame)] if len(stack) > len(frame) and stack[: len(frame)] == frame else place


def _goes_over(loops: list[Place], folds: Place) -> bool:
    """Whether one of the loops goes over the folds."""
    inner = folds.span()
    for loop in loops:
        outer = loop.span()
        if loop.document is folds.document and outer.start <= inner.start and inner.end <= outer.end:
            return True
    return False
