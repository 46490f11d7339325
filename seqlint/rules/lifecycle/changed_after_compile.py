"""SEQ502."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.evaluate.program import Program
from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.rule import Finding, Related, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ502", Severity.WARNING, subject=Program)
def changed_after_compile(program: Program) -> Iterator[Finding]:
    """Layers or their trainable flags are changed between two trainings without compile().

    ## What it does
    Reports `trainable = …`, `add` and `pop` after a `fit()` when the next `fit()` comes without a new `compile()`.

    ## Why is this bad?
    The first `fit()` makes the training step from the weights that are trainable then. Later changes do not reach
    it: frozen layers go on learning, unfrozen ones stay as they are.

    ## What Keras says
    Nothing for `trainable`. For new layers most optimizers stop: `Unknown variable … This optimizer can only be
    called for the variables it was originally built with`.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.rand(100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="relu"),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y)
    model.add(keras.layers.Dense(1))
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.rand(100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="relu"),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y)
    model.add(keras.layers.Dense(1))
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y)
    ```

    ## Fix safety
    No fix: compile() needs the same arguments again, and perhaps a smaller learning rate.

    ## References
    - [Keras: transfer learning](https://keras.io/guides/transfer_learning/)
    """
    before: dict[int, Fit] = {}
    for fit in program.each(Fit):
        if fit.method != "fit" or fit.compile is None:
            continue
        last = before.get(fit.ref.id)
        before[fit.ref.id] = fit
        if last is None or last.compile is not fit.compile or last.place == fit.place:
            continue
        new = fit.model.changed[len(last.model.changed) :]
        if new:
            yield _finding(last, fit, new[0])


def _finding(last: Fit, fit: Fit, change: tuple[Place, str]) -> Finding:
    place, what = change
    trainable = what == "trainable"
    assert fit.compile is not None
    return Finding(
        place=place,
        label="does not reach the next fit() without compile()",
        message=words.sentences(
            f"{words.snippet(place)} changes the model after it was trained, and the next fit() comes without "
            "compile().",
            "Keras says nothing: the training step is the one made before."
            if trainable
            else "The optimizer was made for the old weights.",
            "Call compile() again before that fit().",
        ),
        related=(
            Related(fit.compile.place, "compiled here"),
            Related(last.place, "trained here"),
            Related(fit.place, "trained again here"),
        ),
        stack=fit.stack,
    )
