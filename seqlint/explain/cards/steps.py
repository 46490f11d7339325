"""Samples, batches and steps of one training call."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from seqlint.explain.amount import number
from seqlint.explain.layers import brief
from seqlint.values.array import Array
from seqlint.values.dataset import Dataset, is_named

if TYPE_CHECKING:
    from seqlint.keras.events import Fit
    from seqlint.values.shape import Dim

DEFAULT_BATCH = 32
"""Keras' `batch_size` where none is given."""


class Steps(msgspec.Struct, frozen=True):
    """How a call goes through its data.

    Attributes:
        samples: how many samples are used; None where that is not known.
        held: how many are held back for validation.
        batch: samples in a batch.
        each: steps in an epoch.
        total: steps in all, as text.
        line: all of it in one sentence.
    """

    samples: Dim | None
    held: Dim | None
    batch: Dim | None
    each: int | None
    total: str
    line: str

    @property
    def known(self) -> bool:
        """Whether the number of samples is known."""
        return self.samples is not None


def steps_of(event: Fit) -> Steps:
    """The steps of a `fit`, `evaluate` or `predict` call."""
    if isinstance(event.x, Dataset) and isinstance(event.x.cardinality, int) and event.x.batch is not None:
        return _of_stream(event, event.x, event.x.cardinality)
    asked = event.bound.value("steps_per_epoch") if "steps_per_epoch" in event.bound.names() else None
    if isinstance(event.x, Dataset) and isinstance(asked, int):
        text = f"steps_per_epoch asks for {_steps(asked)} an epoch"
        return _in_all(event, text, Steps(None, None, None, asked, "", ""))
    if isinstance(event.x, Dataset) or not isinstance(event.features, Array):
        return Steps(
            None, None, None, None, "", "How many steps that makes depends on data that is not in the program."
        )
    whole = event.features.axis(0) if event.features.rank else None
    if event.method.endswith("_on_batch"):
        text = "One step with all samples" if whole is None else f"One step with all {number(whole)} samples"
        return Steps(whole, None, whole, 1, "", f"{text}.")
    batch = event.bound.value("batch_size") if "batch_size" in event.bound.names() else None
    batch = DEFAULT_BATCH if batch is None else batch
    split = event.bound.value("validation_split") if event.method == "fit" else 0
    if not isinstance(whole, int) or not isinstance(batch, int) or batch < 1 or not isinstance(split, int | float):
        text = (
            f"{number(whole)} samples in batches of {brief(batch)}."
            if is_named(whole)
            else f"How many samples there are is not in the program; they come in batches of {brief(batch)}."
        )
        return Steps(whole, None, batch if isinstance(batch, int) else None, None, "", text)
    used = int(whole * (1 - split))
    each = -(-used // batch)
    share = f"{number(whole)} × {1 - split:g} = {number(used)} samples" if split else f"{number(used)} samples"
    text = f"{share} / {number(batch)} a batch → {_steps(each)}{' an epoch' if event.method == 'fit' else ''}"
    return _in_all(event, text, Steps(used, whole - used if split else None, batch, each, "", ""))


def _steps(count: int) -> str:
    return f"{number(count)} step" if count == 1 else f"{number(count)} steps"


def _of_stream(event: Fit, data: Dataset, batches: int) -> Steps:
    """A dataset gives its own batches, one a step."""
    each = event.bound.value("steps_per_epoch") if "steps_per_epoch" in event.bound.names() else None
    count = each if isinstance(each, int) else batches
    size = f" of {number(data.batch)}" if data.batch is not None else ""
    text = f"The dataset gives {number(batches)} batches{size} → {_steps(count)}"
    text = f"{text} an epoch" if event.method == "fit" else text
    return _in_all(event, text, Steps(data.samples, None, data.batch, count, "", ""))


def _in_all(event: Fit, text: str, steps: Steps) -> Steps:
    """The same with the epochs counted in."""
    each = steps.each or 0
    epochs = event.bound.value("epochs") if event.method == "fit" else 1
    total = (
        f"{number(epochs)} × {number(each)} = {number(epochs * each)}" if isinstance(epochs, int) and epochs > 1 else ""
    )
    if total:
        text = f"{text}, {total} steps in all"
    return msgspec.structs.replace(steps, total=total, line=f"{text}.")
