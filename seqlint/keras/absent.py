"""Names that Keras does not have: what a program meets where it imports or reads one."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from seqlint.keras.lookup import find
from seqlint.keras.removed import HOMES, gone_part, perhaps_there, removed, removed_member
from seqlint.values.refusal import AbsentName, Refused, RemovedName, UnknownName

if TYPE_CHECKING:
    from seqlint.keras.removed import Removed
    from seqlint.values.target import Target

Form: TypeAlias = Literal["attribute", "import", "from"]
"""How a name is reached: `keras.layers.Dense`, `import keras.layers`, `from keras.layers import Dense`."""
_BASES = {"layers": frozenset({"InputSpec"}), "optimizers": frozenset({"Optimizer", "OptimizerMap"})}
"""The rooms of which every class is known, each with its names that have no twin."""
_TOLD_WITHIN = "keras.layers.experimental"
"""A module that is told of with what is read from it, since both go together."""
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
def absent(path: str, spelled: str, target: Target, form: Form = "attribute") -> Refused | None:
    """What Keras refuses about a canonical path, as the program spells it; None where it is there, or not known.

    Args:
        path: the canonical path.
        spelled: as the program spells it.
        target: the targeted Keras.
        form: how it is reached, which decides what Python says.
    """
    if spelled.startswith(_OTHER_DOORS) or not path.startswith(HOMES):
        return None
    found = removed(path, spelled, target)
    if found is not None:
        return _gone(path, msgspec.structs.replace(found, keras=said(spelled, form, _missing(spelled, target))))
    if perhaps_there(path, target):
        return None
    unknown = _unknown(spelled, target, form)
    room, _, name = path.removeprefix("keras.").rpartition(".")
    if unknown is not None and (unknown.facts["since"] or unknown.facts["until"]):
        return unknown
    if room in _BASES and name[:1].isupper() and name not in _BASES[room] and not _has(path, target):
        keras = said(spelled, form, spelled)
        return Refused(UnknownName, None, keras, kind=room.removesuffix("s"), name=name, names=_names(room, target))
    return unknown


def _unknown(spelled: str, target: Target, form: Form) -> Refused | None:
    """A name that no module of the targeted Keras shows."""
    from seqlint.keras.public import missing

    found = missing(spelled, target)
    if found is None or (form == "attribute" and spelled.endswith(_TOLD_WITHIN)):
        return None
    whole = f"{found.module}.{found.name}"
    return Refused(
        AbsentName,
        None,
        said(spelled, form, whole),
        module=found.module,
        name=found.name,
        names=found.names,
        since=found.since,
        until=found.until,
        elsewhere=found.elsewhere,
    )


def _missing(spelled: str, target: Target) -> str:
    """The first part of a path that is gone."""
    from seqlint.keras.public import missing

    found = missing(spelled, target)
    return gone_part(spelled) if found is None else f"{found.module}.{found.name}"


def said(spelled: str, form: Form, gone: str) -> str:
    """What Python says where the part `gone` of a path is not there."""
    module, _, name = gone.rpartition(".")
    if form == "attribute":
        return f"AttributeError: module '{module}' has no attribute '{name}'"
    if form == "import" or gone != spelled:
        return f"ModuleNotFoundError: No module named '{gone}'"
    return f"ImportError: cannot import name '{name}' from '{module}'"


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
