"""Numbers of epochs, steps and samples that are too small for `fit`, `evaluate` and `predict`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from seqlint.keras.events import Validation
from seqlint.rules import words
from seqlint.rules.rule import Finding
from seqlint.values.array import Array
from seqlint.values.shape import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.keras.events import Fit
    from seqlint.values.place import Place


def too_few(fit: Fit) -> Iterator[Finding]:
    """Counts below the least that Keras takes, and a split that leaves one side empty."""
    if isinstance(fit, Validation):
        return
    for name in ("epochs", "batch_size", "steps_per_epoch", "validation_steps", "steps", "validation_freq"):
        argument = fit.bound.given.get(name)
        value = None if argument is None else argument.value
        if argument is None or argument.place is None or type(value) is not int or value > 0:
            continue
        said = _said(fit, name, value)
        if said:
            yield _finding(
                fit,
                argument.place,
                f"{value} is too small",
                f"`{name}` counts {_COUNTED[name]}, and {words.snippet(argument.place)} is given.",
                said,
                "Give a positive number.",
            )
    yield from _split(fit)
    yield from _no_samples(fit)


_COUNTED = {
    "epochs": "passes over the data",
    "batch_size": "the samples of a batch",
    "steps_per_epoch": "the batches of an epoch",
    "validation_steps": "batches",
    "steps": "batches",
    "validation_freq": "the epochs from one validation to the next",
}


def _said(fit: Fit, name: str, value: int) -> str:
    """What Keras says to a count of 0 or less; an empty text where it says nothing."""
    arrays = isinstance(fit.x, Array)
    if name == "validation_freq":
        validated = fit.bound.value("validation_data") is not None or bool(fit.bound.value("validation_split"))
        return "ZeroDivisionError: integer modulo by zero" if value == 0 and validated else ""
    if "steps" in name:
        if value < 0:
            return "ValueError: Invalid value in tensor used for shape" if arrays and name != "validation_steps" else ""
        validated = name != "validation_steps" or fit.bound.value("validation_data") is not None
        return "ValueError: steps_per_epoch must be positive" if fit.target.major < 3 and validated else ""
    if fit.target.major < 3:
        return f"ValueError: Expected {name} to be positive. Received is {value}" if arrays or name == "epochs" else ""
    if name == "batch_size" and value < 0 and arrays:
        return "ValueError: Invalid value in tensor used for shape"
    return ""


def _split(fit: Fit) -> Iterator[Finding]:
    """A share that gives all samples to the validation, or none."""
    argument = fit.bound.given.get("validation_split")
    value = None if argument is None else argument.value
    if argument is None or argument.place is None or not isinstance(value, (int, float)) or not value:
        return
    if not isinstance(fit.x, Array) or not fit.x.rank or fit.bound.value("validation_data") is not None:
        return
    samples = fit.x.axis(0)
    left = _left(samples, value)
    if left is None:
        return
    whose = "training" if left == 0 else "validation"
    yield _finding(
        fit,
        argument.place,
        f"no sample is left for {whose}",
        f"`validation_split` is the share of the samples that validates; {words.snippet(argument.place)} of "
        f"{words.counted(samples, 'sample')} leaves none for {whose}.",
        "ValueError: Training data is not sufficient to split it into a validation and training set",
        "Usual are 0.1 to 0.3.",
    )


def _no_samples(fit: Fit) -> Iterator[Finding]:
    """Arrays without a sample: Keras 2 refuses them; Keras 3 trains on nothing, and cannot predict."""
    place = fit.bound.place("x")
    if place is None or not isinstance(fit.x, Array) or not fit.x.rank or fit.x.axis(0) != 0:
        return
    said = "ValueError: Expected input data to be non-empty"
    if fit.target.major >= 3:
        if fit.method != "predict":
            return
        said = "UnboundLocalError: cannot access local variable 'batch_outputs'"
    what = f"{words.snippet(place)} has no sample, {render(fit.x.shape)}."
    yield _finding(fit, place, "no sample", what, said, "Look where its samples went.")


def _left(samples: Any, share: float) -> int | None:
    """Samples for training where Keras refuses the split: none, or all of them; None where it takes it."""
    if share == 1:
        return 0
    if not isinstance(samples, int) or not math.isfinite(share):
        return None
    left = math.floor(samples * (1.0 - share))
    return left if left in {0, samples} else None


def _finding(fit: Fit, place: Place, label: str, what: str, said: str, cure: str) -> Finding:
    stops = f"Keras stops in {fit.method}(): {said}."
    return Finding(place=place, label=label, message=words.sentences(what, stops, cure), stack=fit.stack)
