"""Paths: running alternatives from one state and going on with what they have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from seqlint.keras.models import Model
from seqlint.values.array import Array
from seqlint.values.containers import ListRecord, Sequence, SequenceRecord
from seqlint.values.join import join_records, one_of, replace
from seqlint.values.ops.marking import less_sure
from seqlint.values.refusal import Refusal
from seqlint.values.unknown import OneOf, unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.evaluate.interpreter import Interpreter
    from seqlint.values.shape import Dim
    from seqlint.values.store import Delta

MISSING: Any = object()
"""Stands for a name that a path does not bind."""


def merge_values(values: list[Any]) -> Any:
    """One value for a name or object after several paths; a path that does not bind it does not count."""
    present = [value for value in values if value is not MISSING]
    if not present:
        return MISSING
    if len(present) == 1:
        return present[0]
    if all(value is present[0] for value in present):
        return present[0]
    if isinstance(present[0], _RECORDS) or (isinstance(present[0], Struct) and hasattr(present[0], "join")):
        return join_records(present)
    if all(isinstance(value, int) and not isinstance(value, bool) for value in present) and len(set(present)) > 4:
        return unknown("it differs between paths")
    return one_of(present)


_RECORDS: tuple[type, ...] = ()


def _record_types() -> tuple[type, ...]:
    from seqlint.values import containers

    return (
        containers.ListRecord, containers.SequenceRecord, containers.DictRecord, containers.SetRecord,
        containers.InstanceRecord, containers.IteratorRecord,
    )  # fmt: skip


_RECORDS = _record_types()


def join(run: Interpreter, deltas: list[Delta]) -> None:
    """Go on after paths whose changes were undone."""
    if len(deltas) == 1:
        run.store.apply(deltas[0])
        return
    names = run.automatic_names

    def merge(values: list[Any]) -> Any:
        return merge_values(values)

    counters = [delta.pop(id(names), None) for delta in deltas]
    run.store.join(deltas, merge, MISSING)
    for key in {key for counter in counters if counter for key in counter[1]}:
        highest = max(counter[1].get(key, 0) for counter in counters if counter)
        run.store.put(names, key, max(highest, names.get(key, 0)))


def lift(run: Interpreter, values: tuple[Any, ...], each: Callable[[Any], Any]) -> Any:
    """Run something for each alternative of a value, each from the same state.

    What happens on one alternative only is no event: a refusal counts if every alternative has it.
    """
    checkpoint = run.store.checkpoint()
    first = len(run.events)
    results: list[Any] = []
    deltas: list[Delta] = []
    emitted: list[list[Any]] = []
    for value in values:
        results.append(each(value))
        deltas.append(run.store.undo(checkpoint))
        emitted.append(run.events[first:])
        del run.events[first:]
    join(run, deltas)
    run.events.extend(_common(emitted))
    return one_of(results)


def _common(emitted: list[list[Any]]) -> list[Any]:
    from seqlint.keras.events import LayerMade, LayerUse, ModelMade

    kept: list[Any] = []
    for events in emitted:
        for event in events:
            if isinstance(event, (ModelMade, LayerMade, LayerUse)):
                kept.append(event)
            elif events is emitted[0] and isinstance(event, Refusal):
                everywhere = all(
                    any(type(other) is type(event) and other.place == event.place for other in others)
                    for others in emitted[1:]
                )
                if everywhere:
                    kept.append(event)
    return kept


def generalise(run: Interpreter, delta: Delta, rounds: Dim, where: str) -> None:
    """Apply what one round of a loop changed as if it had run an unknown number of rounds.

    Args:
        run: the interpreter; its store is in the state before the round.
        delta: what the round changed.
        rounds: how often the loop runs.
        where: the reason for what becomes unknown.
    """
    store = run.store
    counts = {
        number
        for table, changes in delta.values()
        for key, new in changes.items()
        if _counts_on(old := table.get(key), new)
        for number in (old, new)
    }
    for table, changes in delta.values():
        for key, new in changes.items():
            old = table.get(key, MISSING)
            value = _less_sure(old, new, counts) if counts else new
            if table is store.heap:
                store.put(table, key, _after_rounds(old, value, rounds, where))
            elif old is MISSING or table is run.automatic_names:
                store.put(table, key, value)
            else:
                store.put(table, key, _name_after_rounds(old, value, where))


def _less_sure(old: Any, new: Any, counts: set[Any]) -> Any:
    """What one round made, where a number counts on from round to round: a list holds that number and those after."""
    if isinstance(new, Array):
        return less_sure(old, new)
    if isinstance(new, ListRecord) and isinstance(old, ListRecord):
        before = len(old.items)
        return ListRecord((*new.items[:before], *(_any_count(item, counts) for item in new.items[before:])))
    if isinstance(new, SequenceRecord) and new is not old:
        element = _any_count(new.sequence.element, counts)
        return SequenceRecord(replace(new.sequence, element=element, runs=()))
    return new


def _any_count(item: Any, counts: set[Any]) -> Any:
    numbers = item.values if isinstance(item, OneOf) else (item,)
    mine = any(type(number) is int and number in counts for number in numbers)
    return unknown("it counts the rounds of a loop", integer=True) if mine else item


def _after_rounds(old: Any, new: Any, rounds: Dim, where: str) -> Any:
    if old is MISSING:
        return new
    if isinstance(old, ListRecord) and isinstance(new, ListRecord) and len(new.items) > len(old.items):
        added = new.items[len(old.items) :]
        length = len(old.items) + len(added) * rounds
        runs = _runs([*old.items, *added]) if len(added) == 1 else ()
        return SequenceRecord(Sequence(one_of([*old.items, *added]), length, runs=runs))
    if isinstance(old, SequenceRecord) and isinstance(new, SequenceRecord):
        before = old.sequence.length
        more = new.sequence.length - before
        runs = new.sequence.runs if isinstance(more, int) and more == 1 else ()
        return SequenceRecord(replace(new.sequence, length=before + more * rounds, runs=runs))
    if isinstance(old, Model) and isinstance(new, Model) and len(new.uses) != len(old.uses):
        return replace(old.gap(old.uses, where), compiled=new.compiled, fitted=new.fitted)
    if isinstance(old, Model) and isinstance(new, Model):
        return new
    return join_records([old, new])


def _runs(items: Any) -> tuple[int, ...]:
    """The numbers of a list, where equal ones stand together and each behind the smaller ones."""
    plain = all(isinstance(item, int) and not isinstance(item, bool) for item in items)
    return tuple(dict.fromkeys(items)) if plain and list(items) == sorted(items) else ()


def _counts_on(old: Any, new: Any) -> bool:
    """Whether a number changes from round to round."""
    return isinstance(old, (int, float)) and isinstance(new, (int, float)) and not isinstance(old, bool) and old != new


def _name_after_rounds(old: Any, new: Any, where: str) -> Any:
    if _counts_on(old, new):
        return unknown(where)
    return one_of([old, new])
