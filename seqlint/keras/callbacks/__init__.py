"""Callbacks: what happens between epochs and batches (Keras: `keras.callbacks`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.callbacks.callback import ROOM, Callback
from seqlint.keras.room import import_folder

if TYPE_CHECKING:
    from seqlint.keras.lookup import Invokable

__all__ = ["Callback", "find", "lookup", "names"]

import_folder(__name__, __file__)
lookup = ROOM.lookup
names = ROOM.names


def find(name: str) -> Invokable | None:
    """What `keras.callbacks.<name>` is."""
    return ROOM.named(name.removeprefix("experimental."))
