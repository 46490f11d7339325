"""`itertools`, `functools`, `collections` and `copy`."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from seqlint.libraries.builtins.iterables import MOST_ITEMS, as_sequence, distinct_count, iterator
from seqlint.values.callee import callee
from seqlint.values.containers import (
    DictRecord,
    InstanceRecord,
    IteratorRecord,
    ListRecord,
    Sequence,
    SequenceRecord,
    SetRecord,
)
from seqlint.values.functions import Function, Library, Partial
from seqlint.values.join import one_of
from seqlint.values.ops import binary
from seqlint.values.ops.numbers import dim_of, number_of
from seqlint.values.shape import product, unknown_size
from seqlint.values.store import Ref
from seqlint.values.table import Table
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call


@callee("functools.partial", raw=True, lifted=False)
def partial(call: Call, arguments: Arguments) -> Any:
    from seqlint.values.call import Arguments as Given

    if not arguments.positional:
        return unknown("which function is prepared is not known", call.place)
    rest = Given(arguments.positional[1:], arguments.keywords, arguments.open)
    return Partial(arguments.positional[0].value, (rest,))


@callee("functools.reduce", lifted=False)
def reduce(call: Call, function: Any, iterable: Any, initial: Any = None) -> Any:
    items = call.items(iterable)
    if items is None or len(items) > MOST_CALLS or (initial is None and not items):
        return unknown("what is reduced is not known", call.place)
    total = items[0] if initial is None else initial
    for item in items[1:] if initial is None else items:
        total = call.call(function, [total, item])
    return total


MOST_CALLS = 64
"""Longer reductions are not run."""


@callee("functools.wraps", lifted=False)
def wraps(call: Call, wrapped: Any, *args: Any, **kwargs: Any) -> Any:
    """A decorator that changes a function's name and nothing else."""
    return Library("functools.wraps")


@callee("functools.lru_cache", "functools.cache", "functools.singledispatch", lifted=False)
def decorator(call: Call, function: Any = None, *args: Any, **kwargs: Any) -> Any:
    if isinstance(function, Function):
        return function
    return Library("functools.lru_cache")


@callee("itertools.chain", raw=True, lifted=False)
def chain(call: Call, arguments: Arguments) -> Any:
    if arguments.open is not None:
        return unknown("what is chained is not known one by one", call.place)
    return _chained(call, [each.value for each in arguments.positional])


@callee("itertools.chain.from_iterable", lifted=False)
def from_iterable(call: Call, iterable: Any) -> Any:
    items = call.items(iterable)
    if items is not None:
        return _chained(call, list(items))
    outer = as_sequence(iterable, call)
    inner = as_sequence(outer.element, call) if outer is not None else None
    if outer is None or inner is None:
        return unknown("what is chained is not known", call.place)
    return Sequence(inner.element, outer.length * inner.length, "generator")


def _chained(call: Call, sources: list[Any]) -> Any:
    lists = [call.items(source) for source in sources]
    if all(items is not None and len(items) <= MOST_ITEMS for items in lists):
        return iterator(call, tuple(item for items in lists for item in items or ()))
    found = [as_sequence(source, call) for source in sources]
    known = [each for each in found if each is not None]
    if len(known) != len(found) or not known:
        return unknown("what is chained is not known", call.place)
    length = known[0].length
    for each in known[1:]:
        length = length + each.length
    return Sequence(one_of([each.element for each in known]), length, "generator")


@callee("itertools.product", raw=True, lifted=False)
def product_(call: Call, arguments: Arguments) -> Any:
    lists = [call.items(each.value) for each in arguments.positional]
    if arguments.keywords or arguments.open or any(items is None for items in lists):
        return unknown("what is combined is not known", call.place)
    known = [items for items in lists if items is not None]
    total = product(len(items) for items in known)
    if not isinstance(total, int) or total > MOST_ITEMS:
        element = tuple(one_of(items) if items else unknown("there are no items") for items in known)
        return Sequence(element, total, "generator")
    rows: list[tuple[Any, ...]] = [()]
    for items in known:
        rows = [(*row, item) for row in rows for item in items]
    return iterator(call, tuple(rows))


@callee("itertools.islice", raw=True, lifted=False)
def islice(call: Call, arguments: Arguments) -> Any:
    if not 2 <= len(arguments.positional) <= 4 or arguments.open:
        return unknown("what is taken is not known", call.place)
    iterable, *args = (argument.value for argument in arguments.positional)
    record = call.store.record(iterable, IteratorRecord)
    bounds = slice(*args) if all(each is None or _is_bound(each) for each in args) else None
    if bounds is not None and bounds.step != 0 and (items := call.items(iterable)) is not None:
        if record is not None and bounds.stop is not None:
            taken = min(len(record.items), record.position + bounds.stop)
            call.store[iterable] = IteratorRecord(record.items, taken)
        return iterator(call, tuple(items[bounds]))
    found = as_sequence(iterable, call)
    if found is None:
        return unknown("what is taken is not known", call.place)
    return Sequence(found.element, unknown_size("how many are taken is not worked out"), "generator")


def _is_bound(value: Any) -> bool:
    """Whether a value can be a bound of a slice of an iterator."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


@callee("itertools.repeat", lifted=False)
def repeat(call: Call, object: Any, times: Any = None) -> Any:
    count = number_of(times) if times is not None else None
    if count is not None and 0 <= count <= MOST_CALLS:
        return iterator(call, (object,) * int(count))
    return Sequence(object, unknown_size("it repeats without end"), "generator")


@callee("itertools.accumulate", lifted=False)
def accumulate(call: Call, iterable: Any, func: Any = None, *, initial: Any = None) -> Any:
    items = call.items(iterable)
    if items is None or len(items) > (MOST_ITEMS if func is None else MOST_CALLS):
        return unknown("the running totals are not known", call.place)
    first, rest = (items[:1], items[1:]) if initial is None else ((initial,), items)
    totals = list(first)
    for item in rest:
        totals.append(binary("+", totals[-1], item, call) if func is None else call.call(func, [totals[-1], item]))
    return iterator(call, tuple(totals))


@callee("itertools.pairwise", lifted=False)
def pairwise(call: Call, iterable: Any) -> Any:
    items = call.items(iterable)
    if items is None or len(items) > MOST_ITEMS:
        return unknown("what is paired is not known", call.place)
    return iterator(call, tuple(itertools.pairwise(items)))


@callee("itertools.zip_longest", raw=True, lifted=False)
def zip_longest(call: Call, arguments: Arguments) -> Any:
    rows = [call.items(each.value) for each in arguments.positional]
    known = [row for row in rows if row is not None]
    longest = max((len(row) for row in known), default=0)
    if len(known) < len(rows) or arguments.open or longest > MOST_ITEMS:
        return unknown("what is paired is not known", call.place)
    filler = arguments.value(None, "fillvalue")
    return iterator(call, tuple(tuple(row[at] if at < len(row) else filler for row in known) for at in range(longest)))


@callee("itertools.starmap", lifted=False)
def starmap(call: Call, function: Any, iterable: Any) -> Any:
    items = call.items(iterable)
    parts = None if items is None or len(items) > MOST_CALLS else [call.items(item) for item in items]
    if parts is None or any(part is None for part in parts):
        return unknown("what the function is called with is not known", call.place)
    return iterator(call, tuple(call.call(function, list(part)) for part in parts if part is not None))


@callee("collections.Counter")
def counter(call: Call, iterable: Any = None, **kwargs: Any) -> Any:
    items = call.items(iterable) if iterable is not None else ()
    if items is not None and all(isinstance(item, (str, int, float)) for item in items):
        counts: dict[Any, Any] = {}
        for item in items:
            counts[item] = counts.get(item, 0) + 1
        return call.store.new(DictRecord(counts))
    key = unknown("the items that are counted are in the data", call.place)
    return call.store.new(SequenceRecord(Sequence(key, distinct_count(iterable), "dict")))


@callee("collections.defaultdict")
def defaultdict(call: Call, default_factory: Any = None, *args: Any, **kwargs: Any) -> Any:
    return call.store.new(DictRecord({}, open=bool(args or kwargs), default=default_factory))


@callee("collections.deque", lifted=False)
def deque(call: Call, iterable: Any = (), maxlen: Any = None) -> Any:
    items = call.items(iterable)
    limit = MOST_ITEMS if maxlen is None else dim_of(maxlen)
    if items is not None and isinstance(limit, int) and len(items) < LEAST_LIMIT <= limit:
        return call.store.new(ListRecord(tuple(items)))
    return unknown("seqlint does not follow a deque with a low limit", call.place)


LEAST_LIMIT = 1_000
"""A deque that drops items from here on is a list as far as it is followed."""


@callee("copy.copy", "copy.deepcopy", lifted=False)
def copy(call: Call, x: Any, memo: Any = None) -> Any:
    record = call.store.heap.get(x.id) if isinstance(x, Ref) else None
    if isinstance(record, (ListRecord, SequenceRecord, DictRecord, SetRecord, InstanceRecord, Table)):
        return call.store.new(record)
    if isinstance(x, Ref):
        return unknown("seqlint does not follow copies of this object", call.place)
    return x
