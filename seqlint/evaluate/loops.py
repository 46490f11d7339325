"""Loops: run one by one while that is short, else one round that stands for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.evaluate import limits
from seqlint.evaluate.assign import assign
from seqlint.evaluate.branches import generalise
from seqlint.evaluate.callees import find
from seqlint.evaluate.context import items_of
from seqlint.evaluate.expressions import evaluate
from seqlint.evaluate.operators import truth
from seqlint.evaluate.statements import Signal, execute_block
from seqlint.values.array import Array
from seqlint.values.callee import Callee, type_path
from seqlint.values.containers import Range, Sequence, SequenceRecord
from seqlint.values.join import one_of
from seqlint.values.shape import Size
from seqlint.values.store import Ref
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from seqlint.evaluate.interpreter import Interpreter
    from seqlint.values.place import Place
    from seqlint.values.shape import Dim


COUNTER = "it counts the rounds of a loop"


def length_and_element(run: Interpreter, value: Any, node: cst.CSTNode) -> tuple[Any, Dim, Any]:
    """What a loop over a value goes through.

    Returns:
        The items one by one (None where they are not known so), how many there are, and one that stands for all.
    """
    if isinstance(value, Range) and len(value.concrete) > limits.ROUNDS:
        return None, len(value.concrete), counter(run.place(node), min(value.concrete[0], value.concrete[-1]))
    items = items_of(run, value)
    if items is not None:
        return items, len(items), None
    record = run.store[value] if isinstance(value, Ref) else value
    sequence = record.sequence if isinstance(record, SequenceRecord) else record
    if isinstance(sequence, Sequence):
        return None, sequence.length, sequence.element
    if isinstance(value, Array) and value.rank != 0:
        from seqlint.evaluate.expressions import context
        from seqlint.values import ops

        rows = ops.elements(value, context(run, node))
        if rows is not None:
            return None, rows.length, rows.element
    return None, unknown("how often the loop runs is not known").size(), _element(run, value, node)


def any_of(items: Any) -> Any:
    """One item that stands for all, tuples part by part."""
    if all(isinstance(item, tuple) and len(item) == len(items[0]) for item in items):
        return tuple(any_of(parts) for parts in zip(*items, strict=True))
    found = one_of(items)
    if not isinstance(found, Unknown) or not all(isinstance(item, (int, Size)) for item in items):
        return found
    numbers = [item for item in items if isinstance(item, int)]
    many = len(numbers) == len(items)
    return counter(found.place, min(numbers)) if many else unknown(COUNTER, found.place, integer=True)


def counter(place: Place | None, least: int) -> Dim:
    """A number that counts rounds from `least` on: a window `x[i - 60:i]` has 60 rows where it starts at 60."""
    return unknown(COUNTER, place, integer=True).size() + (least - 1)


def _element(run: Interpreter, value: Any, node: cst.CSTNode) -> Any:
    """One item of an iterable whose type says what it yields."""
    from seqlint.evaluate.calls import invoke
    from seqlint.values.call import Argument, Arguments

    path = type_path(value, run.store.heap)
    callee = find(f"{path}.__iter__") if path is not None else None
    if isinstance(callee, Callee):
        found = invoke(run, callee, Arguments((Argument(value),)), run.place(node), run.place(node))
        return found.element if isinstance(found, Sequence) else found
    reason = value.reason if isinstance(value, Unknown) else "the items of the loop are not known"
    return run.unknown(reason, node)


def execute_for(run: Interpreter, node: cst.For) -> Signal | None:
    """A `for` loop."""
    iterable = evaluate(run, node.iter)
    items, length, element = length_and_element(run, iterable, node.iter)
    if items is None:
        one_round(run, lambda: assign(run, node.target, element), node.body, node.iter, length)
    else:
        signal, left = _one_by_one(run, node, items)
        if signal is not None:
            return None if signal.kind == "break" else signal
        if left:
            one_round(run, lambda: assign(run, node.target, any_of(left)), node.body, node.iter, len(left))
    return execute_block(run, node.orelse.body) if node.orelse is not None else None


def _one_by_one(run: Interpreter, node: cst.For, items: Any) -> tuple[Signal | None, Any]:
    """Run round after round; stops where the rounds become too many for what they cost, and gives those left."""
    budget = Budget(run)
    for index, item in enumerate(items):
        if index == 1 and not budget.allows(len(items)):
            return None, items[index:]
        assign(run, node.target, item)
        signal = _round(run, node.body, node.iter)
        if signal is not None and signal.kind != "continue":
            return signal, ()
    return None, ()


class Budget:
    """What the rounds of a loop may cost that starts here."""

    def __init__(self, run: Interpreter) -> None:
        self._run = run
        self._steps = run.statement_steps
        self._events = len(run.emitted)

    def allows(self, rounds: int, done: int = 1) -> bool:
        """Whether so many rounds may be run one by one, judged by those that were."""
        quiet = len(self._run.emitted) == self._events
        allowed = (limits.QUIET_LOOP_STEPS if quiet else limits.LOOP_STEPS) >> (2 * len(self._run.loops))
        spent = self._run.statement_steps - self._steps
        return spent * rounds <= done * allowed * (limits.SHORT if rounds <= limits.UNROLLED else 1)


def _round(run: Interpreter, body: Any, over: cst.BaseExpression) -> Signal | None:
    """One round of a loop over (or while) an expression."""
    outer, skips = run.loops, run.skips
    run.loops, run.skips = (*outer, run.place(over)), False
    signal = execute_block(run, body)
    run.loops, run.skips = outer, skips
    return signal


def execute_while(run: Interpreter, node: cst.While) -> Signal | None:
    """A `while` loop."""
    budget = Budget(run)
    for index in range(limits.ROUNDS):
        if index and not budget.allows(index + 1, index):
            known = None
            break
        known = truth(run, evaluate(run, node.test))
        if known is not True:
            break
        signal = _round(run, node.body, node.test)
        if signal is not None and signal.kind == "break":
            return None
        if signal is not None and signal.kind != "continue":
            return signal
    else:
        known = None
    if known is None:
        one_round(run, lambda: None, node.body, node.test, unknown("how often the loop runs is not known").size())
    return execute_block(run, node.orelse.body) if node.orelse is not None else None


def one_round(run: Interpreter, prepare: Callable[[], Any], body: Any, over: cst.BaseExpression, rounds: Dim) -> None:
    """Run the body once and go on as if it had run an unknown number of times."""
    checkpoint = run.store.checkpoint()
    frame = run.frames[-1] if run.frames else None
    if frame is not None:
        frame.undecided += 1
    prepare()
    signal = _round(run, body, over)
    if frame is not None:
        frame.undecided -= 1
    delta = run.store.undo(checkpoint)
    if signal is not None and signal.kind == "return" and run.frames:
        whole = run.store.undo(run.frames[-1].entry)
        run.store.apply(whole)
        merged = {key: (table, dict(changes)) for key, (table, changes) in whole.items()}
        for key, (table, changes) in delta.items():
            merged.setdefault(key, (table, {}))[1].update(changes)
        run.frames[-1].returns.append((signal.value, merged))
    where = "it changes in a loop whose rounds are not run one by one"
    generalise(run, delta, rounds, where)
