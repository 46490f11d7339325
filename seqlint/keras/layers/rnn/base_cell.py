"""The cells inside a recurrent layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.inner import Inner
from seqlint.keras.kinds import Context
from seqlint.keras.layer import Facets, Layer
from seqlint.keras.layer.start import started_weights
from seqlint.values.containers import DictRecord, InstanceRecord
from seqlint.values.functions import Class, Function, Library
from seqlint.values.shape import Shape, UnknownShape, unknown_size
from seqlint.values.store import Ref
from seqlint.values.unknown import OneOf, Unknown

if TYPE_CHECKING:
    from seqlint.keras.weights import Weight
    from seqlint.values.call import Call


def cell_of(call: Call, callee: str, argument: str, value: Any) -> Inner:
    """One cell.

    Raises:
        Refused: if it is known to be no cell.
    """
    record = call.store.heap.get(value.id) if isinstance(value, Ref) else None
    if isinstance(record, Layer):
        good = record.has("cell") or record.has("recurrent")
    else:
        good = isinstance(record, InstanceRecord) or isinstance(value, (Unknown, OneOf, Ref))
        good = good and not isinstance(record, DictRecord)
    if not good or isinstance(value, (Function, Class, Library)):
        keras = "ValueError: The RNN cell should have a `state_size` attribute"
        raise Context(callee, argument, call).refuse(value, "a cell, such as `layers.LSTMCell(…)`", keras)
    return Inner(call, value)


def cells_of(call: Call, callee: str, argument: str, value: Any) -> tuple[Inner, ...]:
    """A cell or several, in order."""
    items = call.items(value) if not isinstance(value, (Unknown, OneOf, str)) else None
    if items == () and call.target.major >= 3:
        keras = "IndexError: list index out of range"
        raise Context(callee, argument, call).refuse(value, "a list with cells in it", keras).when_applied()
    return tuple(cell_of(call, callee, argument, item) for item in ((value,) if items is None else items))


def stacked(cells: tuple[Inner, ...]) -> Facets:
    """Cells in a row, as one."""

    def output(shape: Shape) -> Shape:
        for cell in cells:
            shape = _step(cell, shape)
        return shape

    def weights(shape: Shape) -> tuple[Weight, ...]:
        found: tuple[Weight, ...] = ()
        for cell in cells:
            found += _weights(cell, shape)
            shape = _step(cell, shape)
        return found

    return Facets(output, weights, inner=tuple(ref for cell in cells for ref in cell.refs))


def _step(cell: Inner, shape: Shape) -> Shape:
    layer = cell.layer
    output: Shape | UnknownShape | None = None if layer is None else layer.facets.output(shape)
    return output if isinstance(output, tuple) else (*shape[:1], unknown_size(cell.reason))


def _weights(cell: Inner, shape: Shape) -> tuple[Weight, ...]:
    layer = cell.layer
    if layer is None:
        return cell.unknown_weights()
    if not layer.has("cell"):
        context = Context("RNN", "cell", cell.call)
        raise context.refuse(
            cell.value, f"a cell: `{layer.type.name}` is a whole layer", "ValueError: … None dimensions"
        )
    return started_weights(layer, shape)
