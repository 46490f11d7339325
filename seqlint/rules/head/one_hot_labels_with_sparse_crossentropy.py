"""SEQ308."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.meeting import Meeting, meeting
from seqlint.rules.objective import metric_renames
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.shape import equal, render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ308", Severity.ERROR, subject=Fit)
def one_hot_labels_with_sparse_crossentropy(fit: Fit) -> Iterator[Finding]:
    """A row a sample meets a loss that wants one class number a sample.

    ## What it does
    Reports `sparse_categorical_crossentropy` where the labels are rows (one-hot, from `to_categorical` and the like).

    ## Why is this bad?
    The sparse loss looks up one number for each sample: the class. A one-hot row is what categorical_crossentropy
    wants.

    ## What Keras says
    ``ValueError: Argument `output` must have rank (ndim) `target.ndim - 1` ``, in `fit()` (it means the reverse).

    ## Example
    ```python
    import keras

    (x_train, y_train), _ = keras.datasets.mnist.load_data()
    y_train = keras.utils.to_categorical(y_train, 10)
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
    y_train = keras.utils.to_categorical(y_train, 10)
    model = keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Rescaling(1 / 255),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    model.fit(x_train, y_train)
    ```

    ## Fix safety
    Safe where the labels are known to be one-hot rows as long as the output. Else unsafe.

    ## References
    - [Keras: crossentropies](https://keras.io/api/losses/probabilistic_losses/)
    """
    met = meeting(fit)
    if met is None or met.objective.kind != "sparse" or met.single or not met.flat:
        return
    if len(met.shape) != 2 or met.numbers or (met.refused is None and not _as_many_as_classes(met)):
        return
    stops = f"Keras stops in {fit.method}(): ValueError: Argument `output` must have rank (ndim) `target.ndim - 1`."
    if met.taught is not None and (met.taught.rank == 1 or met.taught.axis(-1) == 1):
        yield _unlike_training(met)
        return
    yield Finding(
        place=met.objective.place,
        label="wants one class number for each sample, shape (None,)",
        message=words.sentences(
            f"{met.name} has a row of {words.counted(met.columns, 'value')} for each sample, shape "
            f"{render(met.labels.shape)}; "
            "this loss wants one class number.",
            met.stops if met.refused else stops,
            "Use categorical_crossentropy, or keep the labels as integers.",
        ),
        related=met.origin(),
        fixes=_fixes(met),
        stack=fit.stack,
    )


def _unlike_training(met: Meeting) -> Finding:
    """The training had class numbers, and fits; the labels of the evaluation do not."""
    from seqlint.source.edit import Edit

    place = met.fit.bound.place("y")
    end = None if place is None else place.span().end
    return Finding(
        place=place or met.fit.place,
        label="one-hot rows; the training had class numbers",
        message=words.sentences(
            f"{met.name} has a row of {words.counted(met.columns, 'value')} for each sample, shape "
            f"{render(met.labels.shape)}; the model was trained on class numbers.",
            met.stops,
            "Keep these as class numbers too, or take argmax(axis=1) of them.",
        ),
        related=met.origin(),
        fixes=() if end is None else (Fix("Take argmax(axis=1)", (Edit(end, end, ".argmax(axis=1)"),)),),
        stack=met.fit.stack,
    )


def _as_many_as_classes(met: Meeting) -> bool:
    """Whether the labels are one-hot rows whose number of columns the data decides: one class alone is no problem."""
    return met.kind == "one-hot" and not isinstance(met.columns, int)


def _fixes(met: Meeting) -> tuple[Fix, ...]:
    edits = met.objective.renamed("categorical_crossentropy")
    if edits is None or equal(met.columns, met.units) is False:
        return ()
    certain = met.kind == "one-hot" and equal(met.columns, met.units) is True
    metrics = metric_renames(met.objective, "sparse_categorical", "categorical")
    return (Fix('loss="categorical_crossentropy"', (*edits, *metrics), "safe" if certain else "unsafe"),)
