"""The program's own functions: definition, binding of arguments, execution, and what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import libcst as cst

from seqlint.evaluate import limits
from seqlint.evaluate.branches import join
from seqlint.evaluate.cells import CELL
from seqlint.evaluate.scope import Frame, Scope
from seqlint.libraries.marimo import decorator_of
from seqlint.values.containers import DictRecord, Sequence
from seqlint.values.functions import Function, Library
from seqlint.values.join import one_of
from seqlint.values.place import Place
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.evaluate.interpreter import Interpreter
    from seqlint.values.call import Arguments

_TRANSPARENT = frozenset({
    "tensorflow.function", "tensorflow.autograph.experimental.do_not_convert", "functools.wraps", "functools.lru_cache",
    "functools.cache", "keras.saving.register_keras_serializable", "keras.utils.register_keras_serializable",
    "tensorflow.custom_gradient", "abc.abstractmethod", "typing.override", "contextlib.contextmanager",
})  # fmt: skip
"""Decorators after which the function is still what its text says."""


def define(run: Interpreter, node: cst.FunctionDef) -> Any:
    """The value that a `def` statement binds."""
    from seqlint.evaluate.expressions import evaluate

    kind = "async" if node.asynchronous is not None else "function"
    for decorator in node.decorators:
        value = evaluate(run, decorator.decorator)
        kind = _decorated(value, kind)
    owner = run.scope if run.scope.kind != "class" else run.scope.parent
    return Function(node.name.value, Place(run.chunk, node), owner, defaults_of(run, node.params), kind=kind)


def _decorated(value: Any, kind: str) -> str:
    path = value.path if isinstance(value, Library) else None
    marked = decorator_of(value)
    if marked is not None:
        return CELL if marked == CELL else kind
    if path == "builtins.staticmethod":
        return "static"
    if path == "builtins.classmethod":
        return "class"
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
    if (
        sum(
            1 for frame in run.frames if frame.function is not None and frame.function.place.node is function.place.node
        )
        > 2
    ):
        return unknown(f"`{function.name}` calls itself", place)
    run.called[function.place.node] = None
    scope = Scope("function", function.scope)
    node = function.place.node
    bind_parameters(run, function, node.params, arguments, scope)
    return _execute(run, function, node, scope, arguments, place)


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
        value = value.named(name)
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
