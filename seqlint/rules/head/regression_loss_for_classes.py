"""SEQ320."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.meeting import Meeting, meeting
from seqlint.rules.rule import Finding, Severity, rule
from seqlint.values.dataset import Dataset

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ320", Severity.WARNING, subject=Fit)
def regression_loss_for_classes(fit: Fit) -> Iterator[Finding]:
    """Class numbers are trained as if they were amounts.

    ## What it does
    Reports mean squared error and other distances where the labels are numbers of three or more classes.

    ## Why is this bad?
    To mse class 9 is nine times as far from 0 as class 1. Classes have no such order: the model learns a number
    between them.

    ## What Keras says
    Nothing: it trains.

    ## Example
    ```python
    import keras

    (x_train, y_train), _ = keras.datasets.mnist.load_data()
    model = keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Rescaling(1 / 255),
        keras.layers.Flatten(),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
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
    No fix: units, activation and loss have to change together.

    ## References
    - [Keras: crossentropies](https://keras.io/api/losses/probabilistic_losses/)
    """
    met = meeting(fit)
    if met is None or met.objective.kind != "regression" or not met.single or not met.flat:
        return
    facts = met.labels.labels
    if (
        facts is None
        or facts.kind != "indices"
        or not (facts.proven or (facts.drawn and met.units != 1 and met.collides is not None))
        or not isinstance(facts.classes, int)
        or facts.classes < 3
    ):
        return
    if not _are_many(met, facts.classes):
        return
    if met.units != 1:
        yield from _rows(met, facts.classes)
        return
    yield Finding(
        place=met.objective.place,
        label="measures a distance between class numbers",
        message=words.sentences(
            f"{met.name} has class numbers, {facts.low} to {facts.highest}; {met.objective.name} measures how far "
            "apart they are.",
            "Keras says nothing, and the model learns a number between the classes.",
            f"Use {facts.classes} units with softmax and sparse_categorical_crossentropy.",
        ),
        related=met.origin(),
        stack=fit.stack,
    )


def _rows(met: Meeting, classes: int) -> Iterator[Finding]:
    """Probabilities for each class against one class number."""
    if met.prediction is None or not met.prediction.softmax or met.units != classes:
        return
    stops = f"Keras stops in {met.fit.method}(): {met.collides}."
    yield Finding(
        place=met.objective.place,
        severity=Severity.ERROR if met.collides else None,
        label=f"compares one class number with {classes} probabilities",
        message=words.sentences(
            f"{met.name} has one class number a sample, and the model gives {classes} probabilities; "
            f"{met.objective.name} takes the number from each of them.",
            stops if met.collides else "Keras says nothing and stretches the number over all of them.",
            "Use sparse_categorical_crossentropy.",
        ),
        related=met.origin(),
        cause=(met.fit.place, "amounts"),
        stack=met.fit.stack,
    )


def _are_many(met: Meeting, classes: int) -> bool:
    """Whether each class has several samples: a few numbers that are written down may be amounts."""
    samples = met.labels.axis(0)
    counted = samples >= 10 * classes if isinstance(samples, int) else isinstance(met.fit.x, Dataset)
    written = isinstance(met.labels.content, tuple) and len(met.labels.content) < _BY_HAND
    return counted and not written


_BY_HAND = 100
"""So many numbers nobody writes down one by one: they come from a data set."""
