"""The program's own functions: definition, binding of arguments, execution, and what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import libcst as cst

from seqlint.evaluate import limits
from seqlint.evaluate.branches import join
from seqlint.evaluate.cells import CELL
from seqlint.evaluate.scope import Frame, Scope
from seqlint.keras.models import Model
from seqlint.libraries.marimo import decorator_of
from seqlint.values.array import Array
from seqlint.values.call import Argument, Arguments
from seqlint.values.containers import DictRecord, IteratorRecord, Sequence
from seqlint.values.functions import Function, Library
from seqlint.values.join import one_of, replace
from seqlint.values.place import Place
from seqlint.values.unknown import OneOf, Unknown, WithoutArguments, unknown

if TYPE_CHECKING:
    from seqlint.evaluate.interpreter import Interpreter

_TRANSPARENT = frozenset({
    "tensorflow.function", "tensorflow.autograph.experimental.do_not_convert", "functools.wraps", "functools.lru_cache",
    "functools.cache", "keras.saving.register_keras_serializable", "keras.utils.register_keras_serializable",
    "tensorflow.custom_gradient", "abc.abstractmethod", "typing.override",
})  # fmt: skip
"""Decorators after which the function is still what its text says."""


def define(run: Interpreter, node: cst.FunctionDef) -> tuple[Function, Any]:
    """The function that a `def` statement defines, and what it binds: what the program's own decorators make of it."""
    from seqlint.evaluate.expressions import evaluate

    kind = "async" if node.asynchronous is not None else "function"
    own: list[tuple[Function, Place]] = []
    for decorator in node.decorators:
        value = evaluate(run, decorator.decorator)
        if isinstance(value, Function) and value.kind == "function":
            own.append((value, Place(run.chunk, decorator.decorator)))
        else:
            kind = _decorated(value, kind)
    owner = run.scope if run.scope.kind != "class" else run.scope.parent
    run.outlives(owner)
    function = Function(node.name.value, Place(run.chunk, node), owner, defaults_of(run, node.params), kind=kind)
    bound: Any = function
    for wrapper, place in reversed(own):
        bound = call_function(run, wrapper, Arguments((Argument(bound, place),)), place)
    return function, bound


def _decorated(value: Any, kind: str) -> str:
    path = value.path if isinstance(value, Library) else None
    marked = decorator_of(value)
    if marked is not None:
        return CELL if marked == CELL else kind
    if path == "builtins.staticmethod":
        return "static"
    if path == "builtins.classmethod":
        return "class"
    if path == "contextlib.contextmanager":
        return "context"
    if path in {"builtins.property", "functools.cached_property"}:
        return "property"
    name = (value.name or "") if isinstance(value, Unknown) else ""
    if path in _TRANSPARENT or name.endswith((".setter", ".deleter")):
        return kind
    return kind if path is not None and path.startswith(("tensorflow", "keras")) else "hidden"


def defaults_of(run: Interpreter, params: cst.Parameters) -> dict[str, Any]:
    """Default values by parameter, evaluated where the function is defined."""
    from seqlint.evaluate.expressions import evaluate

    found: dict[str, Any] = {}
    for param in (*params.posonly_params, *params.params, *params.kwonly_params):
        if param.default is not None:
            found[param.name.value] = evaluate(run, param.default)
    return found


def call_function(run: Interpreter, function: Function, arguments: Arguments, place: Place) -> Any:
    """Execute one of the program's functions."""
    if function.kind == "hidden":
        from seqlint.evaluate.calls import escape

        escape(run, arguments)
        return unknown(f"a decorator hides what `{function.name}` does", place)
    if len(run.stack) >= limits.CALL_DEPTH:
        return unknown(f"calls are nested more than {limits.CALL_DEPTH} deep", place)
    if _depth(run, function) > (limits.RECURSION if _is_decided(arguments) else limits.UNDECIDED_RECURSION):
        return unknown(f"`{function.name}` calls itself", place)
    run.called[function.place.node] = None
    scope = Scope("function", function.scope)
    node = function.place.node
    bind_parameters(run, function, node.params, arguments, scope)
    result = _execute(run, function, node, scope, arguments, place)
    bare = not arguments.positional and not arguments.keywords and arguments.open is None
    if bare and isinstance(result, Array | Unknown) and function.takes(0) is False and not node.decorators:
        reason = f"`{function.name}` is called without its arguments"
        return WithoutArguments(reason, place, None, {}, False, function)
    return result


def _depth(run: Interpreter, function: Function) -> int:
    """How often a function is being executed."""
    node = function.place.node
    return sum(frame.function is not None and frame.function.place.node is node for frame in run.frames)


def _is_decided(arguments: Arguments) -> bool:
    """Whether numbers and texts are known that may end a recursion."""
    values = [argument.value for argument in arguments]
    return any(isinstance(value, (int, str)) for value in values) and not any(
        isinstance(value, (Unknown, OneOf)) for value in values
    )


def _execute(run: Interpreter, function: Function, node: Any, scope: Scope, arguments: Arguments, place: Place) -> Any:
    from seqlint.evaluate.expressions import evaluate
    from seqlint.evaluate.statements import execute_block

    instance = arguments.positional[0].value if function.cls is not None and arguments.positional else None
    frame = Frame(scope, run.store.checkpoint(), function, instance)
    saved = (run.scope, run.chunk, run.stack, run.depth)
    run.scope, run.chunk, run.stack = scope, function.place.chunk, (*run.stack, place)
    run.frames.append(frame)
    try:
        if isinstance(node, cst.Lambda):
            return evaluate(run, node.body)
        signal = execute_block(run, node.body)
        value = signal.value if signal is not None and signal.kind == "return" else None
        dead = signal is not None and signal.kind == "raise"
        return _result(run, frame, value, dead=dead)
    finally:
        run.frames.pop()
        run.scope, run.chunk, run.stack, run.depth = saved


def _result(run: Interpreter, frame: Frame, value: Any, *, dead: bool) -> Any:
    """What the paths of an execution return, and the state they leave."""
    if frame.yields:
        if frame.function is not None and frame.function.kind == "context":
            return _entered(run, frame)
        if frame.certain and not frame.returns and not dead:
            return run.store.new(IteratorRecord(tuple(frame.yields)))
        element = one_of(frame.yields)
        return Sequence(element, run.unknown("the number of items of a generator is not known").size(), "generator")
    if not frame.returns:
        return value
    last = run.store.undo(frame.entry)
    values = [returned for returned, _ in frame.returns]
    deltas = [delta for _, delta in frame.returns]
    if not dead:
        values.append(value)
        deltas.append(last)
    join(run, deltas)
    return one_of(values)


def _entered(run: Interpreter, frame: Frame) -> Any:
    """What a context manager gives to its block. What follows its `yield` comes after the block: it is not followed."""
    assert frame.yielded is not None
    heap = run.store.heap
    later = run.store.undo(frame.yielded).get(id(heap))
    for key, record in later[1].items() if later is not None else ():
        before = run.store.heap.get(key)
        if isinstance(record, Model) and isinstance(before, Model):
            run.store.put(
                run.store.heap, key, before.gap(before.uses, "a context manager goes on with it after its block")
            )
    return frame.yields[0]


def bind_parameters(
    run: Interpreter, function: Function, params: cst.Parameters, arguments: Arguments, scope: Scope
) -> None:
    """Bind arguments to the parameters of a function; what is not given is a named unknown."""
    positional = list(arguments.positional)
    keywords = dict(arguments.keywords)
    names = scope.names
    for param in (*params.posonly_params, *params.params):
        name = param.name.value
        if positional:
            _put(run, names, name, positional.pop(0).value)
        else:
            _by_keyword(run, function, names, name, keywords)
    if isinstance(params.star_arg, cst.Param):
        _put(run, names, params.star_arg.name.value, tuple(argument.value for argument in positional))
    for param in params.kwonly_params:
        _by_keyword(run, function, names, param.name.value, keywords)
    if params.star_kwarg is not None:
        rest = DictRecord({key: argument.value for key, argument in keywords.items()}, open=arguments.open is not None)
        _put(run, names, params.star_kwarg.name.value, run.store.new(rest))


def _put(run: Interpreter, names: dict[str, Any], name: str, value: Any) -> None:
    if isinstance(value, Unknown) and value.name is None:
        value = replace(value, name=name)
    run.store.put(names, name, value)


def _by_keyword(
    run: Interpreter, function: Function, names: dict[str, Any], name: str, keywords: dict[str, Any]
) -> None:
    if name in keywords:
        _put(run, names, name, keywords.pop(name).value)
    elif name in function.defaults:
        run.store.put(names, name, function.defaults[name])
    else:
        reason = f"nothing in the text that was read gives `{function.name}` its `{name}`"
        run.store.put(names, name, unknown(reason, function.place, name))


def unknown_arguments(function: Function) -> dict[str, Any]:
    """Symbols named after the parameters without a default, for a function that nobody calls."""
    node = function.place.node
    found: dict[str, Any] = {}
    for param in (*node.params.posonly_params, *node.params.params, *node.params.kwonly_params):
        name = param.name.value
        if name not in function.defaults:
            found[name] = unknown(f"`{name}` is given by whoever calls `{function.name}`", function.place, name)
    return found
