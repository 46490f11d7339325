"""Texts and objects that an argument can be given: names of Keras' rooms, and the few words of a choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.explain.cards.objective import labels_line
from seqlint.explain.layers import brief
from seqlint.explain.typed.proposal import FITS, NEUTRAL, UNFIT, Proposal
from seqlint.explain.typed.trial import tried
from seqlint.keras.layer import Layer
from seqlint.keras.names import Named, room_module
from seqlint.values.array import Array
from seqlint.values.shape import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.explain.facts import Seen
    from seqlint.explain.typed.callables import Callable
    from seqlint.explain.typed.scan import Bracket
    from seqlint.explain.typed.scope import Scope
    from seqlint.keras.models.record import Model
    from seqlint.values.store import Ref


def texts(scope: Scope, called: Callable, bracket: Bracket, parameter: str) -> Iterator[Proposal]:
    """What can be written between the quotes of an argument."""
    room = called.room(parameter)
    if room is not None:
        yield from _names(scope, called, bracket, room)
    elif parameter == "name" and called.name == "get_layer" and called.model is not None:
        yield from _layers(called.model[1])
    else:
        yield from _choices(scope, called, bracket, parameter)


def _names(scope: Scope, called: Callable, bracket: Bracket, room: str) -> Iterator[Proposal]:
    module, target = room_module(room), scope.target
    seen: set[str] = set()
    for text in _preferred(module.names(target)):
        entry = module.lookup(text, target)
        if entry is None or entry.name in seen:
            continue
        seen.add(entry.name)
        named = Named(room, entry.name, entry)
        detail, rank = entry.card.summary, NEUTRAL
        if room == "loss" and called.model is not None:
            detail, rank = _loss(scope, called.model, named)
        elif room == "activation" and called.type is not None:
            rank = _activation(scope, bracket, text)
        yield Proposal(text, text, "value", detail, f"{entry.card.summary}\n\n{entry.card.text}".strip(), rank)
    if room == "metric":
        yield Proposal("accuracy", "accuracy", "value", "the share of right answers; Keras picks the kind", "", FITS)


def _preferred(names: tuple[str, ...]) -> list[str]:
    """Of several strings for one thing the one in small letters, and of those the longest: it says most."""
    return sorted(names, key=lambda text: (text != text.lower(), -len(text), text))


def _loss(scope: Scope, held: tuple[Ref, Model], loss: Named) -> tuple[str, int]:
    """What a loss wants of the labels, and whether labels and last layer are so."""
    ref, model = held
    wants = labels_line(loss, model.output).replace("`", "")
    head, kinds = head_of(model), _labels(scope, ref)
    facts = []
    if head is not None and loss.entry.output != "any":
        facts.append(head == loss.entry.output)
    if kinds and loss.entry.labels != "any":
        facts.append(loss.entry.labels in kinds)
    return wants, NEUTRAL if not facts else FITS if all(facts) else UNFIT


def head_of(model: Model) -> str | None:
    """What leaves a model, in the words in which losses ask for it: "softmax", "sigmoid", "linear"."""
    last = model.last
    if not isinstance(last, Layer) or "activation" not in last.bound.names():
        return last.title.lower() if isinstance(last, Layer) and last.title == "Softmax" else None
    name = brief(last.argument("activation"))
    return {"None": "linear"}.get(name, name) if name in {"None", "linear", "softmax", "sigmoid"} else None


_KINDS = {
    "indices": {"indices"},
    "one-hot": {"one-hot"},
    "multi-hot": {"binary"},
    "continuous": {"continuous"},
}


def _labels(scope: Scope, ref: Ref) -> set[str]:
    """The kinds of labels, in the words in which losses ask for them, that the program trains a model with."""
    found: set[str] = set()
    for event in scope.facts.fits(ref, training=True):
        labels = event.labels.labels if isinstance(event.labels, Array) else None
        if labels is None:
            return set()
        found |= _KINDS.get(labels.kind, set())
        if labels.kind == "indices" and labels.highest == 1:
            found.add("binary")
    return found


def _activation(scope: Scope, bracket: Bracket, name: str) -> int:
    """Whether an activation in the last layer is what the loss asks for."""
    seen = scope.layer_of(bracket)
    if seen is None or not seen.last or seen.owner is None:
        return NEUTRAL
    compiles = scope.facts.compiles(seen.owner)
    wanted = compiles[-1].loss.entry.output if compiles and isinstance(compiles[-1].loss, Named) else "any"
    return NEUTRAL if wanted == "any" else FITS if name == wanted else NEUTRAL


def _layers(model: Model) -> Iterator[Proposal]:
    for use in model.uses:
        name = use.layer.name if use.layer is not None else None
        if name:
            yield Proposal(name, name, "value", f"{use.title} → {render(use.output)}")


def _choices(scope: Scope, called: Callable, bracket: Bracket, parameter: str) -> Iterator[Proposal]:
    """The words of a choice, each with the shape that it gives."""
    seen = scope.layer_of(bracket) if called.type is not None else None
    for case in called.kind(parameter).cases:
        if isinstance(case, str):
            yield Proposal(
                case, case, "value", _given(scope, called, seen, parameter, case), _meaning(called, parameter)
            )


def constants(scope: Scope, called: Callable, bracket: Bracket, parameter: str) -> Iterator[Proposal]:
    """What can be written for an argument outside quotes: True, False, None and quoted words of a choice."""
    seen = scope.layer_of(bracket) if called.type is not None else None
    cases = list(called.kind(parameter).cases)
    default = next((each.default for each in called.parameters if each.name == parameter and not each.required), 0)
    if isinstance(default, bool) and not cases:
        cases = [True, False]
    if default is None and None not in cases and bracket.at.keyword is not None:
        cases.append(None)
    for case in cases:
        if not isinstance(case, int) or isinstance(case, bool):
            text = f'"{case}"' if isinstance(case, str) else str(case)
            detail = _given(scope, called, seen, parameter, case)
            yield Proposal(text, text, "value", detail, _meaning(called, parameter))
    room = called.room(parameter)
    if room is not None:
        for each in _names(scope, called, bracket, room):
            text = f'"{each.label}"'
            yield Proposal(text, text, each.kind, each.detail, each.doc, each.rank)


def _given(scope: Scope, called: Callable, seen: Seen | None, parameter: str, value: Any) -> str:
    """The shape that a layer gives if one argument has another value."""
    if seen is None or called.type is None or seen.layer.type is not called.type or not isinstance(seen.input, tuple):
        return ""
    given = {name: argument.value for name, argument in seen.layer.bound.given.items()}
    made = tried(called.type, scope.target, seen.input, {**seen.layer.bound.defaults, **given, parameter: value})
    return f"→ {render(made.output)}" if made.output is not None else ""


def _meaning(called: Callable, parameter: str) -> str:
    return called.arguments.get(parameter, "")
