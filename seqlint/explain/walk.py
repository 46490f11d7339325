"""The walk through a program for a reader: each model from its data to its answers, layer by layer."""

from __future__ import annotations

import os
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from seqlint.explain.amount import number
from seqlint.explain.cards.effects import effect
from seqlint.explain.cards.layer import equation, steps
from seqlint.explain.cards.metric import resolved
from seqlint.explain.cards.model import compiled, concept_of, ends, summary, table, unknown
from seqlint.explain.cards.objective import last_layer, meetings
from seqlint.explain.cards.steps import steps_of
from seqlint.explain.cards.training import learning_rate
from seqlint.explain.drawings import chain
from seqlint.explain.facts import Facts, line, short_text
from seqlint.explain.hints import words
from seqlint.explain.history import history
from seqlint.explain.layers import arrow, cost, filled, short_title, size, title_of
from seqlint.explain.models import grouped
from seqlint.explain.sheet import bullets, code, lines_of
from seqlint.keras.layer import Layer
from seqlint.keras.names import Named
from seqlint.values.array import Array
from seqlint.values.shape import UnknownShape, render
from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    from seqlint.check import Analysis
    from seqlint.explain.facts import Seen
    from seqlint.explain.models import Construction
    from seqlint.keras.events import Fit
    from seqlint.keras.models.record import Model, Use
    from seqlint.values.store import Ref


def walk(analysis: Analysis) -> str:
    """The walk, in Markdown: what each layer receives, does and hands on, and what each argument means here.

    Args:
        analysis: the analysis, traced.
    """
    facts = Facts(analysis)
    groups = grouped(analysis.program)
    path = analysis.document.path
    if not groups:
        return f"{path} makes no Sequential.\n"
    parts = [part for group in groups for part in _model(facts, group, path)]
    return "\n\n".join(part for part in (*parts, _reported(analysis), _order(analysis)) if part) + "\n"


def _order(analysis: Analysis) -> str:
    """A note where the cells of a notebook were last run in another order than they stand."""
    from seqlint.source.outputs import saved

    counts = [(index, each.count) for index, each in saved(analysis.document).items() if each.count is not None]
    for (before, first), (after, second) in pairwise(counts):
        if second < first:
            return (
                f"In your last run cell {after} ran before cell {before}, which stands above it. "
                "What is said here holds for the cells from top to bottom, as Restart and run all runs them."
            )
    return ""


def walk_of(facts: Facts, group: list[Construction]) -> str:
    """The walk through the models of one constructor call; its file is named without the folder."""
    name = os.path.basename(facts.document.path)
    return "\n\n".join(part for part in _model(facts, group, name) if part) + "\n"


def _model(facts: Facts, group: list[Construction], path: str) -> list[str]:
    first = group[0]
    model = first.model
    name = facts.name_of(first.ref) or model.name or "model"
    where = f"{path}, {line(model.place)}"
    made = f"This line makes {len(group)} models; this is the first of them." if len(group) > 1 else ""
    return [
        f"# {name} ({where})",
        f"{summary(model)}: {ends(model, [each.model for each in group[1:]])}",
        made,
        lines_of(chain(model)),
        lines_of(table(model)),
        unknown(model),
        _data(facts, first.ref),
        *(part for index, use in enumerate(model.uses) for part in _layer(facts, first, index, use)),
        _compile(facts, first),
        *_fits(facts, first.ref),
    ]


def _data(facts: Facts, ref: Ref) -> str:
    """What arrives, and how it came to be."""
    found: dict[str, None] = {}
    for event in facts.fits(ref):
        for name, array in (("x", event.features), ("y", event.labels)):
            if isinstance(array, Array):
                found.setdefault(_array(facts, event, name, array), None)
    return "## What arrives\n\n" + "\n".join(found) if found else ""


def _array(facts: Facts, event: Fit, name: str, array: Array) -> str:
    text = short_text(event.bound.place(name)) or name
    steps = history(array, facts.document, lambda step: step.text)
    made = [f"  - {where}: {said}" if where else f"  - {said}" for said, where in steps]
    lost = f"not known, because {array.shape.reason}" if isinstance(array.shape, UnknownShape) else ""
    return "\n".join([f"- {code(text)}: {lost or words(array)}", *made])


def _layer(facts: Facts, construction: Construction, index: int, use: Use) -> list[str]:
    place = use.layer.place if isinstance(use.layer, Layer) else use.place
    title = f"## {index + 1}. {title_of(use)} ({line(place)})"
    shapes = f"{render(use.input)} → {render(use.output)}"
    if not isinstance(use.layer, Layer):
        if use.layer is None:
            return [title, shapes + (f". Not known: {use.reason}." if use.reason else "")]
        return [title, f"{code(shapes)}. {concept_of(use.layer)}", _cost(use.layer)]
    seen = (
        next((each for each in facts.seen(use.ref) if each.owner == construction.ref and each.index == index), None)
        if use.ref
        else None
    )
    if seen is None:
        return [title, shapes]
    does = equation(seen)
    about = filled(use.layer.type.card.summary, seen)
    parts = [f"{code(shapes)}. {about}", does if does != about else "", lines_of(steps(seen)), _arguments(seen)]
    return [title, *parts, *(part for each in seen.inside for part in _within(each)), _cost(use.layer)]


def _within(seen: Seen) -> list[str]:
    """A layer inside the one that the model holds."""
    shapes = f": {arrow(seen)}" if seen.input is not None else ""
    about = f"Inside, {code(short_title(seen.layer))}{shapes}. {filled(seen.layer.type.card.summary, seen)}"
    return [about, _arguments(seen), *(part for each in seen.inside for part in _within(each))]


def _cost(layer: Layer | Model) -> str:
    text = cost(layer)
    return f"It has {text}." if layer.weights is not None else f"{text[:1].upper()}{text[1:]}."


def _arguments(seen: Seen) -> str:
    """What each argument that is given means here."""
    found = []
    for name, argument in (*seen.layer.bound.given.items(), *seen.layer.bound.extra.items()):
        here = effect(name, seen).replace("\n", " ")
        meaning = filled(seen.layer.type.card.arguments.get(name, ""), seen).partition(". ")[0].rstrip(".")
        text = here or (f"{meaning}." if meaning else _declared(name, seen))
        if isinstance(argument.value, Unknown):
            text += f" Its value is not known: {argument.value.reason}."
        value = _inside(argument.value, seen) or size(name, argument.value)
        found.append(f"{code(f'{name}={value}')}: {text}".rstrip(": "))
    return bullets(found) if found else ""


def _inside(value: Any, seen: Seen) -> str:
    """A layer that is given to a wrapper, with its own arguments."""
    return next((short_title(each.layer) for each in seen.inside if each.ref == value), "")


def _declared(name: str, seen: Seen) -> str:
    from seqlint.explain.cards.argument import COMMON, SHAPES
    from seqlint.explain.cards.inputs import sample_words

    if name in SHAPES:
        whole = seen.layer.declared
        return f"each sample is {sample_words(whole)}; with the batch in front the model takes {code(render(whole))}."
    return COMMON.get(name, "")


def _compile(facts: Facts, construction: Construction) -> str:
    events = facts.compiles(construction.ref)
    if not events:
        return ""
    event, model = events[-1], construction.model
    lines = [compiled(facts, construction.ref, model)]
    if isinstance(event.optimizer, Named):
        lines.append(
            f"{code(event.optimizer.name)}: {event.optimizer.entry.card.summary} "
            f"{learning_rate(facts, event.optimizer)}"
        )
    if isinstance(event.loss, Named):
        lines.append(f"{code(event.loss.name)}: {event.loss.entry.card.summary}")
        lines.extend((last_layer(event.loss, model), *meetings(facts, event)))
    lines.extend(resolved(metric, facts, event, model) for metric in event.metrics or ())
    return "## How it learns\n\n" + bullets(each for each in lines if each)


def _fits(facts: Facts, ref: Ref) -> list[str]:
    found: dict[str, None] = {}
    for event in facts.fits(ref):
        found[f"{code(event.method)} on {line(event.place)}: {_run(event)}"] = None
    return ["## What is done with it\n\n" + bullets(found)] if found else []


def _run(event: Fit) -> str:
    if event.method.startswith("predict"):
        output = event.model.output
        samples = event.features.axis(0) if isinstance(event.features, Array) and event.features.rank else None
        shape = render((samples, *output[1:])) if samples is not None and isinstance(output, tuple) else render(output)
        return f"it gives answers of shape {code(shape)}."
    return steps_of(event).line


def _reported(analysis: Analysis) -> str:
    """What seqlint reports about the program."""
    found = [
        f"{one.entry.code} on {line(one.finding.place)} ({one.severity}): {one.finding.message}"
        for one in analysis.reported
        if one.severity in {"error", "warning"}
    ]
    return f"## What seqlint reports ({number(len(found))})\n\n" + bullets(found) if found else ""
