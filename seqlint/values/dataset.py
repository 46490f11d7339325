"""`tf.data.Dataset`: what one element is, how many there are, and whether they come in batches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from seqlint.values.array import Array
from seqlint.values.shape import Dim, Symbol, equal, join_dims

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.values.place import Place


class Dataset(msgspec.Struct, frozen=True, eq=False):
    """A stream of elements that all have the same structure.

    Attributes:
        element: one element: an `Array`, a tuple of elements, or a `Ref` to a dictionary of them. Once the stream is
            batched, its arrays have the batch as their first axis (`NONE` where the last batch may be smaller).
        cardinality: number of elements; None for an endless stream, a symbol where it is not known.
        batch: size of a batch, None while the elements are single samples.
        samples: number of samples behind the elements, where known.
        place: the expression that made it.
        text: what made it, in words.
        previous: the dataset that it was made from.
        class_names: the class names that `image_dataset_from_directory` reads from folders, as a value.
    """

    type_path: ClassVar[str] = "tensorflow.data.Dataset"

    element: Any
    cardinality: Dim | None = None
    batch: Dim | None = None
    samples: Dim | None = None
    place: Place | None = None
    text: str = ""
    previous: Dataset | None = None
    class_names: Any = None

    def then(self, place: Place | None, text: str, **changes: Any) -> Dataset:
        """This dataset after one more step."""
        return msgspec.structs.replace(self, place=place, text=text, previous=self, **changes)

    def chain(self) -> list[Dataset]:
        """The steps from the first dataset to this one; a long loop of steps is cut."""
        steps: list[Dataset] = []
        step: Dataset | None = self
        while step is not None and len(steps) < MOST_STEPS:
            steps.append(step)
            step = step.previous
        return steps[::-1]

    def join(self, other: Dataset) -> Dataset:
        """One dataset for two paths."""
        from seqlint.values.join import one_of

        counts = (self.cardinality, other.cardinality)
        return msgspec.structs.replace(
            self,
            element=one_of([self.element, other.element]),
            cardinality=_joined(*counts),
            batch=self.batch if _agree(self.batch, other.batch) else None,
            samples=_joined(self.samples, other.samples),
        )


MOST_STEPS = 32
"""Longest chain of steps that is looked at."""


def _agree(left: Dim | None, right: Dim | None) -> bool:
    return left is right or (left is not None and right is not None and equal(left, right) is True)


def _joined(left: Dim | None, right: Dim | None) -> Dim | None:
    if left is None or right is None:
        return None
    return join_dims(left, right, "it differs between paths")


def map_structure(function: Callable[[Any], Any], element: Any, rebuild: Callable[[Any], Any]) -> Any:
    """A structure with every leaf replaced.

    Args:
        function: what to do with a leaf (an array or something unknown).
        element: the structure: tuples, and whatever `rebuild` knows.
        rebuild: called for a `Ref`; gives the replaced object, or the leaf's own value.
    """
    if isinstance(element, tuple):
        return tuple(map_structure(function, each, rebuild) for each in element)
    if isinstance(element, Array):
        return function(element)
    return rebuild(element)


def leaves(element: Any) -> list[Array]:
    """The arrays among the tuples of a structure."""
    if isinstance(element, tuple):
        return [leaf for each in element for leaf in leaves(each)]
    return [element] if isinstance(element, Array) else []


def is_named(dim: Dim | None) -> bool:
    """Whether a count can be shown to a reader."""
    return isinstance(dim, int) or (isinstance(dim, Symbol) and dim.named)
