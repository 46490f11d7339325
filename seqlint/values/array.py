"""Arrays and tensors: shape, dtype, value range, label kind and history, without their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import msgspec

from seqlint.values.shape import Dim, Shape, UnknownShape, render

if TYPE_CHECKING:
    from seqlint.values.place import Place

RARE = 1e-6
"""What happens with less than this probability is taken not to happen."""
MOST_DRAWN = 100_000

LabelKind: TypeAlias = Literal["indices", "one-hot", "multi-hot", "continuous", "words"]


class Labels(msgspec.Struct, frozen=True):
    """What an array says about classes, when it serves as labels.

    Attributes:
        kind: class indices `low … low + classes − 1`, one-hot rows, independent 0/1 columns, real numbers, or numbers
            of words below `classes`, the largest of which occurs.
        classes: number of classes (columns for one-hot), or None where it is not known.
        low: the smallest index.
        place: where the labels became what they are.
        proven: whether every class is known to occur (a data set's labels), not only allowed by the range.
        drawn: whether each label was drawn at random, all classes being equally likely.
        ordered: whether the samples of one class stood together, behind those of the classes before, when the array
            was made.
    """

    kind: LabelKind
    classes: Dim | None = None
    low: int = 0
    place: Place | None = None
    proven: bool = True
    drawn: bool = False
    ordered: bool = False

    @property
    def highest(self) -> int | None:
        """The largest class index, where the number of classes is known."""
        return self.low + self.classes - 1 if isinstance(self.classes, int) and self.kind == "indices" else None

    def surely_drawn(self, samples: Dim) -> bool:
        """Whether so many labels drawn at random hold every class, but for one chance in a million."""
        if not self.drawn or not isinstance(samples, int) or not isinstance(self.classes, int) or self.classes < 1:
            return False
        return float(self.classes * (1 - 1 / self.classes) ** min(samples, MOST_DRAWN)) < RARE


class Step(msgspec.Struct, frozen=True):
    """One step in an array's history.

    Attributes:
        place: the expression that made the array.
        text: what it did, in words a reader follows ("MNIST images").
        shape, dtype, range: what the array was after the step.
        previous: the step before.
    """

    place: Place | None
    text: str
    shape: Shape | UnknownShape
    dtype: str | None
    range: tuple[float, float] | None
    previous: Step | None = None

    def chain(self) -> list[Step]:
        """The steps from the first to this one."""
        steps: list[Step] = []
        step: Step | None = self
        while step is not None:
            steps.append(step)
            step = step.previous
        return steps[::-1]


MOST_STEPS = 32
"""Longest history that is kept; a loop that goes on transforming an array keeps its first steps."""

GIVEN = "predictions of "
"""How the step begins in which a model's output came to be."""
KEEPING = frozenset({"squeezed", "a part of it", "a slice of the rows", "picked rows", "one of its rows"})
"""Steps that leave the numbers as they are."""


def changed(step: Step | None) -> Step | None:
    """The last step, from this one back, that gave other numbers and did not only pick or lay out the ones there."""
    while step is not None and (step.text in KEEPING or step.text.startswith("reshaped")):
        step = step.previous
    return step


class Array(msgspec.Struct, frozen=True, eq=False):
    """A numpy array, a tensor, or a numpy scalar (shape `()`).

    Attributes:
        shape: sizes of all axes, the batch included where there is one.
        dtype: numpy's name of the element type, `None` where it is not known.
        range: smallest and largest value that can occur, where known.
        labels: what the array says about classes, where known.
        library: whose object it is: "numpy", "tensorflow", "pandas" …; None where not known.
        content: nested tuples of the elements, for small arrays whose numbers the program writes down.
        history: how the array came to be.
        image: whether the numbers are pixels.
        depth: number of steps in `history`.
        source: the record of the model whose predictions these are, if they are.
    """

    shape: Shape | UnknownShape
    dtype: str | None = None
    range: tuple[float, float] | None = None
    labels: Labels | None = None
    library: str | None = "numpy"
    content: Any = None
    history: Step | None = None
    image: bool = False
    depth: int = 0
    source: Any = None

    @property
    def given_by(self) -> Any:
        """The record of the model that gave exactly these numbers; None where they were changed since."""
        step = changed(self.history)
        return self.source if step is not None and step.text.startswith(GIVEN) else None

    @property
    def rank(self) -> int | None:
        """The number of axes; None where it is not known."""
        return len(self.shape) if isinstance(self.shape, tuple) else None

    def axis(self, index: int) -> Dim:
        """Size of one axis (negative counts from the end).

        Raises:
            IndexError: if the array is known to have no such axis.
        """
        return self.shape[index] if isinstance(self.shape, tuple) else self.shape.axis(index)

    def then(self, place: Place | None, text: str, **changes: Any) -> Array:
        """This array after one more step; `content` and `labels` are dropped unless they are among the changes."""
        changes.setdefault("content", None)
        changes.setdefault("labels", None)
        changed = msgspec.structs.replace(self, **changes)
        if self.depth >= MOST_STEPS:
            return changed
        step = Step(place, text, changed.shape, changed.dtype, changed.range, self.history)
        return msgspec.structs.replace(changed, history=step, depth=self.depth + 1)

    def __repr__(self) -> str:
        return f"Array({render(self.shape)}, {self.dtype})"


def array(shape: Shape | UnknownShape, dtype: str | None, place: Place | None, text: str, **facts: Any) -> Array:
    """A new array with one step of history."""
    return Array(shape, dtype, **facts).then(place, text, content=facts.get("content"), labels=facts.get("labels"))


_ORDER = ("bool", "uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64", "float16", "bfloat16",
          "float32", "float64", "complex64", "complex128")  # fmt: skip


def is_integer(dtype: str | None) -> bool:
    """Whether a dtype holds integers."""
    return dtype is not None and dtype.startswith(("int", "uint"))


def is_numpys(value: Any) -> bool:
    """Whether a number surely is one of numpy's that is none of Python's too, as its float64 is."""
    return isinstance(value, Array) and value.rank == 0 and value.dtype not in {None, "float64"}


def is_float(dtype: str | None) -> bool:
    """Whether a dtype holds real numbers."""
    return dtype is not None and dtype.startswith(("float", "bfloat"))


def promote(left: str | None, right: str | None) -> str | None:
    """Numpy's result type of two arrays, for the types that occur in training data; None where not known."""
    if left == right or left is None or right is None:
        return left if left == right else None
    if left not in _ORDER or right not in _ORDER:
        return "object" if "object" in (left, right) else None
    low, high = sorted((left, right), key=_ORDER.index)
    if is_float(high) and is_integer(low) and low not in {"int8", "uint8"}:
        small = low in {"int16", "uint16"}
        return "float32" if high == "float16" and small else high if high == "float64" or small else "float64"
    if low.startswith("uint") and high.startswith("int") and low[1:] == high:
        return {"int8": "int16", "int16": "int32", "int32": "int64", "int64": "float64"}[high]
    return high
