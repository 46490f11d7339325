"""Names of Keras that can stand at the cursor: members of its modules, layers for a model, methods of a model."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from seqlint.explain.layers import general
from seqlint.explain.typed.proposal import FITS, NEUTRAL, UNFIT, Proposal
from seqlint.explain.typed.trial import tried
from seqlint.keras import layers, lookup
from seqlint.keras.absent import absent_member
from seqlint.keras.room import Room
from seqlint.values.callee import REGISTRY
from seqlint.values.shape import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.explain.typed.scope import Scope
    from seqlint.keras.layer import LayerType
    from seqlint.values.shape import Shape
    from seqlint.values.target import Target

_MODEL = "keras.models.Model"
_SEQUENTIAL = "keras.models.Sequential"
_TOP = ("Sequential", "Input")


def members(path: str, target: Target, shape: Shape | None = None, *, stacked: bool = False) -> Iterator[Proposal]:
    """What a module of Keras has; `shape` and `stacked` as for `layer_names`.

    Args:
        path: the module's canonical path.
        target: the Keras.
        shape: what arrives at a layer that is written at the cursor.
        stacked: whether that is to stand in a Sequential.
    """
    if path == "keras":
        yield from (Proposal(name, name, "module") for name in rooms())
        yield from (_callee(name, f"keras.models.{name}", "class") for name in _TOP)
        return
    room = path.removeprefix("keras.")
    if room == "layers":
        yield from layer_names(target, shape, stacked=stacked)
        return
    if room.partition(".")[0] not in rooms():
        return
    yield from _declared(path, target)
    yield from _registered(path)


@cache
def rooms() -> tuple[str, ...]:
    """The modules of Keras that seqlint knows."""
    found = []
    for name in sorted(lookup.modules()):
        module = import_module(f"seqlint.keras.{name}")
        public = any(key.startswith(f"keras.{name}.") and key.count(".") == 2 for key in REGISTRY)
        if public or hasattr(module, "ROOM") or hasattr(module, "files"):
            found.append(name)
    return tuple(found)


def _declared(path: str, target: Target) -> Iterator[Proposal]:
    """Classes and functions of a room of names."""
    seen: set[str] = set()
    for entry in _declarations(path):
        for name in (entry.name, getattr(entry, "function", None)):
            if name and name not in seen and entry.exists(target) and lookup.find(f"{path}.{name}") is not None:
                seen.add(name)
                kind = "class" if name[:1].isupper() else "function"
                yield Proposal(name, name, kind, entry.card.summary, entry.card.text)


@cache
def _declarations(path: str) -> list[Any]:
    """What the module of that path declares; nothing where Keras' path is no module of ours."""
    try:
        module = import_module(f"seqlint.{path}")
    except ModuleNotFoundError:
        return []
    room = next((value for value in vars(module).values() if isinstance(value, Room)), None)
    return room.declarations if room is not None else []


def _registered(path: str) -> Iterator[Proposal]:
    for key in sorted(REGISTRY):
        if key.rpartition(".")[0] == path and not REGISTRY[key].attribute:
            name = REGISTRY[key].name
            yield _callee(name, key, "class" if name[:1].isupper() else "function")


def _callee(name: str, path: str, kind: str) -> Proposal:
    lookup.find(path)
    found = REGISTRY.get(path)
    return Proposal(name, name, kind, _first(found.body.__doc__) if found is not None else "")


def _first(doc: str | None) -> str:
    """The first line of a docstring, for a list; nothing where it speaks of how seqlint goes about it."""
    line = (doc or "").strip().partition("\n")[0].replace("`", "")
    return "" if "seqlint" in line else line


def layer_names(target: Target, shape: Shape | None, *, stacked: bool = False) -> Iterator[Proposal]:
    """The layers; those that take the shape that arrives stand first.

    Args:
        target: the Keras.
        shape: what arrives; None where it is not known.
        stacked: whether it is to stand in a Sequential, where what needs several inputs cannot.
    """
    for type_ in layers.every().values():
        if target.major in type_.generations and not (stacked and type_.several):
            yield _layer(type_, target, shape)


def _layer(type_: LayerType, target: Target, shape: Shape | None) -> Proposal:
    summary = general(type_.card.summary)
    made = tried(type_, target, shape)
    if made.output is not None:
        return Proposal(type_.name, type_.name, "class", f"→ {render(made.output)}", summary, FITS)
    if made.fits is False and shape is not None:
        return Proposal(type_.name, type_.name, "class", f"does not take {render(shape)}", summary, UNFIT)
    return Proposal(type_.name, type_.name, "class", summary, general(type_.card.text), FITS if made.fits else NEUTRAL)


def stacked_layers(scope: Scope, shape: Shape | None) -> Iterator[Proposal]:
    """The layers as the program can write them, for a place where a Sequential takes one."""
    from msgspec.structs import replace

    for each in layer_names(scope.target, shape, stacked=True):
        spelled = scope.spelled(f"keras.layers.{each.label}")
        if spelled is not None:
            yield replace(each, insert=spelled)


def methods(target: Target) -> Iterator[Proposal]:
    """The methods and attributes of a model that the targeted Keras has."""
    for key in sorted(REGISTRY):
        owner, _, name = key.rpartition(".")
        if owner == _MODEL and not any(absent_member(f"{each}.{name}", target) for each in (owner, _SEQUENTIAL)):
            found = REGISTRY[key]
            yield Proposal(name, name, "property" if found.attribute else "method", _first(found.body.__doc__))
