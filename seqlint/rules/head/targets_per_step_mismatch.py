"""SEQ315."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.meeting import Meeting, meeting
from seqlint.rules.rule import Finding, Related, Severity, rule
from seqlint.rules.steps import all_steps
from seqlint.values.shape import equal, render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ315", Severity.ERROR, subject=Fit)
def targets_per_step_mismatch(fit: Fit) -> Iterator[Finding]:
    """Labels for each step or pixel do not match the steps or pixels of the output.

    ## What it does
    Compares labels that have one value or row for each step of a sequence, or each pixel, with an output that has
    other steps or pixels.

    ## Why is this bad?
    The loss compares step by step. If the model gives another number of steps than there are labels, or only the
    last step, there is nothing to compare.

    ## What Keras says
    `ValueError: Arguments target and output must have the same shape`, in `fit()`. For mse and the like a size of 1
    is stretched in silence.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 12, 8)
    y = np.random.randint(0, 3, (100, 12))
    model = keras.Sequential([
        keras.Input((12, 8)),
        keras.layers.LSTM(16),
        keras.layers.Dense(3, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 12, 8)
    y = np.random.randint(0, 3, (100, 12))
    model = keras.Sequential([
        keras.Input((12, 8)),
        keras.layers.LSTM(16, return_sequences=True),
        keras.layers.Dense(3, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, y)
    ```

    ## Fix safety
    Unsafe: the recurrent layer gives all its steps afterwards.

    ## References
    - [Keras: crossentropies](https://keras.io/api/losses/probabilistic_losses/)
    """
    met = meeting(fit) if fit.y is not fit.x else None
    if met is None or met.single or met.refused is None or not _per_step(met):
        return
    fixes = all_steps(fit.model) if met.flat else ()
    each = "place" if len(met.shape) > _STEPS else "step"
    yield Finding(
        place=met.prediction.layer.place if met.prediction is not None else fit.place,
        label=f"gives {render(met.output)}, the labels are {render(met.labels.shape)}",
        message=words.sentences(
            f"{met.name} has a label for each {each}, shape {render(met.labels.shape)}; the model gives "
            f"{render(met.output)}.",
            met.stops,
            "Let the last recurrent layer give every step: return_sequences=True." if fixes else _cure(met, each),
        ),
        related=(*met.origin(), Related(met.objective.place, "compares step by step")),
        fixes=fixes,
        stack=fit.stack,
    )


_STEPS = 3
"""Axes of labels with a row for each step; those with more have a label for each place of a picture."""


def _cure(met: Meeting, each: str) -> str:
    """What to change, by the axes that differ."""
    alike = len(met.output) == len(met.shape)
    differ = [axis for axis in range(1, len(met.shape)) if alike and not equal(met.output[axis], met.shape[axis])]
    last = len(met.shape) - 1
    if differ == [last] and isinstance(met.columns, int):
        return f"Give the last layer {words.counted(met.columns, 'unit' if each == 'step' else 'filter')}."
    if differ and last not in differ and each == "place":
        wanted = " × ".join(words.number(dim) for dim in met.shape[1:last])
        return f"Bring the output to {wanted}, by UpSampling, strides or pooling, or the targets to the output's size."
    return f"Make the output and the labels agree in every {each}."


def _per_step(met: Meeting) -> bool:
    """Whether the labels have an axis of steps: more axes than one row a sample."""
    if met.objective.kind == "sparse" and len(met.shape) == 2:
        return len(met.output) > 2 or met.numbers
    return len(met.shape) > 2
