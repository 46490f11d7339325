"""The cards of plain values: numbers and texts by their variables, functions of the program, and what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.explain.cards.data import shown_beside
from seqlint.explain.facts import line, short_text
from seqlint.explain.layers import brief, short_title
from seqlint.explain.sheet import Sheet, bold, bullets, code
from seqlint.values.containers import DictRecord, ListRecord
from seqlint.values.functions import Class, Function
from seqlint.values.shape import Size, render, render_dim
from seqlint.values.store import Ref
from seqlint.values.table import Table
from seqlint.values.unknown import OneOf, Unknown

if TYPE_CHECKING:
    from seqlint.explain.cursor import Cursor
    from seqlint.explain.facts import Facts


def value_sheet(cursor: Cursor, name: str, values: list[Any]) -> Sheet | None:
    """The card of a variable that holds a plain value; None for what has nothing to say."""
    facts = cursor.facts
    found = list(dict.fromkeys(_words(facts, value) for value in values))
    words = " or ".join(each for each in found[:4] if each)
    if not words:
        return None
    value = values[0]
    uses = _uses(facts, name)
    head = (f"{bold(name)} — {words}", uses[0] if uses else _kind(value), uses[1] if len(uses) > 1 else "")
    body = (shown_beside(facts, value), bullets(uses[2:6]) if uses[2:] else "", _runs(values), _unknown(value))
    return Sheet(f"{name} = {words}".replace("`", ""), head, body)


def _words(facts: Facts, value: Any) -> str:
    if isinstance(value, Unknown):
        return "not known here"
    if isinstance(value, Function):
        return "a function of this program"
    if isinstance(value, Class):
        return "a class of this program"
    if isinstance(value, OneOf):
        return " or ".join(dict.fromkeys(_words(facts, each) for each in value.values))
    if isinstance(value, Ref):
        record = facts.program.heap.get(value.id)
        if isinstance(record, ListRecord):
            items = (
                ", ".join(brief(item) for item in record.items[:6])
                if not any(isinstance(i, Ref) for i in record.items)
                else ""
            )
            return f"a list of {len(record.items)}" + (f": {code(items)}" if items else "")
        if isinstance(record, Table):
            return f"a table of pandas, {code(render((record.rows, record.width)))}: rows and columns"
        return f"a dictionary with {len(record.entries)} entries" if isinstance(record, DictRecord) else ""
    if isinstance(value, bool | int | float | str | Size):
        return code(brief(value))
    if isinstance(value, tuple) and value:
        return (
            code(brief(value))
            if all(isinstance(item, int | float | str | Size) for item in value)
            else f"{len(value)} values"
        )
    return ""


def _kind(value: Any) -> str:
    if isinstance(value, Unknown):
        return f"{value.reason[:1].upper()}{value.reason[1:]}."
    if isinstance(value, Size):
        return (
            f"A size that the program does not fix: {getattr(value, 'reason', '')}."
            if getattr(value, "reason", "")
            else f"A size: {render_dim(value)}."
        )
    if isinstance(value, Function):
        return f"It is defined on {line(value.place)}."
    if isinstance(value, Class):
        bases = ", ".join(code(base.name) for base in value.library_bases())
        return f"It is defined on {line(value.place)}" + (f", from {bases}." if bases else ".")
    return ""


def _unknown(value: Any) -> str:
    if not isinstance(value, Unknown) or value.place is None:
        return ""
    return f"What is not known starts at {code(short_text(value.place))} on {line(value.place)}."


def _runs(values: list[Any]) -> str:
    return f"This place runs {len(values)} times." if len(values) > 1 else ""


def _uses(facts: Facts, name: str) -> list[str]:
    """The arguments of layers and of trainings in which a variable stands."""
    found: dict[str, None] = {}
    for parameter, event, method in facts.given(name)[:8]:
        subject = code(method) if method else code(short_title(event.layer))
        found[f"It is {code(parameter)} of {subject} on {line(event.place)}."] = None
    return list(found)


def function_sheet(cursor: Cursor, function: Function, name: str, results: list[Any], text: str) -> Sheet:
    """The card of a function of the program, where it is called or defined.

    Args:
        cursor: where it stands.
        function: the function.
        name: how it is called there.
        results: what its calls there gave.
        text: the call as it is written; empty at its definition.
    """
    facts = cursor.facts
    params = ", ".join(
        param.name.value for param in getattr(getattr(function.place.node, "params", None), "params", ())
    )
    gives = [word for value in results if (word := _result(facts, value))]
    head = (
        f"{bold(name)} — a function of this program, {line(function.place)}: {code(f'{function.name}({params})')}",
        f"{code(text)} gives {' or '.join(dict.fromkeys(gives))}."
        if gives and text
        else "What its calls give shows where it is called.",
        "",
    )
    return Sheet(f"{name}, a function of this program", head, ())


def _result(facts: Facts, value: Any) -> str:
    from seqlint.explain.cards.model import ends, summary
    from seqlint.explain.hints import words
    from seqlint.keras.layer import Layer
    from seqlint.keras.models.record import Model
    from seqlint.values.array import Array

    if isinstance(value, Array):
        return code(words(value))
    if isinstance(value, Ref):
        record = facts.program.heap.get(value.id)
        if isinstance(record, Model):
            return f"a {summary(record)}, {ends(record, [])}"
        if isinstance(record, Layer):
            return code(short_title(record))
    return _words(facts, value)


def argument_sheet(cursor: Cursor, function: Function, parameter: str, text: str, *, keyword: bool) -> Sheet:
    """The card of an argument of a function of the program."""
    shown = parameter if keyword else text
    head = (
        (
            f"{bold(shown)} — {f'the parameter {code(parameter)}' if not keyword else 'a parameter'} "
            f"of {code(function.name)}, a function of this program"
        ),
        f"Here it is {code(text)}.",
        f"The function is defined on {line(function.place)}.",
    )
    uses = _uses(cursor.facts, parameter)
    return Sheet(f"{parameter} of {function.name}: {text}", head, (bullets(uses[:5]) if uses else "",))
