"""Labels and output where a loss compares them: one `fit` or `evaluate` call as the rules of the head see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from seqlint.keras.events import Validation
from seqlint.keras.models.batch import running_output
from seqlint.rules import words
from seqlint.rules.asked import once
from seqlint.rules.entrance import declares_samples, entrance, mended_output
from seqlint.rules.objective import Objective, objective
from seqlint.rules.prediction import Prediction, prediction
from seqlint.rules.rule import Related
from seqlint.values.array import Array, is_integer
from seqlint.values.dataset import Dataset
from seqlint.values.generator import Generator
from seqlint.values.shape import NONE, Dim, Shape, equal

if TYPE_CHECKING:
    from seqlint.keras.events import Fit
    from seqlint.values.place import Place

_BATCH = 32
"""Samples in a batch where `fit` is told nothing."""

TRAINING = frozenset({"fit", "evaluate", "train_on_batch", "test_on_batch"})


class Meeting(msgspec.Struct, frozen=True, eq=False):
    """A loss with what it compares.

    Attributes:
        fit: the call.
        objective: the loss.
        prediction: the model's end; None where it is not known.
        labels: the labels.
        shape: their shape, with an open batch axis.
        output: the model's output shape with batch.
    """

    fit: Fit
    objective: Objective
    prediction: Prediction | None
    labels: Array
    shape: Shape
    output: Shape

    @property
    def single(self) -> bool:
        """Whether there is one label a sample: shape (n,) or (n, 1)."""
        return len(self.shape) == 1 or (len(self.shape) == 2 and self.shape[1] == 1)

    @property
    def columns(self) -> Dim:
        """Values of one sample's label along the last axis."""
        return self.shape[-1] if len(self.shape) > 1 else 1

    @property
    def units(self) -> Dim:
        """Size of the output's last axis."""
        return self.output[-1] if len(self.output) > 1 else 1

    @property
    def flat(self) -> bool:
        """Whether the output is one row a sample."""
        return len(self.output) == 2

    @property
    def kind(self) -> str | None:
        """What the labels say about classes: "indices", "one-hot" …; None where that is not known."""
        return None if self.labels.labels is None else self.labels.labels.kind

    @property
    def numbers(self) -> bool:
        """Whether the labels are class numbers, also where there are several in a row."""
        if self.kind is not None:
            return self.kind == "indices"
        limits = self.labels.range
        return is_integer(self.labels.dtype) and (limits[1] > 1 if limits is not None else self._one_for_each_input)

    @property
    def _one_for_each_input(self) -> bool:
        """Whether each number that goes in has an integer of its own as its label: the next word of a text."""
        features = self.fit.features
        if not isinstance(features, Array) or not is_integer(features.dtype) or len(self.shape) != len(self.output):
            return False
        shape = features.shape
        alike = isinstance(shape, tuple) and len(shape) == len(self.shape) and equal(shape[-1], self.shape[-1]) is True
        return alike and equal(self.shape[-1], self.units) is False

    @property
    def several_units(self) -> bool:
        """Whether the output surely has more than one unit."""
        return equal(self.units, 1) is False

    @property
    def mode(self) -> Place | None:
        """Where a generator of pictures is told which kind of labels to give."""
        place = self.fit.x.place if isinstance(self.fit.x, Generator) else None
        arguments = () if place is None else getattr(place.node, "args", ())
        given = next((each for each in arguments if getattr(each.keyword, "value", "") == "class_mode"), None)
        return None if place is None or given is None else type(place)(place.chunk, given.value)

    @property
    def refused(self) -> str | None:
        """What Keras says where these shapes cannot meet; None where they can."""
        said: str | None = self.objective.named.entry.disagrees(
            self.shape, self.output, self.fit.target, scores=self._scores
        )
        return said

    @property
    def _scores(self) -> bool:
        """Whether the loss has the raw scores, where the model's last layer itself is known to make them."""
        end = self.prediction
        last = self.fit.model.uses[-1].layer if self.fit.model.uses else None
        if self.objective.logits:
            return True
        dropped = len(self.output) == len(self.shape) + 1 > 2 and self.units == 1  # with the axis goes the way back
        return end is not None and end.layer is last and end.name in {"sigmoid", "softmax"} and not dropped

    @property
    def collides(self) -> str | None:
        """What TensorFlow says where a loss that stretches sizes of 1 lays the samples over another axis."""
        first = self._first_batch
        met = self.objective.named.entry.meets_batch(self.shape, self.output, self.fit.target)
        if first is None or met is None or first in {1, met}:
            return None
        return "InvalidArgumentError: Incompatible shapes"

    @property
    def _first_batch(self) -> int | None:
        """Samples in the first batch; None where that is not known."""
        data, bound, size = self.fit.x, self.fit.bound, self.batch_size
        if isinstance(data, Dataset):
            samples = data.samples
        else:
            samples = self.labels.axis(0)
            share = bound.value("validation_split") if "validation_split" in bound.names() else 0.0
            if isinstance(share, float) and 0 <= share < 1 and isinstance(samples, int):
                samples = int(samples * (1 - share))
        return min(samples, size) if isinstance(samples, int) and size is not None else None

    @property
    def batch_size(self) -> int | None:
        """Samples in a full batch; None where that is not known."""
        data, bound = self.fit.x, self.fit.bound
        given = bound.value("batch_size") if "batch_size" in bound.names() else None
        size = data.batch if isinstance(data, Dataset) else _BATCH if given is None else given
        return size if isinstance(size, int) else None

    @property
    def apart(self) -> bool | None:
        """Whether one number and one row for each sample do not stretch to each other; None where that is not known.

        (batch,) and (batch, units) do where there are as many samples as units, or a single one.
        """
        batch = self._first_batch or self.batch_size
        return None if batch is None or not isinstance(self.units, int) else batch not in {1, self.units}

    @property
    def name(self) -> str:
        """The labels as the call names them."""
        return words.snippet(self.fit.bound.place("y"), "the label array")

    @property
    def stops(self) -> str:
        """When Keras refuses and what it says; what it does otherwise."""
        said = self.refused or self.collides
        where = "fit(), when it validates" if isinstance(self.fit, Validation) else f"{self.fit.method}()"
        return f"Keras stops in {where}: {said}." if said else "Keras says nothing: it trains on wrong numbers."

    @property
    def taught(self) -> Array | None:
        """The labels of the training before, where these are for an evaluation."""
        other = self.fit.model.taught if self.fit.method == "evaluate" else None
        return other if isinstance(other, Array) else None

    def origin(self) -> tuple[Related, ...]:
        """Where the labels became what they are."""
        return origin(self.labels, self.fit.bound.place("y"))


@once
def meeting(fit: Fit) -> Meeting | None:
    """Labels and output of a call, or None where one of them or the loss is not known.

    Where the declared shape counts the samples, the output is the one after that is mended: two mistakes, two findings.
    """
    aim = objective(fit.compile) if fit.method in TRAINING else None
    labels, output = fit.labels, running_output(fit.model, fit.target)
    if aim is None or not isinstance(labels, Array) or not isinstance(labels.shape, tuple) or not labels.shape:
        return None
    if isinstance(fit.features, Array) and fit.features.rank and equal(fit.features.axis(0), labels.axis(0)) is False:
        return None
    if isinstance(fit.x, Dataset) and fit.x.batch is None:
        return None
    outside = entrance(fit)
    if declares_samples(fit) or (outside is not None and outside.refused):
        output = mended_output(fit)
    if fit.model.broken is not None or fit.model.open or not isinstance(output, tuple) or len(output) < 2:
        return None
    return Meeting(fit, aim, prediction(fit.model), labels, (NONE, *labels.shape[1:]), output)


def origin(array: Array, otherwise: Place | None = None) -> tuple[Related, ...]:
    """Where an array became what it is."""
    place = array.labels.place if array.labels is not None else None
    if place is None:
        place = next(
            (step.place for step in (array.history.chain() if array.history else []) if step.place is not None), None
        )
    place = place or otherwise
    return () if place is None else (Related(place, words.labels(array)),)
