"""Activations: what a layer does to every value that leaves it (Keras: `keras.activations`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.activations.activation import ROOM, Activation, Applied
from seqlint.keras.room import Getter, import_folder
from seqlint.values.target import NEWEST, Target

if TYPE_CHECKING:
    from seqlint.keras.lookup import Invokable

__all__ = ["Activation", "find", "lookup", "names"]

import_folder(__name__, __file__)
lookup = ROOM.lookup
names = ROOM.names


def find(name: str) -> Invokable | None:
    """What `keras.activations.<name>` is."""
    if name in {"get", "deserialize"}:
        return Getter("activation")
    known = any(lookup(name, Target(major, minor)) is not None for major, minor in NEWEST.items())
    return Applied(name) if known else None
