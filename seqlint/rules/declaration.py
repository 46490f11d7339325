"""Where an input shape is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from seqlint.values.place import Place


def shape_argument(place: Place) -> Place:
    """The shape itself, where the place is the call of an Input around it."""
    first: Any = next(iter(getattr(place.node, "args", ())), None)
    return place if first is None else type(place)(place.chunk, first.value)
