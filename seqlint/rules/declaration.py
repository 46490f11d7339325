"""Where an input shape is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seqlint.values.place import Place


def shape_argument(place: Place) -> Place:
    """The shape itself, where the place is the call of an Input around it."""
    arguments = getattr(place.node, "args", ())
    return type(place)(place.chunk, arguments[0].value) if len(arguments) else place
