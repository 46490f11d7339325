"""SEQ309."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.meeting import Meeting, meeting
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.array import RARE
from seqlint.values.dataset import Dataset
from seqlint.values.shape import NONE, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.rules.prediction import Prediction
    from seqlint.values.place import Place


@rule("SEQ309", Severity.ERROR, subject=Fit)
def wrong_number_of_outputs(fit: Fit) -> Iterator[Finding]:
    """The last layer has another number of units than there are classes or targets.

    ## What it does
    Compares the units of the last layer with the number of classes, or of values in a row of labels.

    ## Why is this bad?
    A crossentropy needs one probability for each class. With fewer units a class has none; with more, some never
    occur. A distance such as mse compares value by value, so a row of targets needs as many outputs.

    ## What Keras says
    In `fit()`: `Received a label value of 9 which is outside the valid range of [0, 9)` for class numbers,
    `Arguments target and output must have the same shape` for rows. Nothing where there are units to spare.

    ## Example
    ```python
    import keras

    (x_train, y_train), _ = keras.datasets.mnist.load_data()
    model = keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Rescaling(1 / 255),
        keras.layers.Flatten(),
        keras.layers.Dense(9, activation="softmax"),
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
    Safe where Keras stops and every class is known to occur. Unsafe otherwise.

    ## References
    - [Keras: crossentropies](https://keras.io/api/losses/probabilistic_losses/)
    """
    met = meeting(fit) if fit.y is not fit.x else None
    if met is None or not met.flat or met.prediction is None:
        return
    if _row_for_one_unit(met):
        yield _one_unit(met)
        return
    kind = met.objective.kind
    numbers = met.single and (kind == "sparse" or (kind == "categorical" and met.several_units))
    found = _of_indices(met) if numbers else _of_rows(met)
    if found is None:
        return
    wanted, severity, said = found
    dense = met.prediction.affine
    place = (dense.bound.place("units") if dense is not None else None) or met.prediction.layer.place
    yield Finding(
        place=place,
        severity=severity,
        label=f"{words.number(wanted)} wanted: {words.labels(met.labels)}",
        message=words.sentences(
            f"The model gives {words.counted(met.units, 'number')} for each sample; {met.name} {said}.",
            _story(met, severity),
            _cure(met, wanted),
        ),
        related=(*met.origin(), Related(met.objective.place, "compares them")),
        fixes=_fixes(met, wanted, severity),
        cause=(met.prediction.layer.place, "one unit") if met.prediction.softmax and met.units == 1 else None,
        stack=fit.stack,
    )


_TWO = 2
"""Columns of one-hot rows that tell yes from no."""


def _cure(met: Meeting, wanted: int) -> str:
    if met.kind == "one-hot" and met.objective.kind == "binary" and met.units == 1:
        other = " For yes or no give one label a sample, 0 or 1." if wanted == _TWO else ""
        return f"Give the last layer {wanted} units, softmax and categorical_crossentropy.{other}"
    if met.kind == "one-hot" and wanted - 1 == met.units and _starts_at_one(met):
        return f"The classes count from 1, and column 0 stays empty: take 1 off, or give it {wanted} units."
    return f"Give the last layer {words.counted(wanted, 'unit')}."


def _starts_at_one(met: Meeting) -> bool:
    """Whether the class numbers that became rows are 1 and more."""
    steps = met.labels.history.chain() if met.labels.history is not None else []
    rows = next((index for index, step in enumerate(steps) if step.text.startswith("one-hot rows")), 0)
    limits = steps[rows - 1].range if rows else None
    return limits is not None and limits[0] == 1


Mismatch: TypeAlias = "tuple[int, Severity, str]"


def _of_indices(met: Meeting) -> Mismatch | None:
    """Class numbers against units: None where they fit or where that is not known."""
    facts, units = met.labels.labels, met.units
    if facts is None or facts.kind != "indices" or not isinstance(units, int) or not isinstance(facts.classes, int):
        return None
    if facts.low < 0 or (facts.low > 0 and facts.classes <= units) or facts.highest is None:
        return None
    if not facts.proven and not (facts.drawn and _must_occur(met, facts.classes, units)):
        return None
    said = f"has {facts.classes} classes, {facts.low} to {facts.highest}"
    if facts.classes > units:
        return facts.highest + 1, Severity.ERROR, said
    if facts.highest + 1 < units and facts.low == 0:
        return facts.highest + 1, Severity.WARNING, said
    return None


def _must_occur(met: Meeting, classes: int, units: int) -> bool:
    """Whether a class without a unit is among labels drawn at random, but for one chance in a million."""
    samples = met.fit.x.samples if isinstance(met.fit.x, Dataset) else met.labels.axis(0)
    return isinstance(samples, int) and classes > units and float((units / classes) ** min(samples, 1000)) < RARE


def _row_for_one_unit(met: Meeting) -> bool:
    """Whether one unit meets one-hot rows of as many columns as the data has classes."""
    rows = met.kind == "one-hot" and len(met.shape) == 2 and not isinstance(met.columns, int)
    compared = met.objective.kind in {"binary", "categorical"} and met.refused is None
    return rows and compared and met.units == 1 and met.prediction is not None and not met.prediction.softmax


def _one_unit(met: Meeting) -> Finding:
    from seqlint.source.edit import replace_string

    end = met.prediction
    assert end is not None
    dense = end.affine
    mode = met.mode
    two = "give each sample one label, 0 or 1" if mode is None else 'use class_mode="binary"'
    edits = () if mode is None or not mode.is_string else (replace_string(mode.chunk, mode.node, "binary"),)
    return Finding(
        place=(dense.bound.place("units") if dense is not None else None) or end.layer.place,
        label="one unit for a row of labels",
        message=words.sentences(
            f"The model gives one number for each sample; {met.name} has a row with one column for each class.",
            f"Keras stops in {met.fit.method}(): the shapes of labels and output differ.",
            f"For two classes {two}; for more give the last layer one unit for each class, softmax and "
            "categorical_crossentropy.",
        ),
        related=(*met.origin(), Related(met.objective.place, "compares them")),
        fixes=(Fix('class_mode="binary"', edits, "unsafe"),) if edits else (),
        stack=met.fit.stack,
    )


def _of_rows(met: Meeting) -> Mismatch | None:
    """Rows of labels against units."""
    columns, units = met.columns, met.units
    if not isinstance(columns, int) or not isinstance(units, int) or columns == units or len(met.shape) > 2:
        return None
    if met.objective.kind == "regression":
        return _of_targets(met, columns, units)
    if met.objective.kind == "binary" and len(met.shape) == 1 and met.refused is None and met.collides is not None:
        return 1, Severity.ERROR, "has one label"
    rows = len(met.shape) == 2 and columns > 1 and met.objective.kind in {"categorical", "binary"}
    if not rows or met.refused is None:
        return None
    return columns, Severity.ERROR, f"has rows of {columns}"


def _of_targets(met: Meeting, columns: int, units: int) -> Mismatch | None:
    if len(met.shape) == 2 and columns > 1 and units > 1:
        return columns, Severity.ERROR, f"has {columns} targets"
    numbered = met.kind == "indices" and met.prediction is not None and not met.prediction.softmax
    if len(met.shape) == 1 and (numbered or met.kind in {None, "continuous"}) and met.collides is not None:
        return 1, Severity.ERROR, "has one number" if numbered else "has one target"
    return None


def _story(met: Meeting, severity: Severity) -> str:
    if severity is Severity.WARNING:
        return "Keras says nothing: the units to spare never occur as a label."
    facts = met.labels.labels
    if met.objective.kind == "categorical" and met.single:
        return "However the labels are written, each class needs a probability."
    if met.objective.kind == "sparse" and facts is not None:
        said = f"Received a label value of {facts.highest} which is outside the valid range of [0, {met.units})"
        return f"Keras stops in {met.fit.method}(): {said}."
    if met.refused is None and met.collides is None:
        return f"Keras stops in {met.fit.method}(): ValueError: Dimensions must be equal."
    return met.stops


def _fixes(met: Meeting, wanted: int, severity: Severity) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    end = met.prediction
    if end is None or (end.softmax and wanted == 1):
        return ()
    if end.sigmoid and met.units == 1 and met.objective.kind == "sparse":
        loss = met.objective.renamed("binary_crossentropy") if wanted == 2 else None
        return () if loss is None else (Fix('loss="binary_crossentropy"', loss, "unsafe"),)
    dense = end.affine
    place = dense.bound.place("units") if dense is not None and dense.has("dense") else None
    if place is None or not place.text().isdigit():
        return ()
    if met.kind == "one-hot" and met.objective.kind == "binary" and met.units == 1:
        return _as_classes(met, end, place, wanted)
    certain = severity is Severity.ERROR and met.objective.kind != "regression"
    edit = replace_node(place.chunk, place.node, str(wanted))
    title = f"{words.counted(wanted, 'unit')} → {render((NONE, wanted))}"
    return (Fix(title, (edit,), "safe" if certain else "unsafe"),)


def _as_classes(met: Meeting, end: Prediction, units: Place, wanted: int) -> tuple[Fix, ...]:
    """A unit for each column, softmax and the loss that goes with them."""
    from seqlint.source.edit import replace_node

    loss, softmax = met.objective.renamed("categorical_crossentropy"), end.with_activation("softmax")
    if loss is None or softmax is None:
        return ()
    edits = (replace_node(units.chunk, units.node, str(wanted)), *softmax, *loss)
    return (Fix(f"{wanted} units with softmax and categorical_crossentropy", edits, "unsafe"),)
