"""Names that stand for objects: the strings that Keras' `get` functions accept, and the objects themselves.

A room of names (`activation`, `initializer`, `loss` …) is the module `seqlint.keras.<room>s`. It offers
`lookup(name, target)` (the entry that a string names, or None) and `names(target)` (all strings that Keras accepts).
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from seqlint.values.array import Array, is_numpys
from seqlint.values.containers import DictRecord, ListRecord, SetRecord
from seqlint.values.functions import Function, Library, Partial
from seqlint.values.refusal import Refused, UnknownName
from seqlint.values.shape import Size
from seqlint.values.store import Ref
from seqlint.values.unknown import OneOf, Unknown

if TYPE_CHECKING:
    from seqlint.keras.kinds import Context
    from seqlint.values.call import Bound, Call
    from seqlint.values.target import Target


class Entry(Protocol):
    """One named thing: an activation, a loss, an optimizer. Rooms add their own facts."""

    @property
    def name(self) -> str:
        """Its canonical name, in Keras' spelling (`relu`, `Adam`, `categorical_crossentropy`)."""

    @property
    def doc(self) -> str:
        """Its card: first line a summary, then what a beginner needs."""


class Named(msgspec.Struct, frozen=True):
    """An object of a room of names, however the program wrote it: a string, a class instance, a function.

    Attributes:
        room: "activation", "loss" …
        name: the entry's canonical name.
        entry: the entry.
        bound: the arguments it was made with; None for a bare name.
    """

    room: str
    name: str
    entry: Any
    bound: Bound | None = None

    def argument(self, name: str, default: Any = None) -> Any:
        """An argument that the object was made with."""
        if self.bound is None or name not in self.bound.names():
            return default
        return self.bound.value(name)


@cache
def room_module(room: str) -> Any:
    """The module that holds a room's entries."""
    return import_module(f"seqlint.keras.{plural(room)}")


def plural(room: str) -> str:
    """The module's name of a room."""
    return f"{room}{'es' if room.endswith('s') else 's'}"


def lookup(room: str, name: str, target: Target) -> Entry | None:
    """The entry that a string names for the targeted Keras."""
    found: Entry | None = room_module(room).lookup(name, target)
    return found


_ONE = frozenset({"activation", "initializer", "regularizer", "constraint"})
"""Rooms of which an argument names one thing, never a list."""


def resolve(room: str, value: Any, context: Context) -> Any:
    """A value as a `Named`, None, or what it is (a function of the program, an unknown).

    Raises:
        Refused: if it is a string that names nothing, or no possible value.
    """
    if value is None or isinstance(value, (Unknown, OneOf, Named, Function, Partial)):
        return value
    if isinstance(value, str):
        entry = lookup(room, value, context.call.target)
        if entry is None and room == "regularizer" and context.call.target.major < 3:
            return value  # Keras 2 keeps a text that names nothing, and calls it when it trains
        if entry is None:
            names = room_module(room).names(context.call.target)
            raise Refused(UnknownName, context.argument, kind=room, name=value, names=tuple(names))
        return Named(room, entry.name, entry)
    if isinstance(value, Library):
        inside = value.path.startswith(f"keras.{plural(room)}.")
        entry = lookup(room, value.name, context.call.target) if inside else None
        return value if entry is None else Named(room, entry.name, entry)
    if isinstance(value, Ref):
        return _held(room, value, context)
    if room == "initializer" and isinstance(value, Array) and context.call.target.major < 3:
        raise context.refuse(value, "the name of a Keras initializer or an object of it")
    number = room in _ONE and room != "initializer" and is_numpys(value)
    if number or (isinstance(value, (bool, int, float, tuple, Size)) and not isinstance(value, Array)):
        raise context.refuse(value, f"the name of a Keras {room} or an object of it")
    return value


def _held(room: str, value: Ref, context: Context) -> Any:
    """An object of the store.

    Raises:
        Refused: if it is no possible value.
    """
    from seqlint.keras.layer.record import Layer

    record = context.call.store.heap.get(value.id)
    config = isinstance(record, DictRecord) and not record.open and "class_name" not in record.entries
    if room in _ONE and (config or isinstance(record, (ListRecord, SetRecord))):
        raise context.refuse(value, f"the name of one Keras {room} or an object of it")
    if room == "initializer" and isinstance(record, Layer):
        keras = "ValueError: Only input tensors may be passed as positional arguments."
        raise context.refuse(value, "the name of a Keras initializer, not a layer", keras).when_applied()
    return as_named(value, context.call) or value


def as_named(value: Any, call: Call) -> Named | None:
    """The `Named` behind an object of the store (an optimizer, a loss instance, a layer used as activation)."""
    record = call.store.heap.get(value.id) if isinstance(value, Ref) else None
    named = getattr(record, "named", record)
    return named if isinstance(named, Named) else None
