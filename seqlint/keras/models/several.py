"""Data in other forms than one array: several arrays in a list or dictionary, and what is no data at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.keras.models.mistaken import describe
from seqlint.values.array import Array
from seqlint.values.containers import DictRecord, ListRecord
from seqlint.values.functions import Class, Function
from seqlint.values.store import Ref

if TYPE_CHECKING:
    from seqlint.values.call import Bound, Call


class Several(msgspec.Struct, frozen=True, eq=False):
    """Arrays for several inputs or outputs.

    Attributes:
        names: the keys of a dictionary; None for a list or tuple.
        arrays: the arrays.
    """

    names: tuple[str, ...] | None
    arrays: tuple[Array, ...]


def several(call: Call, value: Any) -> Several | None:
    """What a list or tuple of two and more arrays holds, or a dictionary of arrays; None for anything else."""
    if type(value) is not tuple and type(value) is not Ref:
        return None
    record = call.store.heap.get(value.id) if isinstance(value, Ref) else None
    if isinstance(record, DictRecord):
        names, items = tuple(record.entries), tuple(record.entries.values())
        if record.open or not names or not all(isinstance(name, str) for name in names):
            return None
        return Several(names, items) if all(map(_is_array, items)) else None
    items = record.items if isinstance(record, ListRecord) else value if isinstance(value, tuple) else ()
    return Several(None, items) if len(items) > 1 and all(map(_is_array, items)) else None


def _is_array(value: Any) -> bool:
    """Whether a value is an array with at least one axis: a list of single numbers is one array."""
    return isinstance(value, Array) and bool(value.rank)


def strange(call: Call, value: Any) -> str:
    """What a value is, for a message, where it surely is no data; else an empty text."""
    if isinstance(value, (Function, Class, bool, int, float, str)):
        return describe(value, None)
    if isinstance(value, Array) and value.rank == 0 and value.library == "numpy":
        return "a single number"
    record = call.store.heap.get(value.id) if isinstance(value, Ref) else None
    return describe(value, record) if getattr(record, "type_path", "") == "keras.models.Model" else ""


def weighed(call: Call, bound: Bound) -> tuple[int, ...] | None:
    """The classes that `class_weight` gives a weight; None where that is not known."""
    value = bound.value("class_weight") if "class_weight" in bound.given else None
    record = call.store.heap.get(value.id) if isinstance(value, Ref) else None
    if not isinstance(record, DictRecord) or record.open or not record.entries:
        return None
    keys = tuple(record.entries)
    return tuple(int(key) for key in keys) if all(isinstance(key, (int, float)) for key in keys) else None
