"""SEQ415."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.dataset import Dataset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ415", Severity.ERROR, subject=Fit)
def wrong_steps(fit: Fit) -> Iterator[Finding]:
    """A number of steps, epochs or samples is no integer, or a training never ends.

    ## What it does
    Reports `steps_per_epoch`, `validation_steps`, `epochs` and `batch_size` that are no whole numbers, and endless
    datasets (`repeat()`) without `steps_per_epoch`.

    ## Why is this bad?
    `len(x) / 32` is a float in Python 3. An endless dataset has no last batch, so the first epoch never ends.

    ## What Keras says
    `TypeError: 'float' object cannot be interpreted as an integer`, in `fit()`. For an endless dataset nothing: it
    runs for ever.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.rand(100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y, steps_per_epoch=len(x) / 32)
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
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y, steps_per_epoch=len(x) // 32)
    ```

    ## Fix safety
    Unsafe: the last samples that fill no batch are left out.

    ## References
    - [Keras: training](https://keras.io/api/models/model_training_apis/)
    """
    for name in ("steps_per_epoch", "validation_steps", "epochs", "batch_size", "steps"):
        argument = fit.bound.given.get(name)
        if argument is None or not isinstance(argument.value, float) or argument.place is None:
            continue
        yield Finding(
            place=argument.place,
            label=f"{argument.value:g} is no whole number",
            message=words.sentences(
                f"`{name}` counts, and {words.snippet(argument.place)} is {argument.value!r}, a float.",
                f"Keras stops in {fit.method}(): TypeError: 'float' object cannot be interpreted as an integer.",
                "Divide with //, or make it an int.",
            ),
            fixes=_fixes(argument.place),
            stack=fit.stack,
        )
    if (
        isinstance(fit.x, Dataset)
        and fit.x.cardinality is None
        and fit.method == "fit"
        and fit.bound.value("steps_per_epoch") is None
    ):
        yield Finding(
            place=fit.bound.place("x") or fit.place,
            severity=Severity.WARNING,
            label="never ends",
            message=words.sentences(
                f"{words.snippet(fit.bound.place('x'), 'The dataset')} repeats without end, and `steps_per_epoch` is "
                "not given.",
                "Keras says nothing, and the first epoch never ends.",
                "Give steps_per_epoch, or leave repeat() away: fit() repeats by itself.",
            ),
            stack=fit.stack,
        )


def _fixes(place: Place) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node, wrap_node

    text = place.text()
    if text.count("/") == 1:
        return (Fix("Divide with //", (replace_node(place.chunk, place.node, text.replace("/", "//")),), "unsafe"),)
    return (Fix("Make it an int", (wrap_node(place.chunk, place.node, "int(", ")"),), "unsafe"),)
