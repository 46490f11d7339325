"""What a `for` gets: one item that stands for all, and how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.array import Array
from seqlint.values.containers import DictRecord, IteratorRecord, ListRecord, Range, Sequence, SequenceRecord, SetRecord
from seqlint.values.dataset import Dataset
from seqlint.values.generator import Generator
from seqlint.values.ops.indexing import index
from seqlint.values.shape import Dim, Size, unknown_size
from seqlint.values.store import Ref
from seqlint.values.table import Table
from seqlint.values.unknown import Counted, Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


def length_of(value: Any, call: Call) -> Dim | None:
    """`len(value)`; None for what has no length, or where nothing is known of it."""
    if isinstance(value, (str, bytes, tuple)):
        return len(value)
    if isinstance(value, Array):
        if isinstance(value.content, str):
            return len(value.content)
        return None if value.shape == () else value.axis(0)
    if isinstance(value, Range):
        return len(value.concrete)
    if isinstance(value, (Sequence, Generator)):
        return value.length
    if isinstance(value, Dataset):
        return value.cardinality
    if isinstance(value, Counted):
        return None if value.single else value.count
    return _length_of_record(call.store.heap.get(value.id) if isinstance(value, Ref) else None)


def _length_of_record(record: Any) -> Dim | None:
    if isinstance(record, (ListRecord, SetRecord)):
        return len(record.items)
    if isinstance(record, SequenceRecord):
        return record.sequence.length
    if isinstance(record, Table):
        return record.rows
    if isinstance(record, DictRecord):
        if not record.open:
            return len(record.entries)
        return unknown_size("the dictionary may have more entries") if record.length is None else record.length
    return None


def elements(value: Any, call: Call) -> Sequence | None:
    """A value as what iterating over it gives; None if it cannot be iterated, or nothing is known of it."""
    if isinstance(value, Sequence):
        return value
    if isinstance(value, Range):
        return Sequence(counter(call), len(value.concrete), "range")
    if isinstance(value, Array):
        return None if value.shape == () else Sequence(row_of(value, call), value.axis(0), "array")
    if isinstance(value, (Dataset, Generator)):
        count = value.cardinality if isinstance(value, Dataset) else value.length
        return Sequence(value.element, unknown_size("it never ends") if count is None else count, "generator")
    if isinstance(value, (str, tuple)):
        return _of_items(tuple(value), call)
    record = call.store.heap.get(value.id) if isinstance(value, Ref) else None
    return _of_record(record, call)


def _of_record(record: Any, call: Call) -> Sequence | None:
    if isinstance(record, SequenceRecord):
        return record.sequence
    if isinstance(record, (ListRecord, SetRecord)):
        return _of_items(record.items, call)
    if isinstance(record, IteratorRecord):
        return _of_items(record.items[record.position :], call)
    if isinstance(record, Table):
        if record.names is not None:
            return _of_items(record.names, call)
        return Sequence(unknown("the names of the columns are in the data", call.place), record.width)
    if isinstance(record, DictRecord):
        if record.open:
            size = unknown_size("the dictionary may have more entries")
            return Sequence(unknown("the keys of the dictionary are not all known", call.place), size)
        return _of_items(tuple(record.entries), call)
    return None


def _of_items(items: tuple[Any, ...], call: Call) -> Sequence:
    from seqlint.values.join import one_of

    element = one_of(items) if items else unknown("there are no items", call.place)
    return Sequence(element, len(items))


def counter(call: Call) -> Unknown:
    """The running number of a loop over an unknown count."""
    return unknown("it is the running number of a loop", call.place, integer=True)


def row_of(array: Array, call: Call) -> Any:
    """One row of an array, whichever."""
    if isinstance(array.shape, tuple):
        row = array.shape[1:]
        return array.then(call.place, "one of its rows", shape=row, image=array.image)
    return index(array, unknown_row(), call)


def unknown_row() -> Size:
    """The number of some row."""
    found = unknown_size("which row it is is not known")
    assert isinstance(found, Size)
    return found


class ShapeView:
    """`x.shape` of an array whose number of axes is not known; subscripts give sizes that stay the same.

    Attributes:
        shape: the unknown shape.
    """

    type_path = "numpy.UnknownShape"
    __slots__ = ("shape",)

    def __init__(self, shape: Any) -> None:
        self.shape = shape
