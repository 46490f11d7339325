"""The names that Keras' modules show, by generation and by door (`keras`, `tensorflow.keras`)."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from seqlint.values.target import NEWEST

if TYPE_CHECKING:
    from seqlint.values.target import Target

ALL = "3t2o"
"""The doors: `keras` and `tensorflow.keras` of Keras 3, then those of Keras 2."""
_SINCE_SOURCES = (2, 13)
"""Keras 2 shows the same modules from this release on."""


class Absent(msgspec.Struct, frozen=True):
    """A name that a module does not show.

    Attributes:
        module: the module, as the program spells it.
        name: the name.
        last: whether it is the last part of the path.
        names: what the module shows.
        since: "Keras 3" where only a later generation has it, else "".
        until: "Keras 2" where only an older one has it, else "".
        elsewhere: whether the other door of the same generation has it.
    """

    module: str
    name: str
    last: bool
    names: tuple[str, ...]
    since: str = ""
    until: str = ""
    elsewhere: bool = False


@cache
def modules() -> dict[str, dict[str, str]]:
    """The doors of every name by module; read when it is first needed."""
    found: dict[str, dict[str, str]] = {}
    with open(os.path.join(os.path.dirname(__file__), "_public_names.txt"), encoding="utf-8") as file:
        for line in file:
            module, *names = line.split()
            found[module] = {name: doors or ALL for name, _, doors in (each.partition(":") for each in names)}
    return found


def missing(spelled: str, target: Target) -> Absent | None:
    """The first part of a path that is surely not there; None where all are, or it is not known."""
    tensorflow = spelled.startswith("tensorflow.")
    parts = spelled.removeprefix("tensorflow.").split(".")
    if parts[0] != "keras" or any(part.startswith("_") or part in {"src", "api"} for part in parts):
        return None
    doors = ALL[:2] if target.major >= 3 else ALL[2:]
    door, other = doors[tensorflow], doors[not tensorflow]
    for at in range(1, len(parts)):
        module = ".".join(parts[:at])
        names = modules().get(module)
        if names is None or not any(door in each for each in names.values()):
            return None
        has = names.get(parts[at], "")
        if door not in has:
            if not _certain(has, target):
                return None
            root = "tensorflow." if tensorflow else ""
            shown = tuple(name for name, each in names.items() if door in each)
            since = "Keras 3" if target.major < 3 and set(has) & set("3t") else ""
            until = "Keras 2" if target.major >= 3 and set(has) & set("2o") else ""
            return Absent(root + module, parts[at], at == len(parts) - 1, shown, since, until, other in has)
    return None


def shows(path: str, target: Target, *, tensorflow: bool) -> bool:
    """Whether the newest release of the targeted generation shows what a canonical path names."""
    newest = msgspec.structs.replace(target, minor=NEWEST[target.major])
    return missing(f"tensorflow.{path}" if tensorflow else path, newest) is None


def _certain(has: str, target: Target) -> bool:
    """Whether the targeted release lacks it as well: the newest is known, of older ones what came with Keras 3."""
    if target.minor >= NEWEST[target.major]:
        return True
    return target.major < 3 and target.at_least(*_SINCE_SOURCES) and bool(set(has) & set("3t"))
