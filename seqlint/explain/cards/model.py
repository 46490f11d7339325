"""The card of a model: its table, what it takes and gives, how it is trained, what its labels must be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.explain import urls
from seqlint.explain.amount import memory, number
from seqlint.explain.cards.objective import labels_line
from seqlint.explain.drawings import chain, model_picture
from seqlint.explain.facts import line, short_text
from seqlint.explain.layers import cost, title_of
from seqlint.explain.sheet import Block, Sheet, bold, code, rows
from seqlint.keras.applications import find as application
from seqlint.keras.layer import Layer, snake
from seqlint.keras.names import Named
from seqlint.keras.weights import arithmetic, count
from seqlint.values.functions import Function
from seqlint.values.shape import UnknownShape, render

if TYPE_CHECKING:
    from seqlint.explain.facts import Facts
    from seqlint.explain.sheet import Part
    from seqlint.keras.events import Compile
    from seqlint.keras.models.record import Model, Use
    from seqlint.values.store import Ref

_MOST_ROWS = 24


def model_sheet(facts: Facts, refs: list[Ref], name: str, here: str = "", *, concept: bool = False) -> Sheet:
    """The card of a model.

    Args:
        facts: the program.
        refs: the model; several where a line makes several.
        name: how it is called there.
        here: what happens to it where the cursor is.
        concept: whether the class is asked for, not the variable.
    """
    ref = refs[0]
    model: Model = facts.program.heap[ref.id]
    others = [facts.program.heap[other.id] for other in refs[1:]]
    learns = compiled(facts, ref, model)
    third = " ".join(part for part in (here, learns or state(facts, ref, model)) if part)
    head = (f"{bold(name)} — {summary(model)}", ends(model, others), third)
    body: tuple[Part, ...] = (
        learning(model),
        chain(model),
        table(model),
        several(facts, refs),
        concept_of(model) if concept else "",
        unknown(model),
        state(facts, ref, model) if learns else "",
        "" if concept else concept_of(model),
    )
    url = urls.SEQUENTIAL if model.kind == "Sequential" else urls.MODEL
    about = f"{name}: {model.kind} with {layers(model)}"
    return Sheet(about, head, body, url, model_picture(model))


def learning(model: Model) -> str:
    """How much of a model is trained whose layers are not listed."""
    return f"It has {cost(model)}." if model.facets is not None and model.weights else ""


def layers(model: Model) -> str:
    """How many layers it has."""
    size = len(model.uses) - bool(model.open)
    return f"{'at least ' if model.open else ''}{size} layer{'' if size == 1 else 's'}"


def summary(model: Model) -> str:
    """Class, layers and parameters in one line."""
    total = model.parameters
    cost = ""
    if total is not None:
        cost = f", {number(total)} parameters" + (f" ({memory(total)})" if isinstance(total, int) else "")
    count_ = f", {layers(model)}" if model.uses else ", no layers" if model.kind == "Sequential" else ""
    return f"{model.kind}{count_}{cost}"


def ends(model: Model, others: list[Model]) -> str:
    """What goes in and what comes out."""
    if not model.built:
        if model.broken is not None:
            return "Keras stops while it builds this model, so its shapes are not known."
        return (
            "It has no shapes yet: it learns what a sample looks like from `keras.Input(shape)` or from the first data."
        )
    found = dict.fromkeys(
        f"in {code(render(each.input))} → out {code(render(each.output))}" for each in (model, *others)
    )
    return " or ".join(list(found)[:3])


def table(model: Model) -> Block | str:
    """One row a layer: title, output, parameters."""
    if not model.uses:
        return ""
    lines = [("layer", "output", "parameters"), *(_row(use) for use in model.uses[:_MOST_ROWS])]
    if len(model.uses) > _MOST_ROWS:
        lines.append((f"… {len(model.uses) - _MOST_ROWS} more", "", ""))
    return rows(lines)


def _row(use: Use) -> tuple[str, str, str]:
    weights = use.layer.weights if use.layer is not None else None
    if weights is None:
        return title_of(use), render(use.output), "?"
    text = arithmetic(weights) if len(weights) <= 3 and isinstance(use.layer, Layer) else number(count(weights))
    return title_of(use), render(use.output), text


def several(facts: Facts, refs: list[Ref]) -> str:
    """Which call makes which model."""
    if len(refs) < 2:
        return ""
    found = []
    for ref in refs[:4]:
        model: Model = facts.program.heap[ref.id]
        place = model.stack[-1] if model.stack else None
        where = f" for {code(short_text(place))} on {line(place)}" if place is not None else ""
        found.append(f"- {summary(model)}{where}")
    return "This line makes several models:\n" + "\n".join(found)


def state(facts: Facts, ref: Ref, model: Model) -> str:
    """What the program does with it: compiled where, trained where."""
    parts = []
    compiles, fits = facts.compiles(ref), facts.fits(ref)
    if compiles:
        parts.append(f"{line(compiles[-1].place)} compiles it")
    trained = [event for event in fits if event.method == "fit"]
    if trained:
        parts.append(f"{line(trained[0].place)} trains it")
    used = [event for event in fits if event.method != "fit"]
    if used:
        parts.append(f"{line(used[0].place)} calls {code(used[0].method)}")
    text = ", ".join(parts)
    if not text:
        return "It is not compiled in this file." if model.kind == "Sequential" else ""
    return f"{text[:1].upper()}{text[1:]}."


def unknown(model: Model) -> str:
    """Why something is not known, and what it would take."""
    if model.open:
        return f"Not all of its layers are known: {model.open}."
    for use in model.uses:
        if use.reason:
            return f"{title_of(use)} is not known: {use.reason}."
        if isinstance(use.output, UnknownShape):
            return f"The shape after {title_of(use)} is not known: {use.output.reason}."
    return ""


def compiled(facts: Facts, ref: Ref, model: Model) -> str:
    """The compile line: optimizer, loss, and what labels must be."""
    compiles = facts.compiles(ref)
    if not compiles:
        return ""
    event: Compile = compiles[-1]
    parts = [
        event.optimizer.name.lower() if isinstance(event.optimizer, Named) else "",
        snake(event.loss.name) if isinstance(event.loss, Named) else "",
    ]
    if isinstance(event.loss, Function):
        parts[1] = f"{code(event.loss.name)}, a loss of the program's own"
    words = ", ".join(part for part in parts if part) or "of what is given nothing is known"
    wants = labels_line(event.loss, model.output)
    return f"{line(event.place).capitalize()} compiles it: {words}{' → ' + wants if wants else ''}."


def concept_of(model: Model) -> str:
    """What a model of this class is."""
    if model.kind == "Sequential":
        return (
            "**Sequential.** A plain stack: each layer takes the one tensor that the layer before it gives. "
            "A network with branches, several inputs or shared pieces needs `keras.Model(inputs, outputs)`."
        )
    if model.kind == "Functional":
        return "**Functional.** A network of layers between inputs and outputs, with branches where they are needed."
    known = application(model.kind)
    if known is None:
        return f"**{model.kind}.** A model that is used as a layer, or trained as it is."
    about = known.doc.partition(": ")[2]
    return (
        f"**{model.kind}.** {about[:1].upper()}{about[1:]} `weights='imagenet'` brings what it learned, "
        "`include_top=False` leaves its own classifier out. Put new layers behind it, and freeze it "
        "(`base.trainable = False`) while these learn."
    )
