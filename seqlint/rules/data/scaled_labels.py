"""SEQ408."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.meeting import meeting
from seqlint.rules.rule import Finding, Related, Severity, rule
from seqlint.values.array import Step, is_float, is_integer

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ408", Severity.WARNING, subject=Fit)
def scaled_labels(fit: Fit) -> Iterator[Finding]:
    """The class numbers were scaled like the data.

    ## What it does
    Reports labels that were integers of several classes and are numbers between 0 and 1 where a crossentropy looks
    them up.

    ## Why is this bad?
    Divided by 255, class 9 is 0.035. The sparse loss cuts it to 0: every sample has class 0.

    ## What Keras says
    Nothing: it trains.

    ## Example
    ```python
    import keras

    (x_train, y_train), _ = keras.datasets.mnist.load_data()
    y_train = y_train / 255
    model = keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Rescaling(1 / 255),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x_train, y_train)
    ```

    ## Use instead
    ```python
    import keras

    (x_train, y_train), _ = keras.datasets.mnist.load_data()
    model = keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Rescaling(1 / 255),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x_train, y_train)
    ```

    ## Fix safety
    No fix: the line that scales may scale other things too.

    ## References
    - [Keras: crossentropies](https://keras.io/api/losses/probabilistic_losses/)
    """
    met = meeting(fit)
    if met is None or met.objective.kind != "sparse" or not met.single or not is_float(met.labels.dtype):
        return
    limits = met.labels.range
    step = _scaled(met.labels.history)
    if limits is None or limits[1] > 1 or step is None or step.previous is None or step.previous.range is None:
        return
    before = step.previous.range
    yield Finding(
        place=fit.bound.place("y") or fit.place,
        label=f"{limits[0]:g}…{limits[1]:.3g}, were {before[0]:g}…{before[1]:g}",
        message=words.sentences(
            f"{met.name} were class numbers from {before[0]:g} to {before[1]:g} and were scaled to {limits[0]:g} … "
            f"{limits[1]:.3g}.",
            "Keras says nothing and cuts them to integers: every sample has class 0.",
            "Scale the data, not the labels.",
        ),
        related=() if step.place is None else (Related(step.place, "scaled here"),),
        stack=fit.stack,
    )


def _scaled(step: Step | None) -> Step | None:
    """The step at which integers above 1 became numbers up to 1."""
    while step is not None and step.previous is not None:
        before = step.previous
        if is_integer(before.dtype) and before.range is not None and before.range[1] > 1 and is_float(step.dtype):
            return step
        step = before
    return None
