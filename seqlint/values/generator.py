"""Objects that give one batch after the other: Keras' directory iterators, `flow`, Python `Sequence` classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from seqlint.values.shape import Dim, join_dims

if TYPE_CHECKING:
    from seqlint.values.place import Place


class Generator(msgspec.Struct, frozen=True, eq=False):
    """A source of batches.

    Attributes:
        element: one batch, usually `(x, y)`: arrays whose first axis is the batch.
        length: batches in an epoch; None where it never ends.
        batch: size of a batch.
        samples: number of samples, where known.
        classes: number of classes, where the source knows labels.
        attributes: what the object offers besides (`class_indices`, `image_shape` …), by name.
        place: the expression that made it.
        text: what made it, in words.
    """

    type_path: ClassVar[str] = "keras.preprocessing.image.Iterator"

    element: Any
    length: Dim | None = None
    batch: Dim | None = None
    samples: Dim | None = None
    classes: Dim | None = None
    attributes: dict[str, Any] = {}
    place: Place | None = None
    text: str = ""

    def join(self, other: Generator) -> Generator:
        """One source for two paths."""
        from seqlint.values.join import one_of

        both = self.length is not None and other.length is not None
        return msgspec.structs.replace(
            self,
            element=one_of([self.element, other.element]),
            length=join_dims(self.length, other.length, "it differs between paths") if both else None,  # type: ignore[arg-type]  # `both` says so
            samples=None,
            attributes={},
        )
