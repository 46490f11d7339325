"""SEQ509."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from seqlint.evaluate.program import Program
from seqlint.keras.events import Fit, LibraryCall
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
    for fit in program.each(Fit):
        if fit.method != "fit" or fit.model.loaded or fit.place in told:
            continue
        made = _in_frame(fit.model.place, fit.model.stack, fit.stack)
        fold = next((each for each in folds if each.stack == fit.stack and _inside(each.place, fit.place, made)), None)
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


def _inside(fold: Place, fit: Place, made: Place) -> bool:
    """Whether a loop over the folds has the training inside and the model before it."""
    if fit.chunk is not fold.chunk:
        return False
    loops = (node for top in fit.chunk.statements for node in _nodes(top) if isinstance(node, cst.For))
    loop = next((each for each in loops if any(node is fold.node for node in _nodes(each.iter))), None)
    inside = [] if loop is None else list(_nodes(loop.body))
    return any(node is fit.node for node in inside) and not any(node is made.node for node in inside)


def _nodes(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    waiting = [node]
    while waiting:
        found = waiting.pop()
        yield found
        waiting += found.children
