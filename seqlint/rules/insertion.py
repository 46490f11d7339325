"""A layer put into a stack, beside one that stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.rules.rule import Fix
from seqlint.rules.spelling import like
from seqlint.values.shape import render

if TYPE_CHECKING:
    from seqlint.keras.layer import Layer
    from seqlint.rules.rule import Applicability
    from seqlint.values.shape import Shape


def inserted(
    beside: Layer,
    name: str,
    arguments: str = "",
    shape: Shape | None = None,
    *,
    after: bool = False,
    applicability: Applicability = "unsafe",
) -> tuple[Fix, ...]:
    """The fix that puts a layer before (or after) another one.

    Args:
        beside: the layer that stands there.
        name: the new layer's class.
        arguments: its arguments as text.
        shape: the shape that leaves it, for the title.
        after: whether it comes after.
        applicability: how safe it is.

    Returns:
        One fix; none where the program does not show how to write it.
    """
    from seqlint.source.neighbour import put_after, put_before

    spelling = like(beside.callee, beside.callee.text().rpartition(".")[2], name)
    if spelling is None:
        return ()
    put = put_after if after else put_before
    edit = put(beside.place.chunk, beside.place.node, f"{spelling.text}({arguments})")
    if edit is None:
        return ()
    title = f"Insert {name}({arguments})" + (f" → {render(shape)}" if shape else "")
    return (Fix(title, (*spelling.edits, edit), applicability),)
