"""Values whose items come into another order, in place or not."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.values.array import Array
from seqlint.values.containers import ListRecord, Sequence, SequenceRecord
from seqlint.values.join import one_of
from seqlint.values.store import Ref
from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    from seqlint.values.call import Argument, Arguments, Call


class Changed(msgspec.Struct, frozen=True, eq=False):
    """What a call gives that changes an array in place: arrays have no identity, so its name has to be bound again.

    Attributes:
        argument: the argument that was changed.
        value: what it is after the call.
    """

    argument: Argument
    value: Any


def mixed(call: Call, array: Array) -> Array:
    """An array with its rows in an order that is not known."""
    return array.then(call.place, "shuffled", labels=array.labels, image=array.image)


def mix_in_place(call: Call, arguments: Arguments) -> Changed | None:
    """`shuffle(x)`: a list of the store changes here, an array where the caller binds it."""
    argument = arguments.get(0, "x")
    value = None if argument is None else argument.value
    if argument is None or isinstance(value, Unknown):
        return None
    if isinstance(value, Array):
        return Changed(argument, mixed(call, value))
    record = call.store.heap.get(value.id) if isinstance(value, Ref) else None
    if isinstance(value, Ref) and isinstance(record, ListRecord) and len(record.items) > 1:
        plain = all(isinstance(item, bool | int | float | str) for item in record.items)
        rows = Sequence(one_of(record.items), len(record.items))
        call.store[value] = SequenceRecord(rows) if plain else ListRecord(_apart(record.items))
    if isinstance(value, Ref) and isinstance(record, SequenceRecord):
        call.store[value] = SequenceRecord(msgspec.structs.replace(record.sequence, runs=()))
    return None


def _apart(items: tuple[Any, ...]) -> tuple[Any, ...]:
    """The items in one of the orders that a shuffle may give: neighbours stand apart."""
    count = len(items)
    step = next((each for each in range(max(2, int(count * _GOLDEN)), count) if gcd(each, count) == 1), 1)
    return tuple(items[(step * (place + 1)) % count] for place in range(count))


_GOLDEN = 0.618
