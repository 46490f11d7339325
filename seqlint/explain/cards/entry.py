"""The card of a named thing of Keras that has no card of its own: an initializer, a callback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.explain import urls
from seqlint.explain.layers import brief
from seqlint.explain.sheet import Sheet, bold, bullets, code

if TYPE_CHECKING:
    from seqlint.explain.sheet import Part
    from seqlint.keras.names import Named


def entry_sheet(named: Named, where: str, body: tuple[Part, ...] = ()) -> Sheet:
    """The card of an object of a room of names.

    Args:
        named: the object.
        where: what it is here ("kernel_initializer of `Dense(64)`").
        body: what else there is to say.
    """
    card = named.entry.card
    head = (f"{bold(named.name)} — {where}", card.summary, settings(named))
    article = "an" if named.room[0] in "aio" else "a"
    return Sheet(f"{named.name}, {article} {named.room}", head, (*body, card.text), urls.named(named.entry))


def settings(named: Named) -> str:
    """The arguments that it was made with, and those left to Keras."""
    if named.bound is None:
        given, rest = {}, {each.name: each.default for each in named.entry.signature.parameters if not each.required}
    else:
        given, rest = {name: each.value for name, each in named.bound.given.items()}, dict(named.bound.defaults)
    parts = []
    if given:
        parts.append("with " + ", ".join(code(f"{name}={brief(value)}") for name, value in given.items()))
    left = [
        code(f"{name}={value}")
        for name, value in rest.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    ]
    if left:
        parts.append("left to Keras: " + ", ".join(left[:4]))
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def argument_sheet(named: Named, name: str, *, keyword: bool) -> Sheet:
    """The card of an argument of such an object: `Adam(learning_rate=0.01)`."""
    card = named.entry.card
    value = brief(named.argument(name))
    meaning = card.arguments.get(name, "an argument that seqlint knows no more of.")
    first, _, rest = meaning.partition(". ")
    subject = (
        f"{code(name)} of {code(named.name)}"
        if not keyword
        else f"an argument of {code(named.name)}; here {code(value)}"
    )
    default = next((each for each in named.entry.signature.parameters if each.name == name), None)
    without = f"Without it: {code(brief(default.default))}." if default is not None and not default.required else ""
    head = (f"{bold(name if keyword else value)} — {subject}", f"{first[:1].upper()}{first[1:].rstrip('.')}.", without)
    others = [f"{code(other)}: {text}" for other, text in card.arguments.items() if other != name][:4]
    body = (rest, f"{named.name}: {card.summary}", bullets(others) if keyword and others else "")
    return Sheet(f"{name}={value} of {named.name}", head, body, urls.named(named.entry))
