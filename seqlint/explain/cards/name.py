"""What a name means where it stands: a callee, a keyword, a variable, a module, a parameter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.explain.cards.call import callee_sheet, keyword_sheet, value_sheet_of
from seqlint.explain.cards.data import array_sheet, dataset_sheet, is_data
from seqlint.explain.cards.entry import entry_sheet
from seqlint.explain.cards.inputs import input_sheet
from seqlint.explain.cards.layer import layer_sheet
from seqlint.explain.cards.library import library_sheet
from seqlint.explain.cards.model import model_sheet
from seqlint.explain.cards.value import function_sheet, value_sheet
from seqlint.explain.cursor import parts
from seqlint.explain.sheet import Sheet, bold, code
from seqlint.keras.layer import Layer
from seqlint.keras.models.record import Model
from seqlint.keras.models.tensor import KerasTensor
from seqlint.keras.names import Named
from seqlint.values.array import Array
from seqlint.values.dataset import Dataset
from seqlint.values.functions import Function, Library
from seqlint.values.store import Ref
from seqlint.values.unknown import OneOf

if TYPE_CHECKING:
    from seqlint.explain.cursor import Cursor


def name_sheet(cursor: Cursor) -> Sheet | None:
    """The card of a name, or of the attribute that a dot gives."""
    around = cursor.above()
    if around is None or cursor.node.value in {"True", "False", "None"}:
        return None
    if around.kind == "Arg" and around.node.keyword is cursor.node:
        return keyword_sheet(around)
    subject = around if around.kind == "Attribute" and around.node.attr is cursor.node else cursor
    outer = subject.above()
    if outer is not None and outer.kind == "Call" and outer.node.func is subject.node:
        return callee_sheet(outer, cursor.text())
    if outer is not None and outer.kind in {"ImportAlias", "AsName"}:
        return None
    if outer is not None and outer.kind == "Arg" and any(isinstance(each, Library) for each in subject.values()):
        argument = value_sheet_of(outer, cursor)
        if argument is not None:
            return argument
    return variable_sheet(subject, cursor.text())


def variable_sheet(cursor: Cursor, name: str) -> Sheet | None:
    """The card of what a name or attribute holds where it stands."""
    values = _flat(cursor.values())
    if not values and cursor.kind == "Name":
        values = _parameter(cursor)
    if not values:
        return None
    arrays = [value for value in values if isinstance(value, Array)]
    if arrays and is_data(arrays[0]):
        return array_sheet(cursor.facts, name, arrays, _use_of_data(cursor))
    if isinstance(values[0], Dataset):
        return dataset_sheet(name, values[0])
    if isinstance(values[0], Library):
        return library_sheet(cursor.facts, values[0], name)
    if isinstance(values[0], Named):
        return entry_sheet(values[0], f"an object of Keras, {code(name)} here")
    if isinstance(values[0], Function):
        return function_sheet(cursor, values[0], name, [], "")
    refs = list(dict.fromkeys(v for v in values if isinstance(v, Ref)))
    found = _object(cursor, name, refs) if refs else None
    return found or value_sheet(cursor, name, values)


def _flat(values: list[Any]) -> list[Any]:
    """The values, each alternative of one that differs between paths at its own."""
    found: list[Any] = []
    for value in values:
        found.extend(value.values if isinstance(value, OneOf) else (value,))
    return found


def _object(cursor: Cursor, name: str, refs: list[Ref]) -> Sheet | None:
    facts = cursor.facts
    record = facts.program.heap.get(refs[0].id)
    if isinstance(record, Model):
        models = [ref for ref in refs if isinstance(facts.program.heap.get(ref.id), Model)]
        return model_sheet(facts, models, name, _use_of_model(cursor))
    if isinstance(record, Layer):
        seen = [each for ref in refs for each in facts.seen(ref)]
        return layer_sheet(facts, seen, name) if seen else None
    if isinstance(record, KerasTensor):
        return input_sheet(facts, record.shape, name, None) if record.layer is None else _tensor(name, record)
    if isinstance(record, Dataset):
        return dataset_sheet(name, record)
    named = getattr(record, "named", record)
    return entry_sheet(named, f"an object of Keras, {code(name)} here") if isinstance(named, Named) else None


def _tensor(name: str, tensor: KerasTensor) -> Sheet:
    from seqlint.explain.facts import line
    from seqlint.values.shape import render

    head = (
        f"{bold(name)} — a symbolic tensor of shape {code(render(tensor.shape))}",
        f"It is what the layer call on {line(tensor.place)} gives: a plan for numbers, no numbers yet.",
        "",
    )
    return Sheet(f"{name}: a tensor {render(tensor.shape)}", head, ())


def _use_of_model(cursor: Cursor) -> str:
    """What happens to a model where its variable stands."""
    attribute = cursor.above()
    if attribute is None or attribute.kind != "Attribute" or attribute.node.value is not cursor.node:
        return "It is made here." if cursor.nearest("AssignTarget") is not None else ""
    name = attribute.node.attr.value
    words = {
        "compile": "This line says how it learns.",
        "fit": "This line trains it.",
        "add": "This line puts a layer on top of it.",
        "predict": "This line asks it for answers.",
        "evaluate": "This line measures it.",
        "summary": "This line prints its table.",
    }
    return words.get(name, "")


def _use_of_data(cursor: Cursor) -> str:
    """What happens to data where its variable stands."""
    around = cursor.above()
    if around is None:
        return ""
    if around.kind == "Attribute" and around.node.value is cursor.node:
        return f"Here {code('.' + around.node.attr.value)} works on it."
    call = around.above()
    if around.kind == "Arg" and call is not None and call.kind == "Call":
        from seqlint.explain.facts import parameter_of
        from seqlint.keras.events import Fit

        for event in cursor.facts.event_at(Fit, call.node):
            name = parameter_of(event.bound, cursor.node)
            what = {"x": "the samples", "y": "the labels: the right answer for each sample"}.get(name or "")
            if what:
                return f"Here it is {code(name)} of {code(event.method)}: {what}."
        return ""
    if cursor.nearest("AssignTarget") is not None and cursor.nearest("Call", "Arg") is None:
        return "This line makes it."
    return ""


def _parameter(cursor: Cursor) -> list[Any]:
    """What a parameter of a function is in its calls: the values of its name in the body."""
    around = cursor.nearest("Param")
    function = cursor.nearest("FunctionDef")
    if around is None or function is None or around.node.name is not cursor.node:
        return []
    name = cursor.node.value
    return _values_within(cursor, function.node.body, name)


def _values_within(cursor: Cursor, body: Any, name: str) -> list[Any]:
    pending, seen = [body], 0
    while pending and seen < 4_000:
        node = pending.pop(0)
        seen += 1
        if type(node).__name__ == "Name" and node.value == name and node in cursor.facts.program.values:
            return cursor.values(node)
        pending.extend(parts(node))
    return []
