"""Comprehensions and generator expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.evaluate import limits
from seqlint.evaluate.scope import Scope
from seqlint.values.containers import DictRecord, IteratorRecord, ListRecord, Sequence, SequenceRecord, SetRecord
from seqlint.values.inside import some_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from seqlint.evaluate.interpreter import Interpreter
    from seqlint.values.shape import Dim


class _Rounds:
    """What the rounds of a comprehension gave; `length` is set once they are not run one by one."""

    def __init__(self) -> None:
        self.items: list[Any] = []
        self.length: Dim | None = None


def _collect(run: Interpreter, node: cst.CompFor, each: Callable[[], Any]) -> _Rounds:
    rounds = _Rounds()
    outer = run.scope
    run.scope = Scope("comprehension", outer)
    try:
        _rounds(run, node, each, rounds, 1)
    finally:
        run.scope = outer
    return rounds


def _rounds(run: Interpreter, node: cst.CompFor, each: Callable[[], Any], rounds: _Rounds, outer: Dim) -> None:
    from seqlint.evaluate.expressions import evaluate
    from seqlint.evaluate.loops import Budget, any_of, length_and_element

    iterable = evaluate(run, node.iter)
    items, length, element = length_and_element(run, iterable, node)
    if items is None or len(items) > limits.ROUNDS:
        rounds.length = outer * length
        _round(run, node, element if items is None else any_of(items), each, rounds)
        return
    budget = Budget(run)
    for index, item in enumerate(items):
        if index == 1 and not budget.allows(len(items)):
            rounds.length = outer * length
            _round(run, node, any_of(items[1:]), each, rounds)
            return
        _round(run, node, item, each, rounds)


def _round(run: Interpreter, node: cst.CompFor, item: Any, each: Callable[[], Any], rounds: _Rounds) -> None:
    from seqlint.evaluate.assign import assign
    from seqlint.evaluate.expressions import evaluate
    from seqlint.evaluate.operators import truth

    assign(run, node.target, item)
    verdicts = [truth(run, evaluate(run, condition.test)) for condition in node.ifs]
    if False in verdicts:
        return
    if None in verdicts:
        assign(run, node.target, some_of(item))
        rounds.length = run.unknown("how many items pass the condition is not known", node).size()
    if node.inner_for_in is not None:
        _rounds(run, node.inner_for_in, each, rounds, rounds.length if rounds.length is not None else 1)
    else:
        rounds.items.append(each())


def _sequence(run: Interpreter, rounds: _Rounds, kind: str) -> Sequence:
    from seqlint.values.join import one_of

    assert rounds.length is not None
    element = one_of(rounds.items) if rounds.items else run.unknown("no item is known")
    return Sequence(element, rounds.length, kind)


def list_comprehension(run: Interpreter, node: cst.ListComp) -> Any:
    """`[x for …]`."""
    from seqlint.evaluate.expressions import evaluate

    rounds = _collect(run, node.for_in, lambda: evaluate(run, node.elt))
    if rounds.length is None:
        return run.store.new(ListRecord(tuple(rounds.items)))
    return run.store.new(SequenceRecord(_sequence(run, rounds, "list")))


def set_comprehension(run: Interpreter, node: cst.SetComp) -> Any:
    """`{x for …}`."""
    from seqlint.evaluate.expressions import evaluate

    rounds = _collect(run, node.for_in, lambda: evaluate(run, node.elt))
    if rounds.length is None:
        return run.store.new(SetRecord(tuple(rounds.items)))
    return run.unknown("the set's items are not known one by one", node)


def generator(run: Interpreter, node: cst.GeneratorExp) -> Any:
    """`(x for …)`."""
    from seqlint.evaluate.expressions import evaluate

    rounds = _collect(run, node.for_in, lambda: evaluate(run, node.elt))
    if rounds.length is None:
        return run.store.new(IteratorRecord(tuple(rounds.items)))
    return _sequence(run, rounds, "generator")


def dict_comprehension(run: Interpreter, node: cst.DictComp) -> Any:
    """`{k: v for …}`."""
    from seqlint.evaluate.expressions import evaluate

    rounds = _collect(run, node.for_in, lambda: (evaluate(run, node.key), evaluate(run, node.value)))
    entries: dict[Any, Any] = {}
    for key, value in rounds.items:
        if isinstance(key, (str, int, float, tuple, bool, type(None))) and rounds.length is None:
            try:
                entries[key] = value
            except TypeError:
                return run.store.new(DictRecord(entries, open=True))
    element = rounds.items[0][1] if rounds.length is not None and len(rounds.items) == 1 else None
    is_open = rounds.length is not None or len(entries) < len(rounds.items)
    return run.store.new(DictRecord(entries, open=is_open, element=element))
