"""Methods of lists, dictionaries, sets and tuples: what changes a container puts a new record into the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.libraries.builtins.iterables import as_sequence, as_sequence_of_record, iterator, joined, new_list
from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.containers import DictRecord, ListRecord, Sequence, SequenceRecord, SetRecord
from seqlint.values.join import is_known, one_of, same
from seqlint.values.ops.making import MOST_CLASSES
from seqlint.values.ops.numbers import dim_of
from seqlint.values.shape import unknown_size
from seqlint.values.store import Ref
from seqlint.values.unknown import OneOf, Unknown, among, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call


def _list(call: Call, value: Any) -> ListRecord | SequenceRecord | None:
    record = call.store.heap.get(value.id) if isinstance(value, Ref) else None
    return record if isinstance(record, (ListRecord, SequenceRecord)) else None


@callee("builtins.list.append", "collections.deque.append", lifted=False)
def append(call: Call, self: Any, object: Any) -> Any:
    record = _list(call, self)
    if record is not None:
        call.store[self] = joined(call, record, (object,))
    return None


@callee("builtins.list.extend", "builtins.list.__iadd__", lifted=False)
def extend(call: Call, self: Any, iterable: Any) -> Any:
    record = _list(call, self)
    if record is not None:
        call.store[self] = joined(call, record, iterable)
    return None


@callee("builtins.list.insert", "collections.deque.appendleft", lifted=False)
def insert(call: Call, self: Any, index: Any, object: Any) -> Any:
    record = _list(call, self)
    if isinstance(record, ListRecord) and isinstance(index, int):
        items = list(record.items)
        items.insert(index, object)
        call.store[self] = ListRecord(tuple(items))
    elif record is not None:
        call.store[self] = joined(call, SequenceRecord(as_sequence_of_record(call, record)), (object,))
    return None


@callee("builtins.list.pop", lifted=False)
def pop(call: Call, self: Any, index: Any = -1) -> Any:
    record = _list(call, self)
    if isinstance(record, ListRecord) and isinstance(index, int):
        items = list(record.items)
        if not -len(items) <= index < len(items):
            return unknown("the list has no such item", call.place)
        found = items.pop(index)
        call.store[self] = ListRecord(tuple(items))
        return found
    if record is None:
        return unknown("the list is not known", call.place)
    sequence = as_sequence_of_record(call, record)
    call.store[self] = SequenceRecord(Sequence(sequence.element, sequence.length - 1))
    return sequence.element


@callee("builtins.list.popleft", lifted=False)
def pop_left(call: Call, self: Any) -> Any:
    """Of a deque, which is a list as far as it is followed."""
    return pop(call, self, 0)


@callee("builtins.list.appendleft", lifted=False)
def append_left(call: Call, self: Any, item: Any) -> Any:
    return insert(call, self, 0, item)


@callee("builtins.list.remove", lifted=False)
def remove(call: Call, self: Any, value: Any) -> Any:
    record = _list(call, self)
    if isinstance(record, ListRecord) and is_known(value):
        at = next((at for at, item in enumerate(record.items) if same(item, value)), None)
        if at is not None:
            call.store[self] = ListRecord(record.items[:at] + record.items[at + 1 :])
            return None
    if record is not None:
        sequence = as_sequence_of_record(call, record)
        call.store[self] = SequenceRecord(Sequence(sequence.element, sequence.length - 1))
    return None


@callee("builtins.list.clear", "builtins.set.clear", "builtins.dict.clear", lifted=False)
def clear(call: Call, self: Any) -> Any:
    record = call.store.heap.get(self.id) if isinstance(self, Ref) else None
    empty: list[tuple[Any, Any]] = [
        (ListRecord | SequenceRecord, ListRecord(())),
        (SetRecord, SetRecord(())),
        (DictRecord, DictRecord({})),
    ]
    found = next((each for kind, each in empty if isinstance(record, kind)), None)
    if found is not None:
        call.store[self] = found
    return None


@callee("builtins.list.reverse", lifted=False)
def reverse(call: Call, self: Any) -> Any:
    record = _list(call, self)
    if isinstance(record, ListRecord):
        call.store[self] = ListRecord(record.items[::-1])
    return None


@callee("builtins.list.sort", lifted=False)
def sort(call: Call, self: Any, *, key: Any = None, reverse: Any = False) -> Any:
    record = _list(call, self)
    if isinstance(record, ListRecord) and record.items:
        ordered = _sorted(record.items, reverse) if key is None else None
        known = ordered is not None
        call.store[self] = (
            ListRecord(ordered)
            if ordered is not None and known
            else SequenceRecord(as_sequence_of_record(call, record))
        )
    return None


def _sorted(items: tuple[Any, ...], reverse: Any) -> tuple[Any, ...] | None:
    if not isinstance(reverse, bool) or not all(isinstance(item, (bool, int, float, str)) for item in items):
        return None
    try:
        return tuple(sorted(items, reverse=reverse))
    except TypeError:
        return None


@callee("builtins.list.copy", "builtins.list.__copy__", lifted=False)
def copy(call: Call, self: Any) -> Any:
    return new_list(call, self)


def _places(call: Call, value: Any, wanted: Any) -> list[int] | None:
    """Where an item stands in a list; None if that is not known."""
    items = call.items(value)
    if items is None or not all(map(is_known, items)) or not is_known(wanted):
        return None
    return [at for at, item in enumerate(items) if same(item, wanted)]


@callee("builtins.list.index", "builtins.tuple.index")
def index(call: Call, self: Any, value: Any, start: Any = 0, stop: Any = None) -> Any:
    places = _places(call, self, value)
    if places and start == 0 and stop is None:
        return places[0]
    items = call.items(self)
    if places is None and items and 1 < len(items) < MOST_CLASSES and isinstance(value, (Unknown, Array)):
        return among("where it stands in the list depends on the data", call.place, 0, len(items) - 1)
    return unknown("where it stands in the list is not known", call.place, integer=True)


@callee("builtins.list.count", "builtins.tuple.count")
def count(call: Call, self: Any, value: Any) -> Any:
    places = _places(call, self, value)
    return unknown("how often it is in the list is not known", call.place) if places is None else len(places)


@callee(
    "builtins.list.__len__",
    "builtins.tuple.__len__",
    "builtins.dict.__len__",
    "builtins.str.__len__",
    "builtins.set.__len__",
)
def length(call: Call, self: Any) -> Any:
    from seqlint.libraries.builtins.functions import len_

    return len_(call, self)


def _dict(call: Call, value: Any) -> DictRecord | None:
    found = call.store.record(value, DictRecord)
    return found if isinstance(found, DictRecord) else None


def _entry(record: DictRecord | None, key: Any) -> Any:
    if record is None or not is_known(key):
        return unknown("the dictionary's entry is not known")
    try:
        if key in record.entries:
            return record.entries[key]
    except TypeError:
        return unknown("this cannot be a key")
    return unknown("the dictionary may have more entries") if record.open else None


@callee("builtins.dict.get", lifted=False)
def get(call: Call, self: Any, key: Any, default: Any = None) -> Any:
    record = _dict(call, self)
    if isinstance(key, OneOf):
        return one_of([get(call, self, each, default) for each in key.values])
    found = _entry(record, key)
    absent = found is None and record is not None and not record.open and key not in record.entries
    return default if absent else found


@callee("builtins.dict.setdefault", lifted=False)
def setdefault(call: Call, self: Any, key: Any, default: Any = None) -> Any:
    found = get(call, self, key, default)
    record = _dict(call, self)
    if record is not None and is_known(key) and not isinstance(key, Unknown) and not record.open:
        try:
            call.store[self] = DictRecord({**record.entries, key: found}, record.open)
        except TypeError:
            return unknown("this cannot be a key", call.place)
    return found


@callee("builtins.dict.pop", lifted=False)
def pop_entry(call: Call, self: Any, key: Any, default: Any = None) -> Any:
    found = get(call, self, key, default)
    record = _dict(call, self)
    if record is not None and is_known(key):
        try:
            rest = {name: value for name, value in record.entries.items() if name != key}
        except TypeError:
            return found
        call.store[self] = DictRecord(rest, record.open)
    elif record is not None:
        call.store[self] = DictRecord(record.entries, open=True)
    return found


@callee("builtins.dict.popitem", lifted=False)
def popitem(call: Call, self: Any, last: Any = True) -> Any:
    record = _dict(call, self)
    if record is None or record.open or not record.entries:
        return unknown("the dictionary's entries are not all known", call.place)
    *rest, item = record.entries.items()
    call.store[self] = DictRecord(dict(rest))
    return item


@callee("builtins.dict.update", "builtins.dict.__ior__", raw=True, lifted=False)
def update(call: Call, arguments: Arguments) -> Any:
    from seqlint.libraries.builtins.iterables import dict_
    from seqlint.values.call import Arguments as Given

    if not arguments.positional:
        return None
    receiver = arguments.positional[0].value
    record = _dict(call, receiver)
    more = _dict(call, dict_(call, Given(arguments.positional[1:], arguments.keywords, arguments.open)))
    if record is not None and more is not None:
        call.store[receiver] = DictRecord({**record.entries, **more.entries}, record.open or more.open)
    return None


def _view(call: Call, record: DictRecord | None, items: tuple[Any, ...], element: Any) -> Any:
    if record is not None and not record.open:
        return items
    return Sequence(element, unknown_size("the dictionary may have more entries"), "view")


@callee("builtins.dict.items")
def items(call: Call, self: Any) -> Any:
    record = _dict(call, self)
    anything = unknown("the dictionary's entries are not all known", call.place)
    return _view(call, record, tuple(record.entries.items()) if record else (), (anything, anything))


@callee("builtins.dict.keys")
def keys(call: Call, self: Any) -> Any:
    record = _dict(call, self)
    return _view(
        call, record, tuple(record.entries) if record else (), unknown("the keys are not all known", call.place)
    )


@callee("builtins.dict.values")
def values(call: Call, self: Any) -> Any:
    record = _dict(call, self)
    anything = unknown("the values are not all known", call.place)
    return _view(call, record, tuple(record.entries.values()) if record else (), anything)


@callee("builtins.dict.copy", lifted=False)
def copy_dict(call: Call, self: Any) -> Any:
    record = _dict(call, self)
    return unknown("the dictionary is not known", call.place) if record is None else call.store.new(record)


@callee("builtins.dict.fromkeys", lifted=False)
def fromkeys(call: Call, iterable: Any, value: Any = None) -> Any:
    found = call.items(iterable)
    if found is None or not all(map(is_known, found)):
        return call.store.new(DictRecord({}, open=True))
    try:
        return call.store.new(DictRecord(dict.fromkeys(found, value)))
    except TypeError:
        return unknown("these cannot be keys", call.place)


@callee("builtins.set.add", lifted=False)
def add(call: Call, self: Any, element: Any) -> Any:
    record = call.store.record(self, SetRecord)
    if record is not None and is_known(element):
        try:
            call.store[self] = SetRecord(tuple(dict.fromkeys((*record.items, element))))
        except TypeError:
            return None
    elif record is not None:
        size = unknown_size("how many different items there are depends on the data")
        call.store[self] = SequenceRecord(Sequence(element, size, "set"))
    return None


@callee("builtins.set.update", "builtins.set.discard", "builtins.set.remove", lifted=False)
def change(call: Call, self: Any, *args: Any) -> Any:
    record = call.store.record(self, SetRecord)
    if record is not None:
        size = unknown_size("how many different items there are depends on the data")
        element = one_of(record.items) if record.items else unknown("the items of the set are not known", call.place)
        call.store[self] = SequenceRecord(Sequence(element, size, "set"))
    return None


def _set_operation(name: str) -> None:
    @callee(f"builtins.set.{name}")
    def combine(call: Call, self: Any, other: Any = ()) -> Any:
        one, two = call.items(self), call.items(other)
        if one is None or two is None or not all(map(is_known, (*one, *two))):
            return unknown("the items of the set are not known", call.place)
        try:
            kept = getattr(set(one), name)(set(two))
        except TypeError:
            return unknown("these items cannot be in a set", call.place)
        return call.store.new(SetRecord(tuple(item for item in dict.fromkeys((*one, *two)) if item in kept)))


for _name in ("union", "intersection", "difference", "symmetric_difference"):
    _set_operation(_name)


@callee("builtins.tuple.__iter__", "builtins.list.__iter__")
def iterate(call: Call, self: Any) -> Any:
    found = call.items(self)
    return iterator(call, tuple(found)) if found is not None else unknown("the items are not known", call.place)


@callee("builtins.dict.most_common", lifted=False)
def most_common(call: Call, self: Any, n: Any = None) -> Any:
    """Pairs of an item and how often it comes, the commonest first."""
    record = call.store.record(self, DictRecord)
    if record is not None and not record.open and all(isinstance(each, int) for each in record.entries.values()):
        pairs = sorted(record.entries.items(), key=lambda pair: -pair[1])
        if n is None or isinstance(n, int):
            return call.store.new(ListRecord(tuple(pairs[: n if n is None or n >= 0 else 0])))
    found = as_sequence(self, call)
    item = found.element if found is not None else unknown("the items that are counted are in the data", call.place)
    pair = (item, unknown("how often it comes depends on the data", call.place, integer=True))
    size = dim_of(n) if n is not None else found.length if found is not None else None
    length = unknown_size("how many different items there are depends on the data") if size is None else size
    return call.store.new(SequenceRecord(Sequence(pair, length)))
