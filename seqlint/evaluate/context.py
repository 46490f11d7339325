"""The `Call` that a callee is given: the interpreter, seen from one call expression."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.evaluate.enums import is_enum, members
from seqlint.values.array import Array
from seqlint.values.call import Argument, Arguments
from seqlint.values.containers import InstanceRecord, IteratorRecord, ListRecord, Range, SetRecord
from seqlint.values.functions import Class
from seqlint.values.place import Place
from seqlint.values.store import Ref
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from seqlint.evaluate.interpreter import Interpreter
    from seqlint.values.functions import Function, Outcome
    from seqlint.values.store import Store
    from seqlint.values.target import Target


class Context:
    """See `seqlint.values.call.Call`."""

    __slots__ = ("_run", "callee", "place", "stack", "store", "target")

    def __init__(self, run: Interpreter, place: Place, callee: Place) -> None:
        self._run = run
        self.place = place
        self.callee = callee
        self.stack: tuple[Place, ...] = run.stack
        self.store: Store = run.store
        self.target: Target = run.target

    def call(self, function: Any, arguments: Sequence[Any], keywords: Mapping[str, Any] | None = None) -> Any:
        """Call a value of the program with values."""
        from seqlint.evaluate.calls import call_value

        named = {name: Argument(value, self.place, None, name) for name, value in (keywords or {}).items()}
        given = Arguments(tuple(Argument(value, self.place) for value in arguments), named)
        return call_value(self._run, function, given, self.place, self.callee)

    def attempt(self, function: Any, arguments: Sequence[Any], keywords: Mapping[str, Any] | None = None) -> Any:
        """The same where what fails inside is swallowed."""
        run = self._run
        caught, run.catching = run.caught, run.catching + 1
        try:
            result = self.call(function, arguments, keywords)
        finally:
            run.catching -= 1
            failed, run.caught = run.caught > caught, caught
        return unknown("the function fails on this", self.place) if failed else result

    def emit(self, event: Any) -> None:
        """Record something that happened."""
        self._run.emit(event)

    def items(self, value: Any) -> Sequence[Any] | None:
        """The items of an iterable one by one; None where they are not known."""
        return items_of(self._run, value)

    def unique_name(self, base: str) -> str:
        """The next automatic Keras name."""
        names = self._run.automatic_names
        number = names.get(base, 0)
        self._run.store.put(names, base, number + 1)
        return f"{base}_{number}" if number else base

    def restart_names(self) -> None:
        """Let Keras' automatic names start again."""
        names = self._run.automatic_names
        for base in list(names):
            self._run.store.put(names, base, 0)

    def outcome(self, function: Function) -> Outcome | None:
        """What is wrong with what a function of the program gives as a loss."""
        from seqlint.evaluate.outcome import outcome

        return outcome(function)

    def parts_of(self, place: Place) -> Sequence[Place]:
        """Where the items stand of a tuple or list that is written at a place; nothing for another expression."""
        elements = getattr(place.node, "elements", ())
        return [Place(place.chunk, element.value) for element in elements]

    def item_places(self, value: Any) -> Sequence[Place | None] | None:
        """Where the items of a list or tuple display stand."""
        literal = self._run.literals.get(value.id if isinstance(value, Ref) else id(value))
        if literal is None:
            return None
        return [Place(literal.chunk, element.value) for element in literal.node.elements]


def items_of(run: Interpreter, value: Any) -> Sequence[Any] | None:
    """The items of an iterable one by one, in order; None where they are not known. Consumes an iterator."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, Range):
        return value.concrete if len(value.concrete) <= 4096 else None
    if isinstance(value, str):
        return tuple(value) if len(value) <= 4096 else None
    if isinstance(value, Ref):
        record = run.store[value]
        if isinstance(record, (ListRecord, SetRecord)):
            return record.items
        if isinstance(record, IteratorRecord):
            rest = record.items[record.position :]
            run.store[value] = IteratorRecord(record.items, len(record.items))
            return rest
        entries = getattr(record, "entries", None)
        if isinstance(entries, dict) and not record.open:
            return tuple(entries)
        if isinstance(record, InstanceRecord):
            from seqlint.evaluate.protocols import items

            return items(run, value, record)
        return None
    if isinstance(value, Array):
        return _rows(value)
    return members(run, value) if isinstance(value, Class) and is_enum(value) else None


def _rows(value: Array) -> Sequence[Any] | None:
    from seqlint.values.array import Array as Rows

    if not isinstance(value.content, tuple) or not isinstance(value.shape, tuple) or len(value.content) > 1024:
        return None
    if len(value.shape) == 1:
        return [Rows((), value.dtype, None, None, value.library, item) for item in value.content]
    return [Rows(value.shape[1:], value.dtype, value.range, None, value.library, item) for item in value.content]
