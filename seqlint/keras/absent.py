"""Names that Keras does not have: what a program meets where it imports or reads one."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from seqlint.keras.lookup import find
from seqlint.keras.removed import HOMES, removed, removed_member
from seqlint.values.refusal import Refused, RemovedName, UnknownName

if TYPE_CHECKING:
    from seqlint.keras.removed import Removed
    from seqlint.values.target import Target

_BASES = {"layers": frozenset({"InputSpec"}), "optimizers": frozenset({"Optimizer", "OptimizerMap"})}
"""The rooms of which every class is known, each with its names that have no twin."""
_OTHER_DOORS = (
    "keras.src",
    "keras.api",
    "keras._",
    "tf_keras",
    "keras_preprocessing",
    "tensorflow.python",
    "tensorflow.compat",
    "tensorflow.contrib",
)
"""Ways into Keras behind which names stand in other places."""


@cache
def absent(path: str, spelled: str, target: Target) -> Refused | None:
    """What Keras refuses about a canonical path, as the program spells it; None where it is there, or not known."""
    if spelled.startswith(_OTHER_DOORS) or not path.startswith(HOMES):
        return None
    found = removed(path, spelled, target)
    if found is not None:
        return _gone(path, found)
    room, _, name = path.removeprefix("keras.").rpartition(".")
    if room not in _BASES or not name[:1].isupper() or name in _BASES[room] or _has(path, target):
        return None
    keras = f"AttributeError: module 'keras.{room}' has no attribute '{name}'"
    return Refused(UnknownName, None, keras, kind=room.removesuffix("s"), name=name, names=_names(room, target))


@cache
def absent_member(path: str, target: Target) -> Refused | None:
    """What Keras refuses about a method or attribute of its objects; None where it is there, or not known."""
    found = removed_member(path, target)
    return None if found is None else _gone(path, found)


def _gone(path: str, found: Removed) -> Refused:
    return Refused(
        RemovedName,
        None,
        found.keras,
        path=path,
        kind=found.kind,
        replacement=found.replacement,
        since=found.since,
        refused=found.refused,
    )


def _has(path: str, target: Target) -> bool:
    found = find(path)
    return found is not None and target.major in getattr(found, "generations", (target.major,))


def _names(room: str, target: Target) -> tuple[str, ...]:
    if room == "layers":
        from seqlint.keras.layers import every

        return tuple(name for name, layer in every().items() if target.major in layer.generations)
    from seqlint.keras.names import room_module

    return tuple(room_module(room.removesuffix("s")).names(target))
