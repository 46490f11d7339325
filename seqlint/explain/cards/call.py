"""What a call is, by its callee and by its arguments: a layer, a model, a training, an operation on data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.explain.cards import training
from seqlint.explain.cards.argument import Asked, argument_sheet
from seqlint.explain.cards.data import dataset_sheet, operation_sheet
from seqlint.explain.cards.inputs import input_sheet
from seqlint.explain.cards.layer import layer_sheet
from seqlint.explain.cards.library import call_sheet
from seqlint.explain.cards.method import add_sheet, load_sheet, method_sheet
from seqlint.explain.cards.model import model_sheet
from seqlint.explain.facts import parameter_of, position_of
from seqlint.explain.sheet import code
from seqlint.keras.events import Compile, Fit
from seqlint.keras.models.record import Model
from seqlint.keras.models.tensor import KerasTensor
from seqlint.keras.names import Named
from seqlint.values.array import Array
from seqlint.values.dataset import Dataset
from seqlint.values.functions import Function, Library, Method
from seqlint.values.store import Ref
from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    from seqlint.evaluate.program import CallRecord
    from seqlint.explain.cursor import Cursor
    from seqlint.explain.sheet import Sheet


def callee_sheet(call: Cursor, name: str) -> Sheet | None:
    """The card of a call, asked for by its callee's name."""
    facts = call.facts
    seen = facts.layers_at(call.node)
    if seen:
        return layer_sheet(facts, seen)
    for event in facts.event_at(Compile, call.node):
        return training.compile_sheet(facts, event)
    for event in facts.event_at(Fit, call.node):
        return training.fit_sheet(facts, event)
    results = call.values()
    models = [
        ref
        for ref in dict.fromkeys(r for r in results if isinstance(r, Ref))
        if isinstance(facts.program.heap.get(ref.id), Model)
    ]
    records = call.calls()
    if models and not (records and isinstance(records[0].function, Function)):
        return model_sheet(facts, models, name, concept=True)
    return _other(call, name, records[0], results) if records else None


def _other(call: Cursor, name: str, record: CallRecord, results: list[Any]) -> Sheet | None:
    facts, function, result = call.facts, record.function, record.result
    if isinstance(function, Function):
        from seqlint.explain.cards.value import function_sheet

        return function_sheet(call, function, name, results, call.text())
    known = facts.program.record(result)
    named = getattr(known, "named", known)
    if isinstance(named, Named):
        from seqlint.explain.cards.entry import entry_sheet

        return entry_sheet(named, f"made by {code(call.text()[:60])}")
    if isinstance(known, KerasTensor) and isinstance(function, Library):
        return input_sheet(facts, known.shape, name, _owner_of_input(call))
    if isinstance(known, Dataset):
        return dataset_sheet(name, known)
    if isinstance(function, Method):
        receiver = facts.program.record(function.receiver)
        if isinstance(receiver, Model):
            return (
                add_sheet(facts, call.node, function, record)
                if name == "add"
                else method_sheet(facts, function, receiver, result)
            )
        if isinstance(function.receiver, Array):
            return operation_sheet(name, function.receiver, result, call.text())
    return _of_library(call, name, record) if isinstance(function, Library) else None


def _of_library(call: Cursor, name: str, record: CallRecord) -> Sheet:
    result = record.result
    if name == "load_data":
        return load_sheet(record.function, result)
    first = next((each.value for each in record.arguments if isinstance(each.value, Array)), None)
    if isinstance(result, Array):
        return operation_sheet(name, first, result, call.text())
    return call_sheet(record.function, call.text(), "", _reason(result))


def _reason(result: Any) -> str:
    return f"What it gives is not known: {result.reason}." if isinstance(result, Unknown) else ""


def _owner_of_input(call: Cursor) -> Ref | None:
    """The model that starts with an Input."""
    for owner, model in call.facts.models:
        if model.input_place is not None and model.input_place.node is call.node:
            return owner
    return None


def keyword_sheet(argument: Cursor) -> Sheet | None:
    """The card of an argument, asked for by its keyword."""
    return _argument(argument, keyword=True)


def value_sheet_of(argument: Cursor, leaf: Cursor) -> Sheet | None:
    """The card of an argument, asked for by its value.

    Args:
        argument: the argument.
        leaf: what of its value is under the cursor.
    """
    return _metric(argument, leaf) or _argument(argument, keyword=False)


def _metric(argument: Cursor, leaf: Cursor) -> Sheet | None:
    call = argument.above()
    if call is None:
        return None
    from seqlint.explain.cards.metric import metrics_sheet

    for event in call.facts.event_at(Compile, call.node):
        for index, place in enumerate(event.metric_places):
            if place is not None and any(node is place.node for node in leaf.path[argument.index :]):
                return metrics_sheet(call.facts, event, index)
    return None


def _argument(argument: Cursor, *, keyword: bool) -> Sheet | None:
    call = argument.above()
    if call is None or call.kind != "Call":
        return None
    facts, node = call.facts, argument.node.value
    seen = facts.layers_at(call.node)
    if seen:
        name = parameter_of(seen[0].layer.bound, node)
        return argument_sheet(facts, Asked(name, seen, keyword, argument.text(node))) if name else None
    for event in facts.event_at(Compile, call.node):
        name = parameter_of(event.bound, node)
        return (
            training.training_argument(facts, event, name, keyword=keyword, text=argument.text(node)) if name else None
        )
    for event in facts.event_at(Fit, call.node):
        name = parameter_of(event.bound, node)
        return training.fit_argument(event, name, keyword=keyword, text=argument.text(node)) if name else None
    records = call.calls()
    return _other_argument(argument, call, records[0], keyword=keyword) if records else None


def _other_argument(argument: Cursor, call: Cursor, record: CallRecord, *, keyword: bool) -> Sheet | None:
    function, node = record.function, argument.node.value
    text = argument.text(node)
    known = call.facts.program.record(record.result)
    named = getattr(known, "named", known)
    if isinstance(named, Named) and named.bound is not None:
        from seqlint.explain.cards import entry

        name = parameter_of(named.bound, node)
        return entry.argument_sheet(named, name, keyword=keyword) if name else None
    if isinstance(known, KerasTensor) and isinstance(function, Library):
        return input_sheet(call.facts, known.shape, argument.text() if keyword else text, _owner_of_input(call))
    if isinstance(function, Function):
        return _parameter(call, function, record, node, text, keyword=keyword)
    if isinstance(known, Model) and known.place.node is call.node:
        position = position_of(record.arguments, node)
        return (
            None
            if keyword and position != "name"
            else model_sheet(call.facts, [record.result], "[…]" if "\n" in text or len(text) > 40 else text)
            if position in {0, "layers"}
            else None
        )
    callee = getattr(call.node.func, "attr", call.node.func)
    name = getattr(callee, "value", "")
    shown = argument.node.keyword.value if keyword else text
    if isinstance(function, Method) and isinstance(function.receiver, Array):
        return operation_sheet(name, function.receiver, record.result, call.text(), value=shown)
    first = next((each.value for each in record.arguments if isinstance(each.value, Array)), None)
    if isinstance(record.result, Array):
        return operation_sheet(name, first, record.result, call.text(), value=shown)
    return None


def _parameter(
    call: Cursor, function: Function, record: CallRecord, node: Any, text: str, *, keyword: bool
) -> Sheet | None:
    from seqlint.explain.cards.value import argument_sheet as parameter_sheet

    position = position_of(record.arguments, node)
    params = [param.name.value for param in getattr(getattr(function.place.node, "params", None), "params", ())]
    name = params[position] if isinstance(position, int) and position < len(params) else position
    return parameter_sheet(call, function, name, text, keyword=keyword) if isinstance(name, str) else None
