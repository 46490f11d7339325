"""SEQ108."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.keras.layer import Layer
from seqlint.rules import words
from seqlint.rules.insertion import inserted
from seqlint.rules.meeting import Meeting, meeting
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.rules.steps import gives_all_steps, last_recurrent, last_step
from seqlint.values.shape import NONE, equal, product, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ108", Severity.ERROR, subject=Fit)
def unflattened_output(fit: Fit) -> Iterator[Finding]:
    """Maps or sequences reach the output, and there is one label a sample.

    ## What it does
    Reports an output with more axes than (batch, values) where the labels are one number or one row for each
    sample.

    ## Why is this bad?
    Dense works on the last axis only. Without Flatten, pooling over the places, or a recurrent layer that ends the
    sequence, the model gives a prediction for every pixel or step, and none for the sample.

    ## What Keras says
    `ValueError: Argument output must have rank (ndim) target.ndim - 1` or `must have the same rank`, in `fit()` for
    crossentropies. For mse and the like nothing: the label is stretched over all places.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 28, 28, 1)
    y = np.random.randint(0, 10, 100)
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        keras.layers.Conv2D(16, 3, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 28, 28, 1)
    y = np.random.randint(0, 10, 100)
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        keras.layers.Conv2D(16, 3, activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, y)
    ```

    ## Fix safety
    Unsafe: flattening, averaging over the places and taking the last step are all possible.

    ## References
    - [Keras: Flatten](https://keras.io/api/layers/reshaping_layers/flatten/)
    """
    met = meeting(fit) if fit.y is not fit.x else None
    if met is None or len(met.output) < 3 or len(met.shape) > 2 or not _one_a_sample(met):
        return
    stopped = met.refused is not None or met.collides is not None
    yield Finding(
        place=_place(met),
        severity=None if stopped else Severity.WARNING,
        label=f"the output is {render(met.output)}, one label a sample",
        message=words.sentences(
            f"The model gives {render(met.output)}, a prediction for every place or step; {met.name} has one label "
            f"a sample, shape {render(met.labels.shape)}.",
            met.stops,
            _cure(met),
        ),
        related=met.origin(),
        fixes=_fixes(met),
        stack=fit.stack,
    )


def _one_a_sample(met: Meeting) -> bool:
    """Whether the labels are one number, or one row as long as the output's last axis."""
    if met.units == 1 and len(met.output) == len(met.shape) + 1 and equal(met.columns, met.output[-2]) is True:
        return False  # one label for each step: Keras drops the last axis of the output
    if met.single:
        return True
    if met.objective.kind == "sparse":
        return False
    return met.kind in {"one-hot", "multi-hot"} or equal(met.columns, met.units) is True


def _layers(met: Meeting) -> list[Layer]:
    return [use.layer for use in met.fit.model.uses if isinstance(use.layer, Layer)]


def _head(met: Meeting) -> Layer | None:
    """The first Dense of the tail of Dense layers, which works on maps or sequences."""
    found: Layer | None = None
    for layer in _layers(met)[::-1]:
        if layer.has("dense"):
            found = layer
        elif not any(layer.has(tag) for tag in ("dropout", "activation", "normalization")):
            break
    return found


def _place(met: Meeting) -> Place:
    recurrent = last_recurrent(met.fit.model)
    if recurrent is not None and gives_all_steps(recurrent):
        return recurrent.bound.place("return_sequences") or recurrent.place
    head = _head(met)
    return (
        head.place if head is not None else met.prediction.layer.place if met.prediction is not None else met.fit.place
    )


def _cure(met: Meeting) -> str:
    recurrent = last_recurrent(met.fit.model)
    if recurrent is not None and gives_all_steps(recurrent):
        return "Let the last recurrent layer give its last step only: drop return_sequences=True."
    return "Put Flatten() or a global pooling before the last layers."


def _fixes(met: Meeting) -> tuple[Fix, ...]:
    fixes = last_step(met.fit.model)
    head = _head(met)
    if fixes or head is None or not isinstance(head.input, tuple):
        return fixes
    flat = product(head.input[1:])
    if isinstance(flat, int):
        fixes = inserted(head, "Flatten", "", (NONE, flat))
    axes = len(head.input) - 2
    if axes in {1, 2, 3}:
        fixes += inserted(head, f"GlobalAveragePooling{axes}D", "", (NONE, head.input[-1]))
    return fixes
