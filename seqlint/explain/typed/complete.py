"""What can stand at the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from seqlint.evaluate.names import canonical
from seqlint.explain.layers import brief
from seqlint.explain.typed.callables import Callable, callable_of
from seqlint.explain.typed.names import members, methods, stacked_layers
from seqlint.explain.typed.proposal import Proposal
from seqlint.explain.typed.scan import typed_at
from seqlint.explain.typed.scope import Scope
from seqlint.explain.typed.values import constants, texts

if TYPE_CHECKING:
    from collections.abc import Callable as Function
    from collections.abc import Iterator

    from seqlint.check import Analysis
    from seqlint.explain.typed.scan import Bracket, Typed
    from seqlint.values.shape import Shape

_SEQUENTIAL = frozenset({"keras.Sequential", "keras.models.Sequential"})


class Completion(msgspec.Struct, frozen=True):
    """The choices, and the piece of the text that any of them replaces."""

    start: int
    end: int
    proposals: tuple[Proposal, ...]


def complete(analysis: Analysis, text: str, offset: int, earlier: Function[[int], int | None]) -> Completion | None:
    """What can stand at the cursor; None where seqlint has nothing to propose.

    Args:
        analysis: the last analysis that could read everything, else the newest.
        text: the text as it is now.
        offset: the cursor in it.
        earlier: from an offset in the text to the same place in the analysed document; None for what is new.
    """
    scope = Scope(analysis, earlier)
    typed = typed_at(text, offset, scope.statement(text, offset))
    if typed is None or "\n" in typed.prefix:
        return None
    found = {each.label: each for each in _proposals(scope, typed)}
    return Completion(typed.start, typed.end, tuple(found.values())) if found else None


def _proposals(scope: Scope, typed: Typed) -> Iterator[Proposal]:
    if typed.module is not None:
        yield from members(canonical(typed.module), scope.target)
    elif typed.quote:
        yield from _between_quotes(scope, typed)
    elif typed.receiver is not None:
        yield from _after_dot(scope, typed)
    else:
        yield from _word(scope, typed)


def _call_around(typed: Typed) -> Bracket | None:
    """The innermost call whose argument the cursor is in, lists and tuples between them apart."""
    for bracket in reversed(typed.brackets):
        if bracket.kind == "(" and bracket.callee:
            return bracket
        if bracket.kind == "{":
            return None
    return None


def _between_quotes(scope: Scope, typed: Typed) -> Iterator[Proposal]:
    around = _argument(scope, typed)
    if around is not None:
        yield from texts(scope, *around)


def _argument(scope: Scope, typed: Typed) -> tuple[Callable, Bracket, str] | None:
    """The call, its bracket and the parameter that the cursor is in."""
    bracket = _call_around(typed)
    called = callable_of(scope, bracket) if bracket is not None else None
    if bracket is None or called is None:
        return None
    parameter = called.parameter_at(bracket)
    return None if parameter is None else (called, bracket, parameter)


def _after_dot(scope: Scope, typed: Typed) -> Iterator[Proposal]:
    assert typed.receiver is not None
    path = scope.path(typed.receiver)
    if path is not None and (path == "keras" or path.startswith("keras.")):
        yield from members(path, scope.target, _arriving(scope, typed), stacked=_takes_layer(scope, typed))
    elif path is None and "." not in typed.receiver and scope.model(typed.receiver, typed.start) is not None:
        yield from methods(scope.target)


def _arriving(scope: Scope, typed: Typed) -> Shape | None:
    """What arrives at a layer at the cursor, if one can stand there."""
    return scope.arriving(typed.brackets, typed.start) if _takes_layer(scope, typed) else None


def _takes_layer(scope: Scope, typed: Typed) -> bool:
    """Whether an item of a Sequential's list, or the argument of `add`, stands at the cursor."""
    brackets = typed.brackets
    if len(brackets) >= 2 and brackets[-1].kind == "[" and not brackets[-1].callee:
        return scope.path(brackets[-2].callee) in _SEQUENTIAL
    if not brackets or brackets[-1].kind != "(":
        return False
    receiver, _, method = brackets[-1].callee.rpartition(".")
    return method == "add" and scope.model(receiver, brackets[-1].callee_start) is not None


def _word(scope: Scope, typed: Typed) -> Iterator[Proposal]:
    if typed.brackets and _takes_layer(scope, typed) and typed.brackets[-1].at.keyword is None and typed.fresh:
        yield from stacked_layers(scope, _arriving(scope, typed))
    bracket = typed.brackets[-1] if typed.brackets else None
    if bracket is None or bracket.kind != "(":
        return
    called = callable_of(scope, bracket)
    if called is None:
        return
    parameter = called.parameter_at(bracket)
    if parameter is not None and not bracket.at.starred and _is_bare(typed, bracket):
        yield from constants(scope, called, bracket, parameter)
    if typed.fresh:
        yield from _keywords(called, bracket)


def _is_bare(typed: Typed, bracket: Bracket) -> bool:
    """Whether nothing but the word at the cursor stands in its argument."""
    return typed.fresh or (bracket.at.keyword is not None and bracket.at.empty)


def _keywords(called: Callable, bracket: Bracket) -> Iterator[Proposal]:
    """The arguments that are not given yet."""
    positional = [each.name for each in called.parameters if not each.keyword_only]
    given = bracket.keywords | set(positional[: bracket.position])
    required = {each.name for each in called.parameters if each.required}
    defaults = {each.name: each.default for each in called.parameters if not each.required}
    for name in called.names:
        if name not in given:
            detail = "required" if name in required else f"= {brief(defaults[name])}" if name in defaults else ""
            yield Proposal(f"{name}=", f"{name}=", "parameter", detail, called.arguments.get(name, ""))
