"""The signature of the call around the cursor, and which of its parameters is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from seqlint.explain.layers import brief
from seqlint.explain.typed.callables import callable_of
from seqlint.explain.typed.scan import typed_at
from seqlint.explain.typed.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Callable as Function

    from seqlint.check import Analysis
    from seqlint.explain.typed.callables import Callable
    from seqlint.values.signature import Parameter


class Part(msgspec.Struct, frozen=True):
    """One parameter: where it stands in the label, and what it means."""

    start: int
    end: int
    doc: str


class Help(msgspec.Struct, frozen=True):
    """A signature.

    Attributes:
        label: `Dense(units, activation=None, …)`.
        doc: what the call does.
        parts: its parameters.
        active: which of them the cursor is in; None where that is none of them, or not known.
    """

    label: str
    doc: str
    parts: tuple[Part, ...]
    active: int | None


def signature_at(analysis: Analysis, text: str, offset: int, earlier: Function[[int], int | None]) -> Help | None:
    """The signature of the innermost call of Keras around the cursor; arguments as for `complete`."""
    scope = Scope(analysis, earlier)
    typed = typed_at(text, offset, scope.statement(text, offset))
    if typed is None:
        return None
    for bracket in reversed(typed.brackets):
        called = callable_of(scope, bracket)
        if called is not None:
            parameter = called.parameter_at(bracket)
            return _help(called, parameter)
        if bracket.kind == "(" and bracket.callee:
            return None
    return None


def _help(called: Callable, parameter: str | None) -> Help:
    label = f"{called.name}("
    parts: list[Part] = []
    marked = False
    for each in called.parameters:
        if parts:
            label += ", "
        if each.keyword_only and not marked:
            label, marked = f"{label}*, ", True
        text = _written(each)
        parts.append(Part(len(label), len(label) + len(text), called.arguments.get(each.name, "")))
        label += text
    if not marked and called.more:
        label += ", *" if parts else "*"
    for name in called.more:
        label += ", "
        parts.append(Part(len(label), len(label) + len(name), called.arguments.get(name, "")))
        label += name
    active = called.names.index(parameter) if parameter in called.names else None
    return Help(f"{label})", called.summary, tuple(parts), active)


def _written(parameter: Parameter) -> str:
    return parameter.name if parameter.required else f"{parameter.name}={brief(parameter.default)}"
