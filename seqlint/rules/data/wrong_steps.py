"""SEQ415."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.counts import too_few
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.array import Array
from seqlint.values.dataset import Dataset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ415", Severity.ERROR, subject=Fit)
def wrong_steps(fit: Fit) -> Iterator[Finding]:
    """A number of steps, epochs or samples is no integer, or a training never ends.

    ## What it does
    Reports `steps_per_epoch`, `validation_steps`, `epochs` and `batch_size` that are no whole numbers or that Keras
    refuses for being too small, a `validation_split` that leaves no sample for training, and endless datasets
    (`repeat()`) without `steps_per_epoch`.

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
        if argument is None or argument.place is None or not isinstance(argument.value, float | str | Array):
            continue
        if isinstance(argument.value, Array) and argument.value.rank == 0:
            continue
        if isinstance(argument.value, float) and "steps" in name and fit.target.major < 3:
            continue  # Keras 2 only compares its steps with it
        yield _finding(fit, name, argument.value, argument.place)
    yield from too_few(fit)
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


def _finding(fit: Fit, name: str, value: Any, place: Place) -> Finding:
    given = "an array" if isinstance(value, Array) else f"{value!r}, no whole number"
    array = isinstance(value, Array)
    said = "ValueError: The truth value of an array is ambiguous" if array else "TypeError: an integer is wanted"
    cure = (
        f"{fit.method}() takes no labels."
        if array and fit.method == "predict"
        else "Divide with //, or make it an int."
    )
    return Finding(
        place=place,
        label="an array" if array else f"{value!r} is no whole number",
        message=words.sentences(
            f"`{name}` counts, and {words.snippet(place)} is {given}.",
            f"Keras stops in {fit.method}(): {said}.",
            cure,
        ),
        fixes=() if array else _fixes(place),
        stack=fit.stack,
    )


def _fixes(place: Place) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node, wrap_node

    text = place.text()
    if text.count("/") == 1:
        return (Fix("Divide with //", (replace_node(place.chunk, place.node, text.replace("/", "//")),), "unsafe"),)
    return (Fix("Make it an int", (wrap_node(place.chunk, place.node, "int(", ")"),), "unsafe"),)
