"""A call without an interpreter: drives library callees with values, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.libraries import find
from seqlint.values.array import Array
from seqlint.values.call import Argument, Arguments
from seqlint.values.callee import type_path
from seqlint.values.containers import DictRecord, IteratorRecord, ListRecord, Range, SetRecord
from seqlint.values.functions import Library
from seqlint.values.store import Ref, Store
from seqlint.values.target import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Somewhere:
    """A place that knows nothing but its text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def text(self) -> str:
        return self._text

    def code(self) -> str:
        return self._text


class Program:
    """The `Call` of one program that is written as Python calls in a test."""

    def __init__(self) -> None:
        self.store = Store()
        self.target = DEFAULT
        self.place: Any = Somewhere("here")
        self.callee: Any = Somewhere("here")
        self.stack: tuple[Any, ...] = ()

    def list(self, *items: Any) -> Ref:
        return self.store.new(ListRecord(items))

    def dict(self, entries: dict[Any, Any]) -> Ref:
        return self.store.new(DictRecord(entries))

    def run(self, path: str, *arguments: Any, **keywords: Any) -> Any:
        """Call a library's function with values."""
        found = find(path)
        assert found is not None, path
        self.place = self.callee = Somewhere(path)
        named = {name: Argument(value, None, None, name) for name, value in keywords.items()}
        return found.invoke(self, Arguments(tuple(map(Argument, arguments)), named))

    def method(self, value: Any, name: str, *arguments: Any, **keywords: Any) -> Any:
        """Call a method of a value, or read an attribute."""
        return self.run(f"{self.kind(value)}.{name}", value, *arguments, **keywords)

    def kind(self, value: Any) -> str:
        record = self.store.heap.get(value.id) if isinstance(value, Ref) else value
        names = {ListRecord: "builtins.list", DictRecord: "builtins.dict", SetRecord: "builtins.set"}
        return next((path for kind, path in names.items() if isinstance(record, kind)), None) or str(
            type_path(value, self.store.heap)
        )

    def call(self, function: Any, arguments: Sequence[Any], keywords: Mapping[str, Any] | None = None) -> Any:
        if isinstance(function, Library):
            return self.run(function.path, *arguments, **(keywords or {}))
        return function(*arguments, **(keywords or {})) if callable(function) else None

    def emit(self, event: Any) -> None:
        raise AssertionError(event)

    def unique_name(self, base: str) -> str:
        return base

    def item_places(self, value: Any) -> None:
        return None

    def items(self, value: Any) -> Sequence[Any] | None:
        if isinstance(value, tuple | str):
            return tuple(value)
        if isinstance(value, Range):
            return value.concrete
        if isinstance(value, Array):
            known = isinstance(value.content, tuple) and value.rank == 1
            return [Array((), value.dtype, content=item) for item in value.content] if known else None
        record = self.store.heap.get(value.id) if isinstance(value, Ref) else None
        if isinstance(record, ListRecord | SetRecord):
            return record.items
        if isinstance(record, IteratorRecord):
            return record.items[record.position :]
        if isinstance(record, DictRecord) and not record.open:
            return tuple(record.entries)
        return None
