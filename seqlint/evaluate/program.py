"""A program after it was followed: what happened to its models, and what every expression was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from seqlint.keras.events import ModelMade
from seqlint.keras.models import Model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.source.document import Document
    from seqlint.source.syntax import Syntax
    from seqlint.values.call import Arguments
    from seqlint.values.place import Place
    from seqlint.values.store import Ref
    from seqlint.values.target import Target

SubjectT = TypeVar("SubjectT")


class CallRecord(msgspec.Struct, frozen=True, eq=False):
    """One execution of a call expression.

    Attributes:
        place: the call.
        function: the value that was called (`Library`, `Function`, `Method`, `Unknown` …).
        arguments: with values and places.
        result: what it gave.
        stack: the calls that led there.
    """

    place: Place
    function: Any
    arguments: Arguments
    result: Any
    stack: tuple[Place, ...]


class Trace:
    """What was noted about nodes while they were executed, by node; the table is made when it is first asked for.

    Args:
        noted: nodes, each with what was noted, in order of execution.
    """

    __slots__ = ("_noted", "_table")

    def __init__(self, noted: list[tuple[Any, Any]]) -> None:
        self._noted: list[tuple[Any, Any]] | None = list(noted)
        self._table: dict[Any, list[Any]] = {}

    def __contains__(self, node: Any) -> bool:
        return node in self._by_node()

    def get(self, node: Any) -> list[Any]:
        """What was noted about a node, in order of execution."""
        return self._by_node().get(node, [])

    def each(self) -> Iterator[Any]:
        """All that was noted, node by node."""
        for noted in self._by_node().values():
            yield from noted

    def _by_node(self) -> dict[Any, list[Any]]:
        if self._noted is not None:
            for node, fact in self._noted:
                self._table.setdefault(node, []).append(fact)
            self._noted = None
        return self._table

    def clear(self) -> None:
        """Let go of everything."""
        self._noted = None
        self._table.clear()


class Program(msgspec.Struct, frozen=True, eq=False):
    """The result of following a document.

    Attributes:
        document, syntax: what was read.
        target: the Keras it was read for.
        events: everything that happened, in order: `keras.events` and `Refusal`s that nothing catches.
        heap: the last record of each object.
        names: the module's global names at the end.
        values: for each expression node, its values; empty unless traced.
        calls: for each call node, its executions (`CallRecord`); empty unless traced.
        limits: the named limits that were reached, each as a sentence.
        failures: twins and callees that failed: bugs of seqlint, each named.
        looked: the files of the project that were looked for, found or not: what the result depends on beside the text.
        tables: the heap and the namespaces of functions and classes, for `forget`; empty where the run goes on.
        kinds: the events of the kinds that were asked for.
    """

    document: Document
    syntax: Syntax
    target: Target
    events: tuple[Any, ...]
    heap: dict[int, Any]
    names: dict[str, Any]
    values: Trace
    calls: Trace
    limits: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    looked: tuple[str, ...] = ()
    tables: tuple[dict[Any, Any], ...] = ()
    kinds: dict[type, list[Any]] = {}

    def each(self, kind: type[SubjectT]) -> Iterator[SubjectT]:
        """The events of one kind, in order."""
        found = self.kinds.get(kind)
        if found is None:
            found = self.kinds[kind] = [event for event in self.events if isinstance(event, kind)]
        return iter(found)

    def models(self) -> list[tuple[Ref, Model]]:
        """The constructed models in order, each with its last record."""
        found: list[tuple[Ref, Model]] = []
        for event in self.each(ModelMade):
            record = self.heap.get(event.model.id)
            if isinstance(record, Model):
                found.append((event.model, record))
        return found

    def forget(self) -> None:
        """Let go of everything, so that the trees are freed at once: functions and their scopes hold each other."""
        for table in self.tables:
            table.clear()
        self.values.clear()
        self.calls.clear()
        self.kinds.clear()

    def record(self, value: Any) -> Any:
        """The last record of an object; the value itself if it is none."""
        from seqlint.values.store import Ref as Reference

        return self.heap.get(value.id) if isinstance(value, Reference) else value
