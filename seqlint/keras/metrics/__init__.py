"""Metrics: numbers that are watched during training (Keras: `keras.metrics`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.metrics.metric import ROOM, Metric, MetricFunction
from seqlint.keras.metrics.resolution import Resolved, resolve_accuracy, resolve_crossentropy
from seqlint.keras.room import Getter, import_folder

if TYPE_CHECKING:
    from seqlint.keras.lookup import Invokable
    from seqlint.values.target import Target

__all__ = ["Metric", "Resolved", "find", "lookup", "names", "resolve_accuracy", "resolve_crossentropy"]

import_folder(__name__, __file__)
names = ROOM.names


def lookup(name: str, target: Target) -> Metric | None:
    """The metric that a string stands for in `compile`; of names that Keras resolves by shapes it ignores the case."""
    resolved = ROOM.lookup(name.lower(), target)
    return resolved if resolved is not None and resolved.resolved else ROOM.lookup(name, target)


def find(name: str) -> Invokable | None:
    """What `keras.metrics.<name>` is: a class or a function."""
    if name in {"get", "deserialize"}:
        return Getter("metric")
    for entry in ROOM.declarations:
        if name == entry.name and not entry.resolved:
            return entry
        if name == entry.function or name in entry.callables:
            return MetricFunction(entry)
    from seqlint.keras.losses import find as find_loss

    found = find_loss(name)
    return found if name.islower() else None
