"""Optimizers: how weights follow their gradients (Keras: `keras.optimizers`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seqlint.keras.optimizers.optimizer import ROOM, OldPath, Optimizer
from seqlint.keras.room import Getter, import_folder

if TYPE_CHECKING:
    from seqlint.keras.lookup import Invokable

__all__ = ["Optimizer", "find", "lookup", "names"]

import_folder(__name__, __file__)
lookup = ROOM.lookup
names = ROOM.names


def find(name: str) -> Invokable | None:
    """What `keras.optimizers.<name>` is: an optimizer, a schedule, or one under a path of older Keras."""
    from seqlint.keras.optimizers.schedules import SCHEDULES

    if name in {"get", "deserialize"}:
        return Getter("optimizer")
    head, _, last = name.rpartition(".")
    if head == "schedules":
        return SCHEDULES.named(last)
    entry = ROOM.named(last)
    old = head in {"legacy", "experimental"} or re.fullmatch(r"[a-z_]+_v[12]|[a-z_]+", head)
    if head and entry is not None:
        return OldPath(entry, f"keras.optimizers.{name}") if old else None
    return entry
