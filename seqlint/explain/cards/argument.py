"""The card of an argument of a layer, by its keyword or by its value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.explain import urls
from seqlint.explain.cards.alternatives import alternatives
from seqlint.explain.cards.effects import effect
from seqlint.explain.cards.layer import arrows, role
from seqlint.explain.drawings import columns_of, network, sketch
from seqlint.explain.layers import brief, filled, short_title, size
from seqlint.explain.sheet import Sheet, bold, code
from seqlint.keras.names import Named
from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    from seqlint.explain.facts import Facts, Seen
    from seqlint.explain.sheet import Part

SHAPES = frozenset({"input_shape", "batch_input_shape", "input_dim", "shape", "batch_shape"})
"""Arguments that say what one sample looks like."""

COMMON = {
    "name": "the layer's name, in `summary()` and for `get_layer`. Keras numbers the layers itself without it.",
    "trainable": "whether training changes the weights. False freezes the layer: what it has learnt stays.",
    "dtype": "the number type that the layer computes in; 'float32' without it.",
    "activity_regularizer": "a penalty on large outputs, added to the loss.",
    "weights": "the numbers that the weights start with. Only in Keras 2.",
    "batch_size": "the number of samples in every batch, if it is fixed.",
    "autocast": "whether the input is turned into the layer's number type.",
}
"""What every layer takes."""


class Asked(msgspec.Struct, frozen=True, eq=False):
    """An argument that is asked for.

    Attributes:
        name: the parameter.
        seen: the layers that this call makes, where they work.
        keyword: whether the keyword is under the cursor; else the value is.
        text: the value as it is written.
    """

    name: str
    seen: list[Seen]
    keyword: bool
    text: str

    @property
    def first(self) -> Seen:
        """The first of the layers."""
        return self.seen[0]

    @property
    def value(self) -> Any:
        """What was given, checked."""
        return self.first.layer.bound.value(self.name)

    @property
    def values(self) -> str:
        """What was given, in all runs of the line: `64 or 128`."""
        words = dict.fromkeys(size(self.name, seen.layer.bound.value(self.name)) for seen in self.seen)
        return " or ".join(list(words)[:4])


def argument_sheet(facts: Facts, asked: Asked) -> Sheet:
    """The card of one argument of a layer."""
    if asked.name in SHAPES:
        from seqlint.explain.cards.inputs import declared_sheet

        return declared_sheet(facts, asked)
    value = asked.value
    if isinstance(value, Named) and not asked.keyword:
        if value.room == "activation":
            from seqlint.explain.cards.activation import activation_sheet

            return activation_sheet(facts, asked, value)
        from seqlint.explain.cards.entry import entry_sheet

        where = f"{asked.name} of {code(short_title(asked.first.layer))}, {role(facts, asked.first)}"
        return entry_sheet(value, where, (effect(asked.name, asked.first), meaning(asked)))
    return _keyword(facts, asked) if asked.keyword else _value(facts, asked)


def meaning(asked: Asked) -> str:
    """What the argument means in this class, in the card's words."""
    card = asked.first.layer.type.card
    text = card.arguments.get(asked.name) or COMMON.get(asked.name, "")
    return f"{bold(asked.name)}: {filled(text, asked.first)}" if text else ""


def _subject(facts: Facts, asked: Asked) -> str:
    return f"{code(short_title(asked.first.layer))}, {role(facts, asked.first)}"


def _keyword(facts: Facts, asked: Asked) -> Sheet:
    layer = asked.first.layer
    text = layer.type.card.arguments.get(asked.name) or COMMON.get(
        asked.name, "an argument that seqlint knows no more of."
    )
    first, _, rest = filled(text, asked.first).partition(". ")
    head = (
        f"{bold(asked.name)} — an argument of {_subject(facts, asked)}; here {code(asked.values)}",
        f"{first[:1].upper()}{first[1:].rstrip('.')}.",
        default(asked),
    )
    here = effect(asked.name, asked.first)
    body: tuple[Part, ...] = (
        f"Here: {here}" if here else _unknown(asked.value),
        alternatives(asked.first, asked.name, facts.analysis.program.target),
        rest,
        f"The layer: {arrows(asked.seen)}." if asked.first.input is not None else "",
    )
    about = f"{asked.name} of {short_title(layer)}"
    return Sheet(about, head, body, urls.layer(layer.type))


def default(asked: Asked) -> str:
    """What happens without the argument."""
    layer = asked.first.layer
    for parameter in layer.type.signature_in(2 if layer.type.generations == (2,) else 3).parameters:
        if parameter.name == asked.name:
            return "It has to be given." if parameter.required else f"Without it: {code(brief(parameter.default))}."
    return ""


def _value(facts: Facts, asked: Asked) -> Sheet:
    layer = asked.first.layer
    written = f", written {code(asked.text)}" if asked.text != asked.values and len(asked.text) < 40 else ""
    here = effect(asked.name, asked.first)
    sentence, _, rest = here.partition("\n")
    head = (
        f"{bold(asked.values)} — {code(asked.name)} of {_subject(facts, asked)}{written}",
        sentence or _unknown(asked.value) or f"{layer.title}: {arrows(asked.seen)}",
        rest or (arrows(asked.seen) if sentence else ""),
    )
    lit = "outputs" if asked.name == "units" else ""
    drawing = sketch(asked.first, lit) if lit else ""
    picture = network(columns_of(asked.first, lit)) if lit else None
    body = (
        _which(asked),
        alternatives(asked.first, asked.name, facts.analysis.program.target),
        drawing,
        meaning(asked),
        f"{asked.first.layer.title}: {filled(layer.type.card.summary, asked.first)}",
    )
    return Sheet(f"{asked.values}: {asked.name} of {short_title(layer)}", head, body, urls.layer(layer.type), picture)


def _which(asked: Asked) -> str:
    """Which call gives which value."""
    if " or " not in asked.values:
        return ""
    from seqlint.explain.cards.layer import several

    return several(asked.seen)


def _unknown(value: Any) -> str:
    return f"Its value is not known: {value.reason}." if isinstance(value, Unknown) else ""
