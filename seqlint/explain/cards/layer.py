"""The card of a layer: its role in this model, what it computes, its shapes, what its weights cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.explain import urls
from seqlint.explain.amount import number
from seqlint.explain.cards.effects import besides
from seqlint.explain.drawings import columns_of, network, sketch
from seqlint.explain.facts import line
from seqlint.explain.layers import (
    arrow,
    brief,
    cost,
    counted,
    filled,
    output_sums,
    short_title,
    title_of,
    weight_lines,
)
from seqlint.explain.reach import field
from seqlint.explain.sheet import Block, Sheet, bold, bullets, code, rows
from seqlint.keras.names import Named
from seqlint.values.shape import UnknownShape, render

if TYPE_CHECKING:
    from seqlint.explain.facts import Facts, Seen
    from seqlint.explain.sheet import Part
    from seqlint.keras.layer import Layer


def layer_sheet(facts: Facts, all_seen: list[Seen], variable: str = "") -> Sheet:
    """The card of a layer that a constructor call makes, once or several times.

    Args:
        facts: the program.
        all_seen: where it works.
        variable: the variable under the cursor, if it is not the constructor call.
    """
    seen = all_seen[0]
    layer = seen.layer
    title = short_title(layer)
    name = f"{code(variable)} — " if variable else ""
    shapes = f": {arrows(all_seen)}" if seen.input is not None or seen.model is not None else ""
    head = (
        f"{name}{bold(title)} — {role(facts, seen)}{shapes}",
        equation(seen),
        cost(layer).replace("no p", "No p", 1),
    )
    body: list[Part] = [
        neighbours(facts, seen),
        sketch(seen),
        several(all_seen),
        steps(seen),
        field(seen),
        *besides(seen),
        rows([("weight", "shape", "numbers"), *weight_lines(layer)]) if layer.weights else "",
        why_unknown(seen),
        f"**{layer.title}.** {filled(layer.type.card.summary + chr(10) + layer.type.card.text, seen)}",
        defaults(layer),
    ]
    return Sheet(
        f"{title}, {role(facts, seen)}".replace("`", ""),
        head,
        tuple(body),
        urls.layer(layer.type),
        network(columns_of(seen, ""), lines_lit=True),
    )


def arrows(all_seen: list[Seen]) -> str:
    """The shapes of all places where it works: `(None, 784) → (None, 64)` or another."""
    return " or ".join(list(dict.fromkeys(arrow(seen) for seen in all_seen))[:3])


def role(facts: Facts, seen: Seen) -> str:
    """What a layer is in its model: `layer 1 of 2 of model`."""
    if seen.model is None:
        around = facts.wrapper(seen.ref)
        if around is not None:
            owner, model, index = around
            return f"inside {code(title_of(model.uses[index]))}, layer {index + 1} in {facts.called(owner, model)}"
        return "a layer" if seen.input is None else "a layer that is called by itself"
    count = "several" if seen.model.open else str(len(seen.model.uses))
    return f"layer {seen.index + 1} of {count} in {facts.called(seen.owner, seen.model)}"


def equation(seen: Seen) -> str:
    """What it computes with its own numbers, in one line."""
    layer = seen.layer
    if layer.has("dense"):
        name = brief(layer.argument("activation"))
        inner = "input · kernel + bias" if layer.argument("use_bias") else "input · kernel"
        whole = inner if name in {"None", "linear"} else f"{name}({inner})"
        plural, each = ("", "") if layer.argument("units") == 1 else ("s", " each")
        units = counted(layer.argument("units"))
        size = number(seen.input[-1]) if isinstance(seen.input, tuple) else "all its"
        return f"{code(f'output = {whole}')}: {units} weighted sum{plural} of {size} inputs{each}"
    named = layer.argument("activation") if layer.title == "Activation" else None
    if isinstance(named, Named) and named.entry.formula:
        return f"{code(f'output = {named.entry.formula}')}: every value goes through {code(named.name)}"
    return filled(layer.type.card.summary, seen)


def neighbours(facts: Facts, seen: Seen) -> str:
    """What comes before it and after it in its model."""
    if seen.model is None:
        if facts.wrapper(seen.ref) is not None:
            return "The layer around it says what it receives, and what becomes of what it gives."
        return "It is made here, and no Sequential of this file takes it up." if seen.input is None else ""
    before, after = seen.before, seen.after
    first = f"It receives {code(render(seen.input))} from {code(title_of(before))}" if before else _from_input(seen)
    if after is not None:
        return f"{first}. It hands {code(render(seen.output))} to {code(title_of(after))}."
    return f"{first}. It is the last layer: what leaves it is what {facts.called(seen.owner, seen.model)} predicts."


def _from_input(seen: Seen) -> str:
    if not isinstance(seen.input, tuple):
        return "It is the first layer; its input is not known before the model sees data"
    return f"It is the first layer: each sample arrives as {code(render(seen.input[1:]))}"


def several(all_seen: list[Seen]) -> str:
    """Which call gives what, where the line runs more than once or the layer is shared."""
    if len({render(seen.output) for seen in all_seen}) < 2:
        shared = len(all_seen) > 1 and all_seen[0].ref == all_seen[1].ref
        return f"It stands at {len(all_seen)} places and has one set of weights for all of them." if shared else ""
    found = []
    for seen in all_seen[:4]:
        calls = [f"{code(place.text())} on {line(place)}" for place in seen.layer.stack[-1:]]
        found.append(f"{code(short_title(seen.layer))}: {arrow(seen)}" + (f", for {calls[0]}" if calls else ""))
    return "This line runs several times:\n" + bullets(found)


def steps(seen: Seen) -> Block | str:
    """The arithmetic of its output shape."""
    lines = output_sums(seen)
    return Block(lines) if lines else ""


def why_unknown(seen: Seen) -> str:
    """Why a shape is not known, and what it would take."""
    for shape in (seen.input, seen.output):
        if isinstance(shape, UnknownShape):
            return f"Not known here: {shape.reason}."
    if seen.input is None and seen.model is not None:
        return (
            "The model has no shapes yet: say what one sample looks like with `keras.Input(shape)` as its first item, "
            "or let it see data."
        )
    return f"Not known here: {seen.layer.unknown}." if seen.layer.unknown else ""


def defaults(layer: Layer) -> str:
    """The arguments that the author left to Keras."""
    shown = [
        f"{code(f'{name}={brief(value)}')}"
        for name, value in layer.bound.defaults.items()
        if (isinstance(value, str | bool | int | float | Named) and name != "name")
    ]
    return f"Left to Keras: {', '.join(shown[:6])}{' …' if len(shown) > 6 else ''}." if shown else ""
