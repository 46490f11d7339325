"""SEQ310."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit, LibraryCall
from seqlint.rules import words
from seqlint.rules.meeting import Meeting, meeting
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.array import Array, is_integer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ310", Severity.ERROR, subject=Fit | LibraryCall)
def label_out_of_range(subject: Fit | LibraryCall) -> Iterator[Finding]:
    """A class number lies outside of 0 … units - 1.

    ## What it does
    Reports class numbers that do not start at 0 where the sparse loss looks them up, and negative ones that
    `to_categorical` makes rows of.

    ## Why is this bad?
    The sparse loss takes the class number as a position in the row of probabilities: 0 is the first. Labels 1 … 3
    with three units leave the first unit unused and look for a fourth.

    ## What Keras says
    In `fit()`, on a CPU: `Received a label value of 3 which is outside the valid range of [0, 3)`. On a GPU the
    loss becomes NaN.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.randint(1, 4, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(3, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.randint(1, 4, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(3, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, y - 1)
    ```

    ## Fix safety
    Unsafe: the labels of `evaluate()` and of everything that reads predictions have to shift as well.

    ## References
    - [Keras: crossentropies](https://keras.io/api/losses/probabilistic_losses/)
    """
    yield from _in_rows(subject) if isinstance(subject, LibraryCall) else _met(subject)


def _in_rows(call: LibraryCall) -> Iterator[Finding]:
    """Negative class numbers that become one-hot rows: Keras counts their places from the end."""
    given = call.arguments.get(0, "x") or call.arguments.get(0, "y")
    if not call.path.endswith(".to_categorical") or given is None or given.place is None:
        return
    limits = given.value.range if isinstance(given.value, Array) and is_integer(given.value.dtype) else None
    if limits is None or limits[0] >= 0:
        return
    low, high = int(limits[0]), int(limits[1])
    yield Finding(
        place=given.place,
        severity=Severity.WARNING,
        label=f"{low} … {high}, columns count from 0",
        message=words.sentences(
            f"{words.snippet(given.place)} has the class numbers {low} to {high}; to_categorical counts columns from "
            "0, and takes a negative one from the end.",
            "Keras says nothing, and different classes get one column.",
            f"Shift the labels so that they start at 0: + {-low}.",
        ),
        fixes=_shifted(given.place, low),
        stack=call.stack,
    )


def _met(fit: Fit) -> Iterator[Finding]:
    met = meeting(fit)
    if met is not None and met.objective.kind == "binary":
        yield from _of_yes_and_no(met)
        return
    if met is None or met.objective.kind != "sparse" or not met.single or not met.flat:
        return
    facts, units = met.labels.labels, met.units
    if (
        facts is None
        or facts.kind != "indices"
        or facts.highest is None
        or not isinstance(units, int)
        or facts.low == 0
    ):
        return
    if not isinstance(facts.classes, int) or facts.classes > units or (facts.low >= 0 and facts.highest < units):
        return
    wrong = facts.highest if facts.highest >= units else facts.low
    yield Finding(
        place=fit.bound.place("y") or fit.place,
        label=f"{wrong} lies outside of 0 … {units - 1}",
        message=words.sentences(
            f"{met.name} has the class numbers {facts.low} to {facts.highest}; {words.counted(units, 'unit')} count "
            f"from 0 to {units - 1}.",
            f"Keras stops in {fit.method}(): Received a label value of {wrong} which is outside the valid range of "
            f"[0, {units}).",
            "Shift the labels so that they start at 0.",
        ),
        related=(*met.origin(), Related(met.objective.place, f"counts from 0 to {units - 1}")),
        fixes=_fixes(met, facts.low),
        stack=fit.stack,
    )


def _of_yes_and_no(met: Meeting) -> Iterator[Finding]:
    """Labels other than 0 and 1 for one yes/no question."""
    limits = met.labels.range
    amounts = met.kind == "continuous"
    if not met.single or met.units != 1 or limits is None or not (amounts or is_integer(met.labels.dtype)):
        return
    if limits[0] >= 0 and limits[1] <= 1:
        return
    yield Finding(
        place=met.fit.bound.place("y") or met.fit.place,
        severity=Severity.WARNING,
        label=f"{limits[0]:g} … {limits[1]:g}, only 0 and 1 mean something",
        message=words.sentences(
            f"{met.name} reaches from {limits[0]:g} to {limits[1]:g}; {met.objective.name} knows 0 and 1.",
            "Keras says nothing, and the loss can fall without end.",
            'For amounts take loss="mse" and no activation at the end.'
            if amounts
            else "Make the labels 0 and 1, or use softmax with a unit for each class.",
        ),
        related=(*met.origin(), Related(met.objective.place, "knows 0 and 1")),
        cause=(met.objective.place, "amounts") if amounts else None,
        stack=met.fit.stack,
    )


def _fixes(met: Meeting, low: int) -> tuple[Fix, ...]:
    place = met.fit.bound.place("y")
    return () if place is None else _shifted(place, low)


def _shifted(place: Place, low: int) -> tuple[Fix, ...]:
    from seqlint.source.edit import Edit

    if not place.text().replace("_", "a").isalnum():
        return ()
    end = place.span().end
    shift = f" - {low}" if low > 0 else f" + {-low}"
    return (Fix(f"Shift the labels: {place.text()}{shift}", (Edit(end, end, shift),), "unsafe"),)
