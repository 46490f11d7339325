"""Layers without a name → the names that Keras gives them, written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.explain.rewrite import Rewrite
from seqlint.keras.layer import Layer
from seqlint.source.change import with_newline
from seqlint.source.edit import add_argument, replace_argument_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.explain.facts import Facts
    from seqlint.explain.models import Construction
    from seqlint.source.change import Edit


def rewrite(facts: Facts, group: list[Construction]) -> Iterator[Rewrite]:
    """The model with named layers; only where each of its lines makes one layer."""
    if len(group) > 1:
        return
    unnamed = [
        use.layer
        for use in group[0].model.uses
        if isinstance(use.layer, Layer)
        and not use.layer.named
        and use.layer.name
        and use.layer.place.document is facts.document
    ]
    places = {layer.place for layer in unnamed}
    if not unnamed or len(places) < len(unnamed) or any(len(facts.layers_at(place.node)) > 1 for place in places):
        return
    edits = [edit for layer in unnamed if (edit := _named(layer)) is not None]
    if len(edits) < len(unnamed):
        return
    words = "the layer" if len(unnamed) == 1 else f"the {len(unnamed)} layers"
    yield Rewrite(
        f"Name {words} that have no name, as Keras does",
        tuple(with_newline(edit, facts.document.newline) for edit in edits),
    )


def _named(layer: Layer) -> Edit | None:
    """The edit that writes a layer's name down; None where its call may be given one that is not seen."""
    chunk, call = layer.place.chunk, layer.place.node
    if any(argument.star for argument in call.args):
        return None
    given = layer.bound.given.get("name") or layer.bound.extra.get("name")
    if given is None:
        return add_argument(chunk, call, f'name="{layer.name}"')
    # `name=None` is no name.
    if given.whole is None or given.whole.node not in call.args:
        return None
    return replace_argument_value(chunk, given.whole.node, f'"{layer.name}"')
