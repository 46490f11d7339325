"""What a training records at each epoch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.layer import snake
from seqlint.keras.names import Named

if TYPE_CHECKING:
    from seqlint.keras.events import Fit
    from seqlint.values.place import Place


def recorded(fit: Fit) -> tuple[str, ...] | None:
    """The names of the numbers that a `fit` call records; None where they are not known."""
    compiled = fit.compile
    if compiled is None or compiled.metrics is None or compiled.bound.value("weighted_metrics") is not None:
        return None
    names: list[str] = ["loss"]
    for metric, place in zip(compiled.metrics, compiled.metric_places, strict=False):
        name = _name(metric, place, fit.target.major)
        if name is None:
            return None
        names.append(name)
    validates = _validates(fit)
    if validates is None:
        return None
    return (*names, *(f"val_{name}" for name in names)) if validates else tuple(names)


def meant_by(name: str, known: tuple[str, ...]) -> str | None:
    """The recorded name that an unrecorded one stands for: the other spelling of accuracy, or that of the training."""
    plain = name.removeprefix("val_")
    names = {"acc": "accuracy", "accuracy": "acc"}
    for wanted in (name.replace(plain, names.get(plain, plain)), names.get(plain, plain)):
        if wanted in known:
            return wanted
    return None


def _name(metric: Any, place: Place | None, major: int) -> str | None:
    """A metric's name in the record; Keras 2 writes the name of a class as that of an instance (`AUC`: `auc`)."""
    if isinstance(metric, str):
        return metric
    if not isinstance(metric, Named):
        return None
    text = "" if place is None else place.text()
    if text[:1] in {"'", '"'}:
        written = text.strip("'\"")
        return written if major >= 3 else snake(written)
    given = metric.argument("name")
    return given if isinstance(given, str) else snake(metric.name)


def _validates(fit: Fit) -> bool | None:
    """Whether there is validation data; None where that is not known."""
    split = fit.bound.value("validation_split")
    if fit.bound.value("validation_data") is not None:
        return True
    if isinstance(split, int | float):
        return split > 0
    return None
