"""SEQ307."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.meeting import Meeting, meeting
from seqlint.rules.objective import metric_renames
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.shape import NONE, render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ307", Severity.ERROR, subject=Fit)
def integer_labels_with_categorical_crossentropy(fit: Fit) -> Iterator[Finding]:
    """One integer a sample meets a loss that compares rows of probabilities.

    ## What it does
    Reports `categorical_crossentropy` where the labels are class numbers, one for each sample.

    ## Why is this bad?
    categorical_crossentropy compares a row of probabilities with a one-hot row of the same length: (0, 0, 1, 0) for
    class 2. The number 2 itself is what sparse_categorical_crossentropy wants.

    ## What Keras says
    `ValueError: Arguments target and output must have the same rank (ndim)`, in `fit()`; `compile()` checks nothing.

    ## Example
    ```python
    import keras

    (x_train, y_train), _ = keras.datasets.mnist.load_data()
    model = keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Rescaling(1 / 255),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="categorical_crossentropy")
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
    Safe where the labels are known to be 0 … units - 1: the sparse loss is the same number. Else unsafe. The other way,
    `to_categorical`, is offered as well.

    ## References
    - [Keras: crossentropies](https://keras.io/api/losses/probabilistic_losses/)
    """
    met = meeting(fit)
    if met is None or met.objective.kind != "categorical" or not met.single or not met.flat:
        return
    if met.refused is None and met.collides is None and not _as_many_as_classes(met):
        return
    stops = f"Keras stops in {fit.method}(): ValueError: Arguments `target` and `output` must have the same shape."
    if met.taught is not None and met.taught.rank == _ROWS:
        yield _unlike_training(met)
        return
    yield Finding(
        place=met.objective.place,
        label=f"wants one-hot rows, shape {render(met.output)}",
        message=words.sentences(
            f"{met.name} has one {'integer' if met.kind == 'indices' else 'number'} for each sample, shape "
            f"{render(met.labels.shape)}; "
            f"this loss compares rows of {words.counted(met.units, 'probability', 'probabilities')}.",
            met.stops if met.refused or met.collides else stops,
            _cure(met),
        ),
        related=met.origin(),
        fixes=_fixes(met),
        stack=fit.stack,
    )


_ROWS = 2
"""Axes of one-hot labels."""


def _unlike_training(met: Meeting) -> Finding:
    """The training had rows, and fits; the labels of the evaluation do not."""
    return Finding(
        place=met.fit.bound.place("y") or met.fit.place,
        label="class numbers; the training had one-hot rows",
        message=words.sentences(
            f"{met.name} has one number for each sample, shape {render(met.labels.shape)}; the model was trained on "
            f"one-hot rows of {words.number(met.units)}.",
            met.stops,
            f"Make these one-hot too: to_categorical(…, {words.number(met.units)}).",
        ),
        related=met.origin(),
        fixes=tuple(_one_hot(met)),
        stack=met.fit.stack,
    )


def _as_many_as_classes(met: Meeting) -> bool:
    """Whether the data decides how many units there are, one for each class: one class alone is no problem."""
    return (
        met.kind == "indices"
        and not isinstance(met.units, int)
        and met.prediction is not None
        and bool(met.prediction.softmax)
    )


def _cure(met: Meeting) -> str:
    if met.mode is not None:
        return 'Give the generator class_mode="categorical", or use sparse_categorical_crossentropy.'
    return "Use sparse_categorical_crossentropy, or make the labels one-hot with to_categorical."


def _fixes(met: Meeting) -> tuple[Fix, ...]:
    fixes: list[Fix] = []
    mode = met.mode
    if mode is not None and mode.is_string:
        from seqlint.source.edit import replace_string

        fixes.append(Fix('class_mode="categorical"', (replace_string(mode.chunk, mode.node, "categorical"),), "unsafe"))
    facts = met.labels.labels
    rename = met.objective.renamed("sparse_categorical_crossentropy")
    if rename is not None:
        high = facts.highest if facts is not None else None
        fits = (
            facts is not None
            and facts.low >= 0
            and high is not None
            and isinstance(met.units, int)
            and high < met.units
        )
        edits = (*rename, *metric_renames(met.objective, "categorical", "sparse_categorical"))
        fixes.append(Fix('loss="sparse_categorical_crossentropy"', edits, "safe" if fits else "unsafe"))
    fixes += _one_hot(met)
    return tuple(fixes)


def _one_hot(met: Meeting) -> list[Fix]:
    """The labels as one-hot rows, where the program shows how it names Keras."""
    from seqlint.source.edit import wrap_node

    place, callee = met.fit.bound.place("y"), met.fit.model.callee.text()
    prefix = callee.removesuffix(".Sequential").removesuffix(".models")
    if place is None or prefix == callee or not isinstance(met.units, int):
        return []
    edit = wrap_node(place.chunk, place.node, f"{prefix}.utils.to_categorical(", f", {met.units})")
    return [Fix(f"Make the labels one-hot with to_categorical → {render((NONE, met.units))}", (edit,), "unsafe")]
