"""The cards of a model's other methods (`add`, `summary` …) and of `load_data`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.explain import urls
from seqlint.explain.amount import number
from seqlint.explain.cards.data import step_words
from seqlint.explain.cards.model import ends, summary, table
from seqlint.explain.hints import words
from seqlint.explain.layers import title_of
from seqlint.explain.sheet import Sheet, bold, bullets, code
from seqlint.values.array import Array
from seqlint.values.shape import render

if TYPE_CHECKING:
    from seqlint.evaluate.program import CallRecord
    from seqlint.explain.facts import Facts
    from seqlint.keras.models.record import Model, Use
    from seqlint.values.functions import Library, Method

_DOES = {
    "summary": "prints the table of the layers with their shapes and parameters",
    "pop": "takes the last layer off",
    "build": "makes the weights for an input shape",
    "get_layer": "gives one layer by its name or position",
    "count_params": "counts all parameters",
    "save": "writes the model to a file",
    "save_weights": "writes the weights to a file",
    "load_weights": "reads weights that were written before",
    "to_json": "gives the architecture as text, without the weights",
    "get_weights": "gives all weights as numpy arrays",
    "set_weights": "puts arrays in the place of the weights",
}


def method_sheet(facts: Facts, method: Method, model: Model, result: Any) -> Sheet:
    """The card of a method of a model."""
    called = facts.called(method.receiver, model)
    does = _DOES.get(method.name, "is a method of the model")
    head = (f"{bold(method.name)} — {does}: {called}, {summary(model)}", ends(model, []), _result(result))
    shown = table(model) if method.name in {"summary", "build", "count_params"} else ""
    return Sheet(f"{method.name} of {called}".replace("`", ""), head, (shown,), urls.method(method.name))


def _result(result: Any) -> str:
    if isinstance(result, Array):
        return f"It gives {code(words(result))}."
    return f"It gives {number(result)}." if isinstance(result, int) and not isinstance(result, bool) else ""


def add_sheet(facts: Facts, node: Any, method: Method, record: CallRecord) -> Sheet | None:
    """The card of `add`: what the model was before it, and what it is after it."""
    model: Model = facts.program.heap[method.receiver.id]
    called = facts.called(method.receiver, model)
    added = next((each.value for each in record.arguments), None)
    index = next((i for i, use in enumerate(model.uses) if use.ref == added or use.place.node is node), None)
    if index is None:
        first = (
            f"tells {called} what its input looks like"
            if model.input is not None
            else f"puts a layer on top of {called}"
        )
        head = (f"**add** — {first}", ends(model, []), "")
        return Sheet(f"add to {called}".replace("`", ""), head, (), urls.method("add"))
    use: Use = model.uses[index]
    before = model.uses[index - 1] if index else None
    arrives = f"after {code(title_of(before))}" if before is not None else "as the first layer"
    shapes = (
        f"{code(render(use.input))} → {code(render(use.output))}"
        if use.output is not None
        else "the shapes are not known before the model sees data"
    )
    head = (
        f"**add** — puts {code(title_of(use))} on top of {called}: layer {index + 1} of {len(model.uses)}, {arrives}",
        f"The stack now gives {shapes}." if use.output is not None else f"{shapes[:1].upper()}{shapes[1:]}.",
        "Layers work in the order in which they are added.",
    )
    body = (table(model),)
    return Sheet(f"add {title_of(use)} to {called}".replace("`", ""), head, body, urls.method("add"))


def load_sheet(function: Library, result: Any) -> Sheet:
    """The card of `load_data`: what each part of a data set is."""
    parts = _arrays(result)
    lines = [f"{step.text}: {code(step_words(step))}" for array in parts if (step := array.history) is not None]
    first = parts[0].history.text.partition(" (")[0] if parts and parts[0].history is not None else "a data set"
    head = (
        f"**load_data** — {first}",
        f"It gives {len(parts)} arrays: {', '.join(code(render(array.shape)) for array in parts)}."
        if parts
        else "What it gives is not known.",
        "Two pairs, `(x_train, y_train), (x_test, y_test)`: one to train on, one to measure with."
        if len(parts) == 4
        else "",
    )
    body = (bullets(lines), "It is downloaded at the first use and kept in `~/.keras/datasets`.")
    return Sheet(f"load_data: {first}", head, body, urls.library(function.path))


def _arrays(value: Any) -> list[Array]:
    if isinstance(value, Array):
        return [value]
    return [array for item in value for array in _arrays(item)] if isinstance(value, tuple) else []
