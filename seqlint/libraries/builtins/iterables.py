"""Iterables as the builtins see them, and the constructors of the container types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.array import Array
from seqlint.values.callee import callee, type_path
from seqlint.values.containers import DictRecord, IteratorRecord, ListRecord, Sequence, SequenceRecord, SetRecord
from seqlint.values.join import is_known, one_of
from seqlint.values.ops.elements import elements
from seqlint.values.ops.reducing import classes_of
from seqlint.values.shape import Dim, unknown_size
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call

MOST_ITEMS = 4096
"""Longer lists are known by one item that stands for all."""


def as_sequence(value: Any, call: Call) -> Sequence | None:
    """What iterating over a value gives: an item that stands for all and their number."""
    found = elements(value, call)
    if found is not None or isinstance(value, Unknown):
        return found
    from seqlint.libraries import find

    path = type_path(value, call.store.heap)
    callee_ = find(f"{path}.__iter__") if path is not None else None
    if callee_ is None:
        return None
    from seqlint.values.call import Argument, Arguments

    result = callee_.invoke(call, Arguments((Argument(value),)))
    return result if isinstance(result, Sequence) else None


def iterator(call: Call, items: tuple[Any, ...]) -> Any:
    """A new iterator over known items."""
    return call.store.new(IteratorRecord(items))


def new_list(call: Call, source: Any) -> Any:
    """A new list of what iterating over `source` gives."""
    items = call.items(source)
    if items is not None and len(items) <= MOST_ITEMS:
        return call.store.new(ListRecord(tuple(items)))
    found = Sequence(items[0], len(items)) if items else as_sequence(source, call)
    if found is None:
        element = unknown("the items of the list are not known", call.place)
        reason = source.reason if isinstance(source, Unknown) else "how many items there are is not known"
        return call.store.new(SequenceRecord(Sequence(element, unknown_size(reason))))
    return call.store.new(SequenceRecord(Sequence(found.element, found.length)))


@callee("builtins.list", lifted=False)
def list_(call: Call, iterable: Any = ()) -> Any:
    return new_list(call, iterable)


@callee("builtins.tuple", lifted=False)
def tuple_(call: Call, iterable: Any = ()) -> Any:
    items = call.items(iterable)
    if items is not None and len(items) <= MOST_ITEMS:
        return tuple(items)
    found = as_sequence(iterable, call)
    if found is None:
        return unknown("the items of the tuple are not known", call.place)
    return Sequence(found.element, found.length, "tuple")


@callee("builtins.set", "builtins.frozenset", lifted=False)
def set_(call: Call, iterable: Any = ()) -> Any:
    items = call.items(iterable)
    if items is not None and len(items) <= MOST_ITEMS and all(map(is_known, items)):
        try:
            return call.store.new(SetRecord(tuple(dict.fromkeys(items))))
        except TypeError:
            return unknown("these items cannot be in a set", call.place)
    if items is not None and isinstance(iterable, Array):
        from seqlint.values.ops.reducing import distinct

        values = distinct(call, iterable)
        if isinstance(values, Array) and isinstance(values.content, tuple):
            return call.store.new(SetRecord(values.content))
    found = as_sequence(iterable, call)
    element = unknown("the items of the set are not known", call.place) if found is None else found.element
    return Sequence(element, distinct_count(iterable), "set")


def distinct_count(value: Any) -> Dim:
    """How many different items there are."""
    if isinstance(value, Array):
        return classes_of(value)
    reason = value.reason if isinstance(value, Unknown) else "how many different items there are depends on the data"
    return unknown_size(reason)


@callee("builtins.dict", "collections.OrderedDict", raw=True, lifted=False)
def dict_(call: Call, arguments: Arguments) -> Any:
    entries: dict[Any, Any] = {}
    is_open = arguments.open is not None
    if arguments.positional:
        source = arguments.positional[0].value
        record = call.store.record(source, DictRecord)
        if record is not None:
            entries.update(record.entries)
            is_open = is_open or record.open
        else:
            is_open = not _add_pairs(call, entries, source) or is_open
    one_rule = is_open and arguments.positional and not entries
    element = _value_of_pairs(call, arguments.positional[0].value) if one_rule else None
    entries.update({name: argument.value for name, argument in arguments.keywords.items()})
    return call.store.new(DictRecord(entries, is_open, element=None if entries else element))


def _value_of_pairs(call: Call, source: Any) -> Any:
    """The value that stands for that of every key, where one pair stands for all."""
    pairs = as_sequence(source, call)
    one = pairs.element if pairs is not None else None
    return one[1] if isinstance(one, tuple) and len(one) == 2 else None


def _add_pairs(call: Call, entries: dict[Any, Any], source: Any) -> bool:
    """Add pairs of key and value; False if some are not known."""
    items = call.items(source)
    if items is None:
        return False
    for item in items:
        pair = call.items(item)
        if pair is None or len(pair) != 2 or not is_known(pair[0]):
            return False
        try:
            entries[pair[0]] = pair[1]
        except TypeError:
            return False
    return True


def joined(call: Call, record: ListRecord | SequenceRecord, more: Any) -> ListRecord | SequenceRecord:
    """A list's record with more items behind it."""
    items = call.items(more)
    if isinstance(record, ListRecord) and items is not None and len(record.items) + len(items) <= MOST_ITEMS:
        return ListRecord((*record.items, *items))
    one = as_sequence_of_record(call, record)
    other = (
        Sequence(one_of(items) if items else unknown("there are no items"), len(items))
        if items is not None
        else as_sequence(more, call)
    )
    if other is None:
        return SequenceRecord(
            Sequence(
                unknown("the items of the list are not known", call.place),
                unknown_size("how many items there are is not known"),
            )
        )
    parts = [each.element for each in (one, other) if each.length != 0]
    element = one_of(parts) if parts else unknown("the list is empty", call.place)
    runs = one.behind(items[0]) if items is not None and len(items) == 1 else ()
    return SequenceRecord(Sequence(element, one.length + other.length, runs=runs))


def as_sequence_of_record(call: Call, record: ListRecord | SequenceRecord) -> Sequence:
    """A list's record as one item that stands for all."""
    if isinstance(record, SequenceRecord):
        return record.sequence
    element = one_of(record.items) if record.items else unknown("the list is empty", call.place)
    return Sequence(element, len(record.items))
