"""Losses: the number that training makes small (Keras: `keras.losses`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.losses.loss import ROOM, Loss, LossFunction
from seqlint.keras.room import Getter, import_folder

if TYPE_CHECKING:
    from seqlint.keras.lookup import Invokable
    from seqlint.values.target import Target

__all__ = ["Loss", "find", "lookup", "names"]

import_folder(__name__, __file__)
names = ROOM.names


def lookup(name: str, target: Target) -> Loss | None:
    """The loss that a string stands for in `compile`; of a name that Keras resolves by shapes it ignores the case."""
    entry = ROOM.lookup(name.lower(), target)
    return entry if entry is not None and entry.resolved else ROOM.lookup(name, target)


def find(name: str) -> Invokable | None:
    """What `keras.losses.<name>` is: a class or its function form."""
    if name in {"get", "deserialize"}:
        return Getter("loss")
    for entry in ROOM.declarations:
        if entry.resolved:
            continue
        if name == entry.name:
            return entry
        if name == entry.function or name in entry.callables:
            return LossFunction(entry)
    return None
