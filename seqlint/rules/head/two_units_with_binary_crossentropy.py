"""SEQ313."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.keras.layer import Layer
from seqlint.rules import words
from seqlint.rules.meeting import Meeting, meeting
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.shape import NONE, equal, render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ313", Severity.ERROR, subject=Fit)
def two_units_with_binary_crossentropy(fit: Fit) -> Iterator[Finding]:
    """Several units meet one yes/no label a sample.

    ## What it does
    Reports `binary_crossentropy` where the last layer has two or more units without softmax and the labels are one
    number a sample.

    ## Why is this bad?
    One question takes one unit: its sigmoid is the probability of "yes". Two units are two answers to one label.

    ## What Keras says
    `ValueError: Arguments target and output must have the same shape`, in `fit()`.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 2, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(2, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 2, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(x, y)
    ```

    ## Fix safety
    Unsafe: with two classes the other way is softmax with the sparse loss.

    ## References
    - [Keras: crossentropies](https://keras.io/api/losses/probabilistic_losses/)
    """
    met = meeting(fit)
    if met is None or met.objective.kind != "binary" or not met.single or not met.flat or met.prediction is None:
        return
    if met.refused is None or met.prediction.softmax or equal(met.units, 1) is not False:
        return
    dense = met.prediction.affine
    yield Finding(
        place=(dense.bound.place("units") if dense is not None else None) or met.prediction.layer.place,
        label="one yes/no label takes one unit",
        message=words.sentences(
            f"The model gives {words.counted(met.units, 'number')} for each sample; {met.name} has one, shape "
            f"{render(met.labels.shape)}.",
            met.stops,
            _cure(met),
        ),
        related=(*met.origin(), Related(met.objective.place, "compares number by number")),
        fixes=_fixes(met),
        stack=fit.stack,
    )


def _many(met: Meeting) -> bool:
    facts = met.labels.labels
    return facts is not None and isinstance(facts.classes, int) and facts.classes > 2


def _cure(met: Meeting) -> str:
    last = met.fit.model.uses[-1] if met.fit.model.uses else None
    before = last.input if last is not None else None
    if last is not None and isinstance(last.layer, Layer) and last.layer.has("flatten") and isinstance(before, tuple):
        return (
            f"{words.layer(last.layer)} lays the values of {words.counted(before[1], 'step')} beside each other: "
            "take it away, and let the last recurrent layer give one vector, or put a global pooling before the last "
            "layers."
        )
    if _many(met):
        return "For several classes use softmax with sparse_categorical_crossentropy."
    return "Give the last layer one unit with sigmoid, or use softmax with sparse_categorical_crossentropy."


def _fixes(met: Meeting) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    end = met.prediction
    dense = end.affine if end is not None else None
    place = dense.bound.place("units") if dense is not None and dense.has("dense") else None
    fixes: list[Fix] = []
    if place is not None and not _many(met):
        fixes.append(Fix(f"One unit → {render((NONE, 1))}", (replace_node(place.chunk, place.node, "1"),), "unsafe"))
    loss = met.objective.renamed("sparse_categorical_crossentropy")
    activation = end.with_activation("softmax") if end is not None else None
    if loss is not None and activation is not None:
        fixes.append(Fix("softmax with sparse_categorical_crossentropy", (*activation, *loss), "unsafe"))
    return tuple(fixes)
