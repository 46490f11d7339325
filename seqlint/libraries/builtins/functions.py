"""Builtin functions: `len`, `range`, `int`, `sum`, `zip`, `enumerate` and others."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from seqlint.libraries.builtins.iterables import MOST_ITEMS, as_sequence, iterator, new_list
from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.containers import InstanceRecord, IteratorRecord, Range, Sequence, Slice
from seqlint.values.functions import Class, Function, Library, Method
from seqlint.values.inside import some_of
from seqlint.values.join import one_of
from seqlint.values.ops import binary
from seqlint.values.ops.elements import counter, length_of
from seqlint.values.ops.numbers import dim_of, integer_of, is_number, number_of
from seqlint.values.ops.reducing import reduce
from seqlint.values.ops.sizes import computed
from seqlint.values.shape import Dim, Open, Size, unknown_size
from seqlint.values.store import Ref
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call


@callee("builtins.len")
def len_(call: Call, obj: Any) -> Any:
    found = length_of(obj, call)
    if found is None and isinstance(record := call.store.record(obj, InstanceRecord), InstanceRecord):
        return _own_length(call, obj, record)
    if isinstance(found, Open):
        return unknown("Keras leaves this size open (`None`)", call.place)
    return remembered(call, obj, "its length is not known") if found is None else found


def _own_length(call: Call, value: Any, record: InstanceRecord) -> Any:
    """What an object of the program's own says of its length."""
    method = record.cls.lookup("__len__") if isinstance(record.cls, Class) else None
    if isinstance(method, Function):
        return call.call(Method(value, "__len__", method), [])
    items = call.items(value)
    return computed(call, "its length is not known") if items is None else len(items)


def remembered(call: Call, value: Any, reason: str, kind: str = "len") -> Any:
    """A number that belongs to an unknown value: the same each time that it is asked for."""
    if not isinstance(value, Unknown):
        return computed(call, reason)
    if kind not in value.memo:
        value.memo[kind] = computed(call, value.reason)
    return value.memo[kind]


@callee("builtins.range", raw=True)
def range_(call: Call, arguments: Arguments) -> Any:
    values = [each.value for each in arguments.positional]
    if not 1 <= len(values) <= 3 or arguments.open:
        return unknown("the ends of the range are not known", call.place)
    start, stop, step = (
        (0, values[0], 1) if len(values) == 1 else (values[0], values[1], values[2] if len(values) == 3 else 1)
    )
    dims = [dim_of(each) if not isinstance(each, float) else None for each in (start, stop, step)]
    if all(isinstance(each, int) for each in dims):
        low, high, stride = (int(each) for each in dims if isinstance(each, int))
        return Range(low, high, stride) if stride else unknown("the step of the range is 0", call.place)
    low_end, high_end, stride_end = dims
    if low_end is None or high_end is None or not isinstance(stride_end, int) or stride_end <= 0:
        return Sequence(counter(call), unknown_size("the ends of the range are not known"), "range")
    length = (high_end - low_end + stride_end - 1) // stride_end
    return Sequence(counter(call), length, "range")


@callee("builtins.int")
def int_(call: Call, x: Any = 0, base: Any = 10) -> Any:
    if isinstance(x, str):
        try:
            return (
                int(x, base)
                if isinstance(base, int) and x.strip()[:1].isalnum() and len(x) < MOST_DIGITS
                else int(x[:MOST_DIGITS])
            )
        except ValueError:
            return unknown(f"`int({x!r})` is no number", call.place)
    number = number_of(x)
    if number is not None:
        try:
            return int(number)
        except (ValueError, OverflowError):
            return unknown("it is no finite number", call.place)
    if isinstance(x, Size):
        return x
    return remembered(call, x, "its number is computed from the data", "int")


MOST_DIGITS = 400
"""Longest text that is read as a number."""


@callee("builtins.float")
def float_(call: Call, x: Any = 0.0) -> Any:
    number = number_of(x)
    try:
        if number is not None:
            return float(number)
        if isinstance(x, str):
            return float(x[:MOST_DIGITS])
    except (ValueError, OverflowError):
        return unknown("it is no number", call.place)
    if isinstance(x, Array):
        return x.then(call.place, "as float", dtype="float64", range=x.range)
    return remembered(call, x, "its number is not known", "float")


@callee("builtins.bool")
def bool_(call: Call, x: Any = False) -> Any:
    if is_number(x) or isinstance(x, (str, tuple)) or x is None:
        return bool(x)
    count = length_of(x, call)
    return bool(count) if isinstance(count, int) else unknown("whether it is true is not known", call.place)


@callee(
    "builtins.complex",
    "builtins.hash",
    "builtins.id",
    "builtins.vars",
    "builtins.dir",
    "builtins.callable",
    "builtins.object",
    "builtins.eval",
    "builtins.compile",
    "builtins.memoryview",
    "builtins.bytes",
    "builtins.bytearray",
    "builtins.issubclass",
)
def not_followed(call: Call, *args: Any, **kwargs: Any) -> Any:
    return unknown("seqlint does not follow this builtin", call.place)


@callee("builtins.hasattr")
def hasattr_(call: Call, obj: Any, name: Any) -> Any:
    """Whether Keras shows a name; of other objects it is not followed."""
    if isinstance(obj, Library) and isinstance(name, str) and obj.spelled:
        from seqlint.keras.absent import absent

        if absent(f"{obj.path}.{name}", f"{obj.spelled}.{name}", call.target) is not None:
            return False
    return unknown("whether it has the attribute is not followed", call.place)


@callee("builtins.open")
def open_(call: Call, file: Any = None, *args: Any, **kwargs: Any) -> Any:
    name = f"`{file}`" if isinstance(file, str) else "a file"
    return unknown(f"{name} is not in the program", call.place)


@callee("builtins.input")
def input_(call: Call, prompt: Any = "") -> Any:
    return unknown("it is typed in when the program runs", call.place)


@callee(
    "builtins.print",
    "builtins.exec",
    "builtins.exit",
    "builtins.quit",
    "builtins.breakpoint",
    "builtins.help",
    "builtins.setattr",
    "builtins.delattr",
    "builtins.display",
)
def nothing(call: Call, *args: Any, **kwargs: Any) -> Any:
    return None


@callee("builtins.abs")
def abs_(call: Call, x: Any) -> Any:
    if is_number(x):
        return abs(x)
    if isinstance(x, Array):
        from seqlint.values.ops.elementwise import apply, magnitude

        return apply(call, x, "abs", magnitude, dtype="same")
    return computed(call, "its number is not known")


@callee("builtins.round")
def round_(call: Call, number: Any, ndigits: Any = None) -> Any:
    plain = number_of(number)
    if plain is not None and (ndigits is None or (isinstance(ndigits, int) and abs(ndigits) <= MOST_DIGITS)):
        try:
            return round(plain, ndigits)
        except (ValueError, OverflowError):
            return unknown("it is no finite number", call.place)
    return number if isinstance(number, Size) else remembered(call, number, "its number is not known", "round")


MOST_DIGITS = 400
"""To more digits than a float has Python may compute for ever."""


@callee("builtins.pow")
def pow_(call: Call, base: Any, exp: Any, mod: Any = None) -> Any:
    return binary("**", base, exp, call) if mod is None else computed(call, "its number is not known")


@callee("builtins.divmod")
def divmod_(call: Call, x: Any, y: Any) -> Any:
    return binary("//", x, y, call), binary("%", x, y, call)


@callee("builtins.sum")
def sum_(call: Call, iterable: Any, start: Any = 0) -> Any:
    if isinstance(iterable, Array):
        return reduce(call, "sum", iterable, 0 if iterable.rank != 1 else None)
    items = call.items(iterable)
    if items is None or len(items) > MOST_ITEMS or not all(is_number(item) or isinstance(item, Size) for item in items):
        return computed(call, "the numbers that are summed are not known")
    total: Any = start
    for item in items:
        total = binary("+", total, item, call)
    return total


def _extreme(call: Call, name: str, arguments: Arguments) -> Any:
    values: Any = [each.value for each in arguments.positional]
    if "key" in arguments.keywords and not arguments.open:
        return _by_key(call, name, arguments)
    if arguments.open or not values:
        return computed(call, "which one it is depends on the data")
    if len(values) == 1:
        if isinstance(values[0], Array):
            return reduce(call, name, values[0])
        values = call.items(values[0])
    if values and len(values) <= MOST_ITEMS:
        numbers = [number_of(value) for value in values]
        if all(number is not None for number in numbers):
            return (max if name == "max" else min)(number for number in numbers if number is not None)
        if all(isinstance(value, str) for value in values):
            return (max if name == "max" else min)(values)
        if len(values) == 1:
            return values[0]
    return computed(call, "which one it is depends on the data")


def _by_key(call: Call, name: str, arguments: Arguments) -> Any:
    """The item for which the key function gives the greatest or smallest number or text."""
    values: Any = [each.value for each in arguments.positional]
    items = call.items(values[0]) if len(values) == 1 else values
    if not items or len(items) > MOST_KEYS:
        return unknown("which one it is depends on the data", call.place)
    keys = [call.call(arguments.keywords["key"].value, [item]) for item in items]
    numbers: Any = keys if all(isinstance(key, str) for key in keys) else [number_of(key) for key in keys]
    if any(number is None for number in numbers):
        return unknown("which one it is depends on the data", call.place)
    return items[numbers.index((max if name == "max" else min)(numbers))]


MOST_KEYS = 64
"""For more items a key function is not called."""


@callee("builtins.max", raw=True, lifted=False)
def max_(call: Call, arguments: Arguments) -> Any:
    return _extreme(call, "max", arguments)


@callee("builtins.min", raw=True, lifted=False)
def min_(call: Call, arguments: Arguments) -> Any:
    return _extreme(call, "min", arguments)


def _truths(call: Call, iterable: Any, name: str) -> Any:
    items = call.items(iterable)
    if isinstance(iterable, Array) and items is None:
        return reduce(call, name, iterable)
    if items is not None and all(is_number(item) or isinstance(item, (str, tuple)) or item is None for item in items):
        return any(items) if name == "any" else all(items)
    return unknown("whether it holds depends on the data", call.place)


@callee("builtins.any")
def any_(call: Call, iterable: Any) -> Any:
    return _truths(call, iterable, "any")


@callee("builtins.all")
def all_(call: Call, iterable: Any) -> Any:
    return _truths(call, iterable, "all")


@callee("builtins.slice", raw=True)
def slice_(call: Call, arguments: Arguments) -> Any:
    values = [each.value for each in arguments.positional]
    if len(values) == 1:
        return Slice(None, values[0], None)
    return (
        Slice(values[0], values[1], values[2] if len(values) > 2 else None)
        if 2 <= len(values) <= 3
        else unknown("the slice is not known", call.place)
    )


@callee("builtins.enumerate", lifted=False)
def enumerate_(call: Call, iterable: Any, start: Any = 0) -> Any:
    items = call.items(iterable)
    if items is not None and len(items) <= MOST_ITEMS:
        first = integer_of(start)
        if first is not None:
            return iterator(call, tuple((first + at, item) for at, item in enumerate(items)))
    found = as_sequence(iterable, call)
    if found is None:
        return Sequence(
            (counter(call), unknown("the items are not known", call.place)),
            unknown_size("how many items there are is not known"),
            "generator",
        )
    return Sequence((counter(call), found.element), found.length, "generator")


@callee("builtins.zip", raw=True, lifted=False)
def zip_(call: Call, arguments: Arguments) -> Any:
    values = [each.value for each in arguments.positional]
    if arguments.open:
        return unknown("what is zipped is not known", call.place)
    lists = [call.items(value) for value in values]
    if all(items is not None and len(items) <= MOST_ITEMS for items in lists):
        return iterator(call, tuple(zip(*(items for items in lists if items is not None), strict=False)))
    found = [as_sequence(value, call) for value in values]
    element = tuple(unknown("the items are not known", call.place) if each is None else each.element for each in found)
    return Sequence(element, _shortest([each.length if each is not None else None for each in found]), "generator")


def _shortest(lengths: list[Dim | None]) -> Dim:
    known = [length for length in lengths if length is not None]
    if len(known) == len(lengths) and known:
        if all(length == known[0] for length in known):
            return known[0]
        if all(isinstance(length, int) for length in known):
            return min(int(length) for length in known if isinstance(length, int))
    return unknown_size("which of the zipped is the shortest is not known")


MOST_CALLS = 64
"""More items than this are mapped as one that stands for all."""


@callee("builtins.map", raw=True, lifted=False)
def map_(call: Call, arguments: Arguments) -> Any:
    values = [each.value for each in arguments.positional]
    if arguments.open or len(values) < 2:
        return unknown("what is mapped is not known", call.place)
    function, sources = values[0], values[1:]
    lists = [call.items(source) for source in sources]
    if all(items is not None and len(items) <= MOST_CALLS for items in lists):
        rounds = zip(*(items for items in lists if items is not None), strict=False)
        return iterator(call, tuple(call.call(function, list(each)) for each in rounds))
    found = [as_sequence(source, call) for source in sources]
    given = [unknown("the items are not known", call.place) if each is None else each.element for each in found]
    length = _shortest([each.length if each is not None else None for each in found])
    return Sequence(call.call(function, given), length, "generator")


@callee("builtins.filter", lifted=False)
def filter_(call: Call, function: Any, iterable: Any) -> Any:
    items = call.items(iterable)
    if items is not None and len(items) <= MOST_CALLS:
        truths = [call.call(function, [item]) if function is not None else item for item in items]
        if all(is_number(truth) or isinstance(truth, (str, tuple)) or truth is None for truth in truths):
            return iterator(call, tuple(item for item, truth in zip(items, truths, strict=True) if truth))
        return Sequence(one_of(items), unknown_size("how many pass the filter depends on the data"), "generator")
    found = as_sequence(iterable, call)
    if found is None:
        return unknown("what is filtered is not known", call.place)
    element = some_of(found.element)
    return Sequence(element, unknown_size("how many pass the filter depends on the data"), "generator")


@callee("builtins.sorted", lifted=False)
def sorted_(call: Call, iterable: Any, *, key: Any = None, reverse: Any = False) -> Any:
    items = call.items(iterable)
    if items is not None and key is None and isinstance(reverse, bool):
        try:
            if all(is_number(item) or isinstance(item, str) for item in items):
                return new_list(call, tuple(sorted(items, reverse=reverse)))
            firsts = [item[0] for item in items if isinstance(item, tuple) and item]
            if len(firsts) == len(items) == len(set(firsts)) and all(isinstance(first, (int, str)) for first in firsts):
                return new_list(call, tuple(sorted(items, key=itemgetter(0), reverse=reverse)))
        except TypeError:
            return unknown("these items cannot be compared", call.place)
    return new_list(call, iterable if items is None else Sequence(one_of(items), len(items)) if items else ())


@callee("builtins.reversed", lifted=False)
def reversed_(call: Call, sequence: Any) -> Any:
    items = call.items(sequence)
    if items is not None:
        return iterator(call, tuple(reversed(tuple(items))))
    return as_sequence(sequence, call) or unknown("what is reversed is not known", call.place)


@callee("builtins.iter", lifted=False)
def iter_(call: Call, source: Any, sentinel: Any = None) -> Any:
    items = None if isinstance(source, Array) else call.items(source)
    if items is not None:
        return iterator(call, tuple(items))
    return as_sequence(source, call) or unknown("what is iterated is not known", call.place)


@callee("builtins.next", lifted=False)
def next_(call: Call, source: Any, default: Any = None) -> Any:
    record = call.store.record(source, IteratorRecord)
    if record is not None and isinstance(source, Ref):
        if record.position < len(record.items):
            call.store[source] = IteratorRecord(record.items, record.position + 1)
            return record.items[record.position]
        return unknown("the iterator has no more items", call.place) if default is None else default
    found = as_sequence(source, call)
    return unknown("what the iterator gives is not known", call.place) if found is None else found.element


@callee("builtins.chr", "builtins.ord", "builtins.hex", "builtins.bin", "builtins.oct", "builtins.ascii")
def characters(call: Call, x: Any) -> Any:
    return unknown("seqlint does not follow characters and their numbers", call.place)
