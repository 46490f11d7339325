"""Statements in execution order; branches that are not decided run as paths and join."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import libcst as cst

from seqlint.evaluate import limits
from seqlint.evaluate.assign import assign
from seqlint.evaluate.branches import join
from seqlint.evaluate.classes import decorated_class, define_class
from seqlint.evaluate.expressions import BINARY, context, evaluate, key_of
from seqlint.evaluate.functions import define
from seqlint.evaluate.names import import_, import_from
from seqlint.evaluate.operators import binary, truth
from seqlint.evaluate.subscripts import delete_item
from seqlint.values.functions import Method
from seqlint.values.store import Ref

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from seqlint.evaluate.interpreter import Interpreter
    from seqlint.values.store import Delta


class Signal:
    """How a block ended early: `return` with a value, `raise`, `break` or `continue`."""

    __slots__ = ("kind", "value")

    def __init__(self, kind: str, value: Any = None) -> None:
        self.kind = kind
        self.value = value


def execute_top_level(run: Interpreter, node: Any) -> bool:
    """Execute one top-level statement within its own budget.

    Returns:
        Whether the program goes on after it: not after `exit()` or `raise`.
    """
    run.start_statement()
    signal = guarded(run, lambda: execute(run, node))
    return signal is None or signal.kind != "raise"


def guarded(run: Interpreter, action: Callable[[], Signal | None], what: str = "a statement") -> Signal | None:
    """Do something at the top level, from which the run goes on whatever comes of it; `what` is what it may cost."""
    depth = run.depth
    signal: Signal | None = None
    try:
        signal = action()
    except limits.Exhausted as exhausted:
        run.limits[exhausted.reason] = None
        _unwind(run)
    except RecursionError:
        run.limits[f"{what} is nested too deeply to follow"] = None
        _unwind(run)
    except Exception as error:  # noqa: BLE001 - a bug of the interpreter costs that alone, not the file
        run.failures[f"{what}: {type(error).__name__}: {error}"] = None
        _unwind(run)
    run.depth = depth
    run.loops = ()
    run.skips = False
    return signal


def _unwind(run: Interpreter) -> None:
    run.scope = run.module
    run.frames.clear()
    run.stack = ()
    run.catching = 0


def execute(run: Interpreter, node: Any) -> Signal | None:
    """Execute a statement."""
    kind = type(node)
    if kind is cst.SimpleStatementLine:
        for small in node.body:
            signal = _small(run, small)
            if signal is not None:
                return signal
        return None
    handler = _COMPOUND.get(kind)
    run.step()
    if handler is None:
        return None
    if run.depth > limits.NESTING:
        run.limits[f"blocks are nested more than {limits.NESTING} deep"] = None
        return None
    run.depth += 1
    try:
        return handler(run, node)
    finally:
        run.depth -= 1


def execute_block(run: Interpreter, block: Any) -> Signal | None:
    """Execute the statements of a block until one ends it."""
    step = _small if type(block) is cst.SimpleStatementSuite else execute
    for statement in block.body:
        signal = step(run, statement)
        if signal is not None:
            return signal
    return None


def _small(run: Interpreter, node: Any) -> Signal | None:
    run.step()
    handler = _SMALL.get(type(node))
    return handler(run, node) if handler is not None else None


def _assign(run: Interpreter, node: cst.Assign) -> None:
    value = evaluate(run, node.value)
    for target in node.targets:
        assign(run, target.target, value)
    if value is None and isinstance(node.value, cst.Call) and isinstance(node.targets[0].target, cst.Name):
        _remember_nothing(run, node.targets[0].target.value, node.value)


def _remember_nothing(run: Interpreter, name: str, call: cst.Call) -> None:
    """A name bound to the None that a model's method or a function of the program returns."""
    if isinstance(call.func, cst.Attribute):
        run.nothings = {**run.nothings, name: (call.func.attr.value, run.place(call), None)}
    elif (function := run.own_function(call.func)) is not None:
        run.nothings = {**run.nothings, name: (function.name, run.place(call), function)}


def _annotated(run: Interpreter, node: cst.AnnAssign) -> None:
    if node.value is not None:
        assign(run, node.target, evaluate(run, node.value))
    elif run.scope.kind == "class" and isinstance(node.target, cst.Name):
        run.store.put(
            run.scope.names, node.target.value, run.unknown("the field has no default", node, node.target.value)
        )


def _augmented(run: Interpreter, node: cst.AugAssign) -> None:
    operator = type(node.operator).__name__.removesuffix("Assign")
    op = next((symbol for kind, symbol in BINARY.items() if kind.__name__ == operator), "")
    left, right = evaluate(run, node.target), evaluate(run, node.value)
    if op == "+" and isinstance(left, Ref):
        from seqlint.evaluate.calls import call_value
        from seqlint.values.call import Argument, Arguments
        from seqlint.values.containers import ListRecord, SequenceRecord

        if isinstance(run.store[left], (ListRecord, SequenceRecord)):
            place = run.place(node)
            call_value(run, Method(left, "extend"), Arguments((Argument(right, run.place(node.value)),)), place, place)
            return
    assign(
        run, node.target, binary(run, op, left, right, context(run, node)) if op else run.unknown("not followed", node)
    )


def _expression(run: Interpreter, node: cst.Expr) -> Signal | None:
    evaluate(run, node.value)
    return Signal("raise") if _leaves(node.value) else None


def _leaves(node: cst.BaseExpression) -> bool:
    """Whether the expression ends the program (`exit()`, `sys.exit()`)."""
    if type(node) is not cst.Call:
        return False
    func = node.func
    if type(func) is cst.Attribute:
        owner = func.value
        return type(owner) is cst.Name and (owner.value, func.attr.value) in {("sys", "exit"), ("os", "_exit")}
    return type(func) is cst.Name and func.value in {"exit", "quit"}


def _return(run: Interpreter, node: cst.Return) -> Signal:
    return Signal("return", None if node.value is None else evaluate(run, node.value))


def _raise(run: Interpreter, node: cst.Raise) -> Signal:
    if node.exc is not None:
        evaluate(run, node.exc)
    return Signal("raise")


def _assert(run: Interpreter, node: cst.Assert) -> None:
    evaluate(run, node.test)


def _delete(run: Interpreter, node: cst.Del) -> None:
    targets = (
        [element.value for element in node.target.elements] if isinstance(node.target, cst.Tuple) else [node.target]
    )
    for target in targets:
        if isinstance(target, cst.Name):
            run.store.drop(run.scope.target(target.value).names, target.value)
        elif isinstance(target, cst.Subscript):
            delete_item(run, evaluate(run, target.value), key_of(run, target), target)


def _global(run: Interpreter, node: cst.Global) -> None:
    for item in node.names:
        run.scope.shared[item.name.value] = run.scope.globals


def _nonlocal(run: Interpreter, node: cst.Nonlocal) -> None:
    for item in node.names:
        owner = run.scope.parent.owner(item.name.value) if run.scope.parent is not None else None
        if owner is not None:
            run.scope.shared[item.name.value] = owner


def _break(_: Interpreter, __: cst.Break) -> Signal:
    return Signal("break")


def _continue(_: Interpreter, __: cst.Continue) -> Signal:
    return Signal("continue")


_SMALL: dict[type, Callable[[Interpreter, Any], Signal | None]] = {
    cst.Assign: _assign, cst.AnnAssign: _annotated, cst.AugAssign: _augmented, cst.Expr: _expression,
    cst.Import: import_, cst.ImportFrom: import_from, cst.Return: _return, cst.Raise: _raise, cst.Assert: _assert,
    cst.Del: _delete, cst.Global: _global, cst.Nonlocal: _nonlocal, cst.Break: _break, cst.Continue: _continue,
}  # fmt: skip


def _if(run: Interpreter, node: cst.If) -> Signal | None:
    known = truth(run, evaluate(run, node.test))
    if known is True:
        return execute_block(run, node.body)
    if known is False:
        return _else(run, node.orelse)
    return paths(run, [lambda: execute_block(run, node.body), lambda: _else(run, node.orelse)])


def _else(run: Interpreter, node: cst.If | cst.Else | None) -> Signal | None:
    if node is None:
        return None
    return _if(run, node) if isinstance(node, cst.If) else execute_block(run, node.body)


def paths(run: Interpreter, bodies: Sequence[Callable[[], Signal | None]]) -> Signal | None:
    """Run alternatives from one state; those that end here leave, the others join and go on."""
    checkpoint = run.store.checkpoint()
    going: list[Delta] = []
    ended: list[Signal] = []
    frame = run.frames[-1] if run.frames else None
    for body in bodies:
        if frame is not None:
            frame.undecided += 1
        signal = body()
        if frame is not None:
            frame.undecided -= 1
            frame.certain = frame.certain and signal is None
        delta = run.store.undo(checkpoint)
        if signal is None or signal.kind in {"break", "continue"}:
            going.append(delta)
            run.skips = run.skips or signal is not None
        elif signal.kind == "return" and run.frames:
            _leave(run, signal, delta)
            ended.append(signal)
        else:
            ended.append(signal)
    if going:
        join(run, going)
        return None
    return Signal("raise")


def _leave(run: Interpreter, signal: Signal, delta: Delta) -> None:
    """Keep a path that returned inside an undecided branch: its value, and all it changed since the function began."""
    frame = run.frames[-1]
    sofar = run.store.undo(frame.entry)
    run.store.apply(sofar)
    whole: Delta = {key: (table, dict(changes)) for key, (table, changes) in sofar.items()}
    for key, (table, changes) in delta.items():
        whole.setdefault(key, (table, {}))[1].update(changes)
    frame.returns.append((signal.value, whole))


def _try(run: Interpreter, node: cst.Try) -> Signal | None:
    """The body; its handlers where the body is refused, else only to see what they would do."""
    caught = run.caught
    catches = any(map(_catches, node.handlers))
    run.catching += catches
    checkpoint = run.store.checkpoint()
    try:
        signal = execute_block(run, node.body)
    finally:
        run.catching -= catches
    refused = run.caught > caught
    if catches and (refused or (signal is not None and signal.kind == "raise")):
        signal = paths(run, [partial(execute_block, run, handler.body) for handler in node.handlers])
    else:
        if catches and not _only_imports(node.body):
            _glance(run, node, checkpoint)
        if signal is None and node.orelse is not None:
            signal = execute_block(run, node.orelse.body)
    if node.finalbody is not None:
        last = execute_block(run, node.finalbody.body)
        signal = last or signal
    return signal


def _catches(handler: cst.ExceptHandler) -> bool:
    """Whether a handler can take what Keras raises."""
    return not isinstance(handler.type, cst.Name) or handler.type.value not in _ENDINGS


_ENDINGS = frozenset({"KeyboardInterrupt", "SystemExit", "GeneratorExit"})


def _only_imports(block: Any) -> bool:
    return all(
        isinstance(line, cst.SimpleStatementLine)
        and all(isinstance(small, (cst.Import, cst.ImportFrom)) for small in line.body)
        for line in block.body
    )


def _glance(run: Interpreter, node: cst.Try, start: Any) -> None:
    """See the models that the handlers of a `try` make, without going on from there."""
    here = run.store.undo(start)
    for handler in node.handlers:
        execute_block(run, handler.body)
        run.store.undo(start)
    run.store.apply(here)


def _with(run: Interpreter, node: cst.With) -> Signal | None:
    swallows = False
    for item in node.items:
        value = evaluate(run, item.item)
        swallows = swallows or _expects_errors(item.item)
        if item.asname is not None:
            entered = _entered(run, value, node)
            assign(run, item.asname.name, entered)
    run.catching += swallows
    try:
        return execute_block(run, node.body)
    finally:
        run.catching -= swallows


def _entered(run: Interpreter, value: Any, node: cst.With) -> Any:
    from seqlint.values.callee import type_path

    path = type_path(value, run.store.heap)
    return value if path is not None else run.unknown("what the `with` statement gives is not known", node)


def _expects_errors(node: cst.BaseExpression) -> bool:
    """`pytest.raises(…)`, `self.assertRaises(…)`, `contextlib.suppress(…)`."""
    if not isinstance(node, cst.Call):
        return False
    func = node.func
    name = func.attr.value if isinstance(func, cst.Attribute) else func.value if isinstance(func, cst.Name) else ""
    return name in {"raises", "assertRaises", "assertRaisesRegex", "suppress"}


def _def(run: Interpreter, node: cst.FunctionDef) -> None:
    function, bound = define(run, node)
    run.store.put(run.scope.names, node.name.value, bound)
    if run.scope.kind in {"module", "class"}:
        run.definitions.append(function)
    if run.tracing:
        run.record(node.name, bound)


def _class(run: Interpreter, node: cst.ClassDef) -> None:
    cls = define_class(run, node)
    bound = decorated_class(run, node, cls) if node.decorators else cls
    run.store.put(run.scope.names, node.name.value, bound)
    run.definitions.append(cls)
    if run.tracing:
        run.record(node.name, cls)


def _match(run: Interpreter, node: cst.Match) -> Signal | None:
    from seqlint.evaluate.matching import execute_match

    return execute_match(run, node)


def _for(run: Interpreter, node: cst.For) -> Signal | None:
    from seqlint.evaluate.loops import execute_for

    return execute_for(run, node)


def _while(run: Interpreter, node: cst.While) -> Signal | None:
    from seqlint.evaluate.loops import execute_while

    return execute_while(run, node)


_COMPOUND: dict[type, Callable[[Interpreter, Any], Signal | None]] = {
    cst.If: _if, cst.For: _for, cst.While: _while, cst.Try: _try, cst.TryStar: _try, cst.With: _with,
    cst.FunctionDef: _def, cst.ClassDef: _class, cst.Match: _match,
}  # fmt: skip
