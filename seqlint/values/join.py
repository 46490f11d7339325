"""One value for several paths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.values.array import Array
from seqlint.values.containers import DictRecord, InstanceRecord, ListRecord, Sequence, SequenceRecord, SetRecord
from seqlint.values.shape import Size, join_shapes
from seqlint.values.store import Ref
from seqlint.values.unknown import MOST_ALTERNATIVES, OneOf, Unknown, unknown

if TYPE_CHECKING:
    from collections.abc import Iterable


def same(left: Any, right: Any) -> bool:
    """Whether two values are known to be the same, types included (`True` is not `1`)."""
    if left is right:
        return True
    if type(left) is not type(right):
        return False
    if isinstance(left, tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, (Array, Unknown, Sequence)):
        return False
    return bool(left == right)


def one_of(values: Iterable[Any]) -> Any:
    """The value that is one of these: the value itself where all are the same.

    An `Unknown` among them makes the result unknown; arrays join axis by axis, tuples of arrays item by item.
    """
    flat: list[Any] = []
    arrays = True
    for value in values:
        for each in value.values if isinstance(value, OneOf) else (value,):
            if isinstance(each, Unknown):
                return each
            too_many = not arrays and len(flat) > MOST_ALTERNATIVES
            if not too_many and not any(same(each, other) for other in flat):
                flat.append(each)
                arrays = arrays and isinstance(each, Array)
    if not flat:
        return unknown("no path gives it a value")
    if len(flat) == 1:
        return flat[0]
    if arrays:
        return join_arrays(flat)
    if _rows_of_arrays(flat):
        return tuple(join_arrays(list(each)) for each in zip(*flat, strict=True))
    if len(flat) > MOST_ALTERNATIVES:
        return unknown(f"it differs on more than {MOST_ALTERNATIVES} paths")
    return OneOf(tuple(flat))


def _rows_of_arrays(values: list[Any]) -> bool:
    """Whether they are tuples of equal length that hold arrays alone, such as the batches of a generator."""
    return all(
        isinstance(each, tuple) and len(each) == len(values[0]) and all(isinstance(item, Array) for item in each)
        for each in values
    )


def join_arrays(arrays: list[Array]) -> Array:
    """One array for several: what they agree on."""
    result = arrays[0]
    for other in arrays[1:]:
        agree = result.range == other.range
        written = None if agree and result.labels == other.labels else _written(result, other)
        if written is not None:
            result = written
            continue
        result = Array(
            shape=join_shapes(result.shape, other.shape, "it differs between paths"),
            dtype=result.dtype if result.dtype == other.dtype else None,
            range=result.range if agree else None,
            labels=result.labels if result.labels == other.labels else None,
            library=result.library if result.library == other.library else None,
            content=result.content if agree and same(result.content, other.content) else None,
            history=result.history,
            image=result.image and other.image,
            depth=result.depth,
        )
    return result


def _written(one: Array, other: Array) -> Array | None:
    """The array into which one path wrote labels, and the other path others or none; None for any other two."""
    if one.labels is None and other.labels is None:
        return None
    from seqlint.values.ops.marking import of_paths

    return of_paths(one, other)


def join_records(records: list[Any]) -> Any:
    """One record of the store for several paths.

    Records that know how to join (`join(other)`) do it themselves; lists join item by item.
    """
    result = records[0]
    for other in records[1:]:
        result = _join_two(result, other)
    return result


def _join_two(left: Any, right: Any) -> Any:
    if left is right or same(left, right):
        return left
    own = getattr(left, "join", None) if isinstance(left, msgspec.Struct) else None
    if own is not None and type(left) is type(right):
        return own(right)
    if isinstance(left, ListRecord) and isinstance(right, ListRecord):
        if len(left.items) == len(right.items):
            return ListRecord(tuple(one_of(pair) for pair in zip(left.items, right.items, strict=True)))
        return _varying(left.items + right.items)
    if isinstance(left, (ListRecord, SequenceRecord)) and isinstance(right, (ListRecord, SequenceRecord)):
        return _varying(_items(left) + _items(right))
    if isinstance(left, DictRecord) and isinstance(right, DictRecord):
        entries = {key: one_of([left.entries[key], right.entries[key]]) for key in left.entries if key in right.entries}
        return DictRecord(
            entries, open=left.open or right.open or len(entries) < max(len(left.entries), len(right.entries))
        )
    if isinstance(left, InstanceRecord) and isinstance(right, InstanceRecord) and left.cls is right.cls:
        both = {name: one_of([value, right.attributes[name]]) for name, value in left.attributes.items()
                if name in right.attributes}  # fmt: skip
        return InstanceRecord(left.cls, {**left.attributes, **right.attributes, **both})
    if isinstance(left, SetRecord) and isinstance(right, SetRecord):
        return unknown("the set differs between paths")
    return unknown("it differs between paths")


def _items(record: ListRecord | SequenceRecord) -> tuple[Any, ...]:
    return record.items if isinstance(record, ListRecord) else (record.sequence.element,)


def _varying(items: tuple[Any, ...]) -> SequenceRecord:
    size = unknown("the number of items differs between paths").size()
    return SequenceRecord(Sequence(one_of(items) if items else unknown("the list is empty on one path"), size))


def refs_in(value: Any) -> list[Ref]:
    """The objects of the store that a value mentions directly."""
    if isinstance(value, Ref):
        return [value]
    if isinstance(value, OneOf):
        return [ref for each in value.values for ref in refs_in(each)]
    if isinstance(value, tuple):
        return [ref for each in value for ref in refs_in(each)]
    return []


def replace(record: Any, **changes: Any) -> Any:
    """A record with some fields changed."""
    return msgspec.structs.replace(record, **changes)


def is_known(value: Any) -> bool:
    """Whether a value is one constant."""
    return not isinstance(value, (Unknown, OneOf, Array, Size, Sequence, Ref))
