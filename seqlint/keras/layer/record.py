"""A layer of the program: its record in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.keras.layer.facets import Facets
    from seqlint.keras.layer.type import LayerType
    from seqlint.keras.weights import Weight
    from seqlint.values.call import Bound
    from seqlint.values.place import Place
    from seqlint.values.shape import Shape, UnknownShape


class Layer(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """A layer of the program: its record in the store.

    Attributes:
        type: its class.
        bound: its arguments.
        facets: what it does.
        name: its Keras name, None where it is not known.
        named: whether the program gave the name.
        place: the constructor call.
        callee: the expression called (`layers.Dense`).
        stack: the calls that led to the constructor.
        declared: shape with batch that `input_shape=` and the like declare; None without.
        trainable: its `trainable` flag, or an unknown.
        input: the shape it was built for; None while it is not built.
        output: the shape it gives for that.
        weights: its weights; None while it is not built.
        unknown: why its weights or shape are not known although it was built, if so.
        adapted: whether `adapt` was called (preprocessing layers), which builds it for the data.
    """

    type: LayerType
    bound: Bound
    facets: Facets
    name: str | None
    named: bool
    place: Place
    callee: Place
    stack: tuple[Place, ...]
    declared: Shape | UnknownShape | None = None
    trainable: Any = True
    input: Shape | UnknownShape | None = None
    output: Shape | UnknownShape | None = None
    weights: tuple[Weight, ...] | None = None
    unknown: str | None = None
    adapted: bool = False

    type_path = "keras.members.Layer"

    @property
    def title(self) -> str:
        """Its class for a reader."""
        return self.type.name

    def argument(self, name: str) -> Any:
        """The value of an argument, checked; the default where it is not given."""
        return self.bound.value(name)

    def has(self, tag: str) -> bool:
        """Whether it belongs to a family of layers."""
        return tag in self.type.tags


def layers_inside(record: Layer, heap: dict[int, Any]) -> Iterator[Layer]:
    """The layers that a wrapper or nested model holds, depth first."""
    for ref in record.facets.inner:
        inner = heap.get(ref.id)
        if isinstance(inner, Layer):
            yield inner
            yield from layers_inside(inner, heap)
