"""The card of an activation: its formula, what it does to the values of this layer, its curve, when to use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.explain import plots, urls
from seqlint.explain.amount import number
from seqlint.explain.cards.layer import role
from seqlint.explain.drawings import curve_picture
from seqlint.explain.facts import line
from seqlint.explain.layers import short_title
from seqlint.explain.sheet import Block, Sheet, bold, code
from seqlint.keras.layer import Layer, snake
from seqlint.keras.names import Named

if TYPE_CHECKING:
    from seqlint.explain.cards.argument import Asked
    from seqlint.explain.facts import Facts, Seen
    from seqlint.keras.activations.activation import Activation


def activation_sheet(facts: Facts, asked: Asked, named: Named) -> Sheet:
    """The card of the activation of a layer."""
    entry: Activation = named.entry
    seen = asked.first
    size = seen.output[-1] if isinstance(seen.output, tuple) and seen.output else None
    others = asked.values.split(" or ")
    also = f" ({asked.values})" if len(others) > 1 else ""
    head = (
        f"{bold(named.name)}{also} — activation of {code(short_title(seen.layer))}, {role(facts, seen)}",
        f"{code(formula(entry))}: {_does(entry, number(size) if size is not None else 'its')}",
        _standing(facts, seen, entry),
    )
    picture = curve_picture(entry.value, entry.name) if entry.pointwise else None
    body = (drawing(entry, size if isinstance(size, int) else 4), entry.card.summary, entry.card.text, _range(entry))
    return Sheet(f"'{named.name}': activation of {short_title(seen.layer)}", head, body, urls.named(entry), picture)


def formula(entry: Activation) -> str:
    """What it computes, as an equation."""
    return f"{entry.name}(x) = {entry.formula}"


def drawing(entry: Activation, units: int) -> Block | str:
    """Its curve; for a function of the whole row an example."""
    if entry.pointwise:
        lines = plots.curve(entry.value)
        return Block((f"{entry.name}(x)", *lines), drawn=True) if lines else ""
    return Block(plots.softmax_example(units)) if entry.name == "softmax" else ""


def _does(entry: Activation, size: str) -> str:
    if entry.probability == "softmax-like":
        return f"turns {size} scores into {size} probabilities that sum to 1"
    if entry.probability == "sigmoid-like":
        if size == "1":
            return "turns the one score into a probability between 0 and 1"
        return f"turns each of the {size} scores into a probability of its own, between 0 and 1"
    if entry.name == "relu":
        return f"of the {size} sums the positive ones pass as they are, the negative ones become 0"
    if not entry.pointwise:
        return f"each of the {size} values depends on all of them"
    return f"each of the {size} values goes through it by itself"


def _range(entry: Activation) -> str:
    low, high = entry.range
    if low is None and high is None:
        return "What comes out can be any number."
    return f"What comes out {'is' if None in {low, high} else 'lies'} {bounds(low, high)}."


def bounds(low: float | None, high: float | None) -> str:
    """A range that has one end at least, in words: `0 or more`, `between -1 and 1`."""
    if low is None:
        return f"{high:g} or less"
    return f"{low:g} or more" if high is None else f"between {low:g} and {high:g}"


def _standing(facts: Facts, seen: Seen, entry: Activation) -> str:
    """Why it stands there, and which losses go with it."""
    if seen.model is None or seen.owner is None:
        return ""
    if not seen.last:
        return "" if entry.name == "linear" else _between(seen)
    compiles = facts.compiles(seen.owner)
    loss = compiles[-1].loss if compiles else None
    goes = losses_for(entry)
    if isinstance(loss, Named) and goes:
        name = snake(loss.name)
        fits = loss.entry.output == {"softmax-like": "softmax", "sigmoid-like": "sigmoid"}.get(
            entry.probability or "", "linear"
        )
        place = compiles[-1].bound.place("loss") or compiles[-1].place
        verdict = "goes with it" if fits else f"does not go with it; {goes}"
        return f"Last layer: {code(name)} on {line(place)} {verdict}."
    return f"Last layer: {goes}." if goes else "Last layer: it is what the model answers with."


def _between(seen: Seen) -> str:
    """What a bend between two layers is good for."""
    rest = seen.model.uses[seen.index + 1 :] if seen.model is not None else ()
    for use in rest:
        if not isinstance(use.layer, Layer) or not (use.layer.has("dropout") or use.layer.has("flatten")):
            break
    else:
        return ""
    if isinstance(use.layer, Layer) and use.layer.has("affine"):
        after = code(short_title(use.layer))
        return f"Between layers: without such a bend this layer and {after} after it would be no more than one."
    return "Between layers: without such bends a stack of weighted sums can do no more than a single one."


def losses_for(entry: Activation) -> str:
    """The losses that go with an activation in the last layer."""
    if entry.probability == "softmax-like":
        return "`categorical_crossentropy` for one-hot labels, `sparse_categorical_crossentropy` for class numbers"
    if entry.probability == "sigmoid-like":
        return "`binary_crossentropy` for labels 0 and 1"
    if entry.name == "linear":
        return "`mse` or `mae` for quantities, or a crossentropy with `from_logits=True`"
    return ""
