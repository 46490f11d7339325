"""Renaming a layer: the text of its `name=`, and every text by which the program fetches it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.explain.cursor import cursor_at, leaves
from seqlint.explain.facts import parameter_of
from seqlint.keras.layer import Layer
from seqlint.source.edit import replace_string
from seqlint.values.store import Ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.explain.cursor import Cursor
    from seqlint.explain.facts import Facts, Seen
    from seqlint.source.edit import Edit
    from seqlint.source.span import Span

_KERAS_2 = re.compile(r"[A-Za-z0-9.][A-Za-z0-9_.\\/>-]*")


class Named(msgspec.Struct, frozen=True, eq=False):
    """The layers of one name.

    Attributes:
        name: the name.
        span: the text under the cursor, between its quotes.
        layers: the layers that have it, where they work.
    """

    name: str
    span: Span
    layers: tuple[Seen, ...]


def named_at(facts: Facts, offset: int) -> Named | None:
    """The layers whose name is written at an offset; None where that is no name of a layer in one plain text."""
    leaf = cursor_at(facts, offset)
    if leaf is None or leaf.kind != "SimpleString":
        return None
    found = tuple(_layers(leaf))
    name = found[0].layer.name if found else None
    return None if not name else Named(name, _inside(leaf), found)


def renamed(facts: Facts, named: Named, name: str) -> list[Edit] | str:
    """The edits that give these layers another name; or, in a sentence, why Keras would refuse that."""
    refused = _refused(facts, named, name)
    if refused:
        return refused
    ids = {seen.ref.id for seen in named.layers}
    return [
        replace_string(leaf.chunk, leaf.node, name)
        for chunk in facts.analysis.syntax.chunks
        for leaf in leaves(facts, chunk)
        if leaf.kind == "SimpleString" and ids.intersection(seen.ref.id for seen in _layers(leaf))
    ]


def _layers(leaf: Cursor) -> Iterator[Seen]:
    """The layers that a text names: as their `name=`, or as what `get_layer` is asked for."""
    argument = leaf.above()
    if argument is None or argument.kind != "Arg" or argument.node.value is not leaf.node:
        return
    call = argument.above()
    if call is None or call.kind != "Call":
        return
    made = [seen for seen in call.facts.layers_at(call.node) if seen.layer.place.node is call.node]
    for seen in made:
        if parameter_of(seen.layer.bound, leaf.node) == "name" and seen.layer.named:
            yield seen
    if made or getattr(getattr(call.node.func, "attr", None), "value", "") != "get_layer":
        return
    keyword: Any = argument.node.keyword
    if keyword is None or keyword.value == "name":
        for value in call.values():
            record = call.facts.program.record(value)
            if isinstance(value, Ref) and isinstance(record, Layer) and record.named:
                yield from call.facts.seen(value)


def _inside(leaf: Cursor) -> Span:
    """A text between its quotes."""
    from seqlint.source.span import Span as Range

    span, node = leaf.span(), leaf.node
    return Range(span.start + len(node.prefix) + len(node.quote), span.end - len(node.quote))


def _refused(facts: Facts, named: Named, name: str) -> str:
    if not name.strip() or any(char in name for char in "\r\n"):
        return "A layer's name is a text on one line that is not empty."
    if facts.program.target.major >= 3 and "/" in name:
        return f"Keras takes no name with a slash: {name}."
    if facts.program.target.major < 3 and not _KERAS_2.fullmatch(name):
        return f"Keras 2 takes letters, digits and _ . \\ / > - in a layer's name, so not {name}."
    ids = {seen.ref.id for seen in named.layers}
    for seen in named.layers:
        for use in seen.model.uses if seen.model is not None else ():
            taken = use.layer.name if use.layer is not None else None
            if taken == name and (use.ref is None or use.ref.id not in ids):
                return f"Another layer of this model, {use.title}, is called {name}; names must differ."
    return ""
