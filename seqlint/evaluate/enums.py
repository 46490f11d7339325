"""Classes of `enum`: their members are objects with a name and a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.containers import InstanceRecord
from seqlint.values.functions import Class, Function, Library
from seqlint.values.store import Ref

if TYPE_CHECKING:
    from seqlint.evaluate.interpreter import Interpreter

_PLAIN = frozenset({"enum.Enum", "enum.Flag"})
"""Bases whose members are nothing but members; those of the others are numbers or texts too."""


def is_enum(cls: Any) -> bool:
    """Whether a class is one whose members are known as such."""
    return (
        isinstance(cls, Class)
        and bool(cls.bases)
        and all(is_enum(base) or (isinstance(base, Library) and base.path in _PLAIN) for base in cls.bases)
    )


def make_members(run: Interpreter, cls: Class) -> None:
    """Put members in the place of the values that the body of the class binds."""
    for name, value in list(cls.attributes.items()):
        if not name.startswith("_") and not isinstance(value, (Function, Class)):
            member = run.store.new(InstanceRecord(cls, {"name": name, "value": value}))
            run.store.put(cls.attributes, name, member)


def members(run: Interpreter, cls: Class) -> tuple[Ref, ...]:
    """The members of such a class in order."""
    return tuple(
        value
        for value in cls.attributes.values()
        if isinstance(value, Ref)
        and isinstance(record := run.store.heap.get(value.id), InstanceRecord)
        and record.cls is cls
    )


def member_of_value(run: Interpreter, cls: Class, value: Any) -> Ref | None:
    """The member that has a value (`Size(16)`); None where none is known to."""
    for member in members(run, cls):
        found = run.store[member].attributes["value"]
        if type(found) is type(value) and isinstance(value, (str, int, float, tuple)) and found == value:
            return member
    return None
