"""Functions and classes that nobody calls: followed once, with their defaults or symbols named after parameters."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from seqlint.evaluate import limits
from seqlint.evaluate.functions import call_function, unknown_arguments
from seqlint.evaluate.statements import guarded
from seqlint.values.call import Argument, Arguments
from seqlint.values.containers import DictRecord, InstanceRecord, ListRecord, SequenceRecord, SetRecord
from seqlint.values.functions import Class, Function
from seqlint.values.store import Ref
from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.evaluate.interpreter import Interpreter

_WORDS = ("Sequential", "keras", "layers", "Dense", "model", ".add(", "compile(", ".fit(", "K.")
"""Words without one of which a function has nothing to do with models."""


def run_uncalled(run: Interpreter) -> None:
    """Follow what the module defines and does not call."""
    for definition in list(run.definitions):
        place = definition.place
        text = place.chunk.text
        if not any(word in text for word in _WORDS):
            continue
        checkpoint = run.store.checkpoint()
        run.chunk = place.chunk
        run.asleep = bool(run.document.cells)
        _bounded(run, partial(_follow, run, definition))
        run.store.keep(checkpoint)
    run.asleep = False


def _bounded(run: Interpreter, action: Callable[[], None]) -> None:
    """Do something within its own budget; whatever stops it costs that alone."""
    run.start_statement(limits.UNCALLED_STEPS)
    guarded(run, action, "a function")


def _follow(run: Interpreter, definition: Any) -> None:
    if isinstance(definition, Class):
        _class(run, definition)
    elif definition.place.node not in run.called and definition.cls is None and _plain(run, definition):
        _call(run, definition, ())


def _plain(run: Interpreter, function: Function) -> bool:
    return run.module.names.get(function.name) is not None or function.kind == "hidden"


def _call(run: Interpreter, function: Function, leading: tuple[Argument, ...]) -> None:
    shown = function if function.kind != "hidden" else Function(
        function.name, function.place, function.scope, function.defaults, function.cls
    )  # fmt: skip
    given = unknown_arguments(function)
    names = [
        param.name.value for param in (*function.place.node.params.posonly_params, *function.place.node.params.params)
    ]
    for name in names[: len(leading)]:
        given.pop(name, None)
    keywords = {name: Argument(value, None, None, name) for name, value in given.items()}
    call_function(run, shown, Arguments(leading, keywords), function.place)
    if function.scope is not None and function.kind == "hidden":
        run.called[function.place.node] = None


def _class(run: Interpreter, cls: Class) -> None:
    """An instance with unknown arguments, and those of its methods that nobody called."""
    from seqlint.evaluate.classes import instantiate

    methods = [each for each in cls.attributes.values() if isinstance(each, Function)]
    pending = [each for each in methods if each.place.node not in run.called and each.name != "__init__"]
    init = cls.lookup("__init__")
    started = isinstance(init, Function) and init.place.node in run.called
    if not pending and (started or cls.place.node in run.called):
        return
    ref = next(
        (key for key, record in run.store.heap.items() if isinstance(record, InstanceRecord) and record.cls is cls),
        None,
    )
    if ref is None:
        given = unknown_arguments(init) if isinstance(init, Function) else {}
        given.pop("self", None)
        keywords = {name: Argument(value, None, None, name) for name, value in given.items()}
        instance = instantiate(run, cls, Arguments((), keywords), cls.place, cls.place)
    else:
        instance = Ref(ref)
    changing = _changing(methods)
    for method in pending:
        if method.place.node not in run.called:
            leading = () if method.kind == "static" else (Argument(instance),)
            _forget_numbers(run, instance, changing)
            overridden = _overridden(run, cls, method)
            run.catching += overridden
            _bounded(run, partial(_call, run, method, leading))
            run.catching = max(run.catching - overridden, 0)


_CHANGES = re.compile(
    r"\bself\.(\w+)(?:\s*(?:[-+*/|&]|//|\*\*)?=(?!=)|\.(?:append|appendleft|extend|insert|add|update|pop|popleft|clear)\()"
)
"""Where a method gives an attribute another value, or changes the container that it is."""


def _changing(methods: list[Function]) -> frozenset[str]:
    """The attributes that methods change after the constructor: each call of them finds another value there."""
    chunks = {id(each.place.chunk): each.place.chunk for each in methods}
    pieces = (piece for chunk in chunks.values() for piece in _DEF.split(chunk.text))
    return frozenset(
        name for piece in pieces if not piece.startswith("def __init__") for name in _CHANGES.findall(piece)
    )


_DEF = re.compile(r"^[ \t]*(?=(?:async[ \t]+)?def[ \t])", re.MULTILINE)
"""Where a function begins; finding the nodes of each in the text would cost more than following them."""


def _forget_numbers(run: Interpreter, instance: Any, names: frozenset[str]) -> None:
    """Numbers, texts and lists that other methods change may be anything when one that nobody calls begins."""
    record = run.store.record(instance, InstanceRecord)
    if record is None or not names:
        return
    changed = dict(record.attributes)
    for name in names & changed.keys():
        value = changed[name]
        if value is None or isinstance(value, (bool, int, float, str, tuple, Unknown)) or _is_container(run, value):
            changed[name] = Unknown(f"what `self.{name}` is depends on what is called before", name=f"self.{name}")
    run.store[instance] = InstanceRecord(record.cls, changed)


def _is_container(run: Interpreter, value: Any) -> bool:
    return isinstance(value, Ref) and isinstance(
        run.store.heap.get(value.id), (ListRecord, SequenceRecord, DictRecord, SetRecord)
    )


def _overridden(run: Interpreter, cls: Class, method: Function) -> bool:
    """Whether a class of the program derives from this one and has its own method: then none may reach this one."""
    return any(
        isinstance(other, Class) and cls in other.bases and method.name in other.attributes for other in run.definitions
    )
