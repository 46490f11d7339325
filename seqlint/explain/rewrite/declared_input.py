"""`input_shape=` of the first layer → `keras.Input` before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.explain.rewrite import Rewrite
from seqlint.keras.layer import Layer
from seqlint.rules.spelling import like
from seqlint.source.change import with_newline
from seqlint.source.edit import remove_argument
from seqlint.source.neighbour import put_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.explain.facts import Facts
    from seqlint.explain.models import Construction
    from seqlint.values.call import Argument


def rewrite(facts: Facts, group: list[Construction]) -> Iterator[Rewrite]:
    """The model with its input declared by itself."""
    uses = group[0].model.uses
    layer = uses[0].layer if uses else None
    if not isinstance(layer, Layer) or layer.place.document is not facts.document:
        return
    given = _shape(layer)
    spelling = like(layer.callee, layer.callee.text().rpartition(".")[2], "Input")
    if given is None or spelling is None:
        return
    argument, shape = given
    chunk = layer.place.chunk
    put = put_before(chunk, layer.place.node, f"{spelling.text}({shape})")
    if put is None or argument.whole is None:
        return
    edits = (*spelling.edits, put, remove_argument(chunk, layer.place.node, argument.whole.node))
    yield Rewrite(
        f"Declare the input with {spelling.text}({shape})",
        tuple(with_newline(edit, facts.document.newline) for edit in edits),
    )


def _shape(layer: Layer) -> tuple[Argument, str] | None:
    """The argument that says what a sample looks like, and its shape as it is written."""
    for name in ("input_shape", "input_dim"):
        argument = layer.bound.extra.get(name)
        if argument is None or argument.place is None or argument.whole is None:
            continue
        if argument.whole.node not in getattr(layer.place.node, "args", ()):
            return None
        text = argument.place.text()
        return argument, f"({text},)" if name == "input_dim" else text
    return None
