"""The one place where things that change live: ids to immutable records, with a journal that can be rolled back.

Every change to the heap or to a namespace goes through the journal. A branch is run, its changes are collected and
undone, the other branch is run, and the two sets of changes are joined; a checkpoint is a length of the journal. So a
branch costs what it changes, not what there is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Container


class Ref(msgspec.Struct, frozen=True):
    """A mutable object of the program: a key into the store."""

    id: int


_ABSENT: Any = object()
# Some tables note what is read through their own methods; the journal's own looks are no reading.
_get = dict.get

Delta: TypeAlias = "dict[int, tuple[dict[Any, Any], dict[Any, Any]]]"


class Checkpoint(msgspec.Struct, frozen=True):
    """A state of the store to come back to."""

    journal: int
    next_id: int


class Store:
    """Heap and journal.

    Attributes:
        heap: the record of each object by its id.
        settings: what the program sets for everything that follows (`image_data_format`).
    """

    __slots__ = ("_journal", "_next", "heap", "settings")

    def __init__(self) -> None:
        self.heap: dict[int, Any] = {}
        self.settings: dict[str, Any] = {}
        self._journal: list[tuple[dict[Any, Any], Any, Any]] = []
        self._next = 0

    def new(self, record: Any) -> Ref:
        """Put a new object into the store."""
        self._next += 1
        self.put(self.heap, self._next, record)
        return Ref(self._next)

    def __getitem__(self, ref: Ref) -> Any:
        return self.heap[ref.id]

    def __setitem__(self, ref: Ref, record: Any) -> None:
        self.put(self.heap, ref.id, record)

    def record(self, value: Any, kind: type[Any]) -> Any:
        """The record behind a value if it is an object of that kind, else None."""
        if isinstance(value, Ref):
            record = self.heap.get(value.id)
            if isinstance(record, kind):
                return record
        return None

    def put(self, table: dict[Any, Any], key: Any, value: Any) -> None:
        """Set `table[key]`, where `table` is the heap or a namespace, so that it can be undone."""
        self._journal.append((table, key, _get(table, key, _ABSENT)))
        table[key] = value

    def drop(self, table: dict[Any, Any], key: Any) -> None:
        """Delete `table[key]`, so that it can be undone."""
        if key in table:
            self._journal.append((table, key, table.pop(key)))

    def checkpoint(self) -> Checkpoint:
        """The state to come back to."""
        return Checkpoint(len(self._journal), self._next)

    def end(self) -> tuple[dict[Any, Any], ...]:
        """Give the journal up; the heap and every namespace that it speaks of, each once."""
        tables = {id(table): table for table, _, _ in self._journal}
        self._journal.clear()
        return tuple(tables.values())

    def changed(self, checkpoint: Checkpoint) -> set[int]:
        """The identities of the tables that were changed since a checkpoint."""
        return {id(table) for table, _, _ in self._journal[checkpoint.journal :]}

    def settle(self, checkpoint: Checkpoint, kept: Container[int]) -> None:
        """Forget how what was changed since a checkpoint came about, and what happened in tables that are gone.

        Checkpoints after it are void.

        Args:
            checkpoint: the state to which one may still go back.
            kept: the identities of the tables that are still in use.
        """
        first: dict[tuple[int, Any], tuple[dict[Any, Any], Any, Any]] = {}
        for entry in self._journal[checkpoint.journal :]:
            table, key, _ = entry
            if id(table) in kept:
                first.setdefault((id(table), key), entry)
        self._journal[checkpoint.journal :] = first.values()

    def take_back(self, checkpoint: Checkpoint) -> Delta:
        """Go back to a checkpoint since which all is settled; what was changed, for `apply`."""
        delta: Delta = {}
        since = self._journal[checkpoint.journal :]
        del self._journal[checkpoint.journal :]
        for table, key, old in since:
            changes = delta.get(id(table))
            if changes is None:
                changes = delta[id(table)] = (table, {})
            changes[1][key] = _get(table, key, _ABSENT)
            if old is _ABSENT:
                table.pop(key, None)
            else:
                table[key] = old
        return delta

    def undo(self, checkpoint: Checkpoint) -> Delta:
        """Go back to a checkpoint.

        Args:
            checkpoint: the state to go back to.

        Returns:
            What the undone changes had made, by table, for `join`.
        """
        delta: Delta = {}
        while len(self._journal) > checkpoint.journal:
            table, key, old = self._journal.pop()
            changes = delta.setdefault(id(table), (table, {}))[1]
            if key not in changes:
                changes[key] = _get(table, key, _ABSENT)
            if old is _ABSENT:
                table.pop(key, None)
            else:
                table[key] = old
        return delta

    def keep(self, checkpoint: Checkpoint) -> None:
        """Undo what was done to namespaces since a checkpoint but keep the objects made since then."""
        delta = self.undo(checkpoint)
        changes = delta.get(id(self.heap))
        if changes is not None:
            self.apply({id(self.heap): changes})

    def apply(self, delta: Delta) -> None:
        """Make changes again that were undone."""
        note = self._journal.append
        for table, changes in delta.values():
            for key, value in changes.items():
                if value is _ABSENT:
                    self.drop(table, key)
                else:
                    note((table, key, _get(table, key, _ABSENT)))
                    table[key] = value

    def join(self, deltas: list[Delta], merge: Callable[[list[Any]], Any], missing: Any) -> None:
        """Go on after paths that were run one after the other from this state.

        Args:
            deltas: what each path changed.
            merge: one value for the values of all paths.
            missing: what stands for a name that one path does not bind.
        """
        tables = {key: table for delta in deltas for key, (table, _) in delta.items()}
        for identity, table in tables.items():
            changed = [delta.get(identity, (table, {}))[1] for delta in deltas]
            for key in dict.fromkeys(key for changes in changed for key in changes):
                before = table.get(key, _ABSENT)
                values = [changes.get(key, before) for changes in changed]
                present = [value for value in values if value is not _ABSENT]
                if table is self.heap:
                    merged = merge(present) if len(present) > 1 else present[0] if present else _ABSENT
                else:
                    merged = merge([missing if value is _ABSENT else value for value in values])
                if merged is _ABSENT or merged is missing:
                    self.drop(table, key)
                elif merged is not before:
                    self.put(table, key, merged)
