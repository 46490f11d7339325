"""What a mistake is: a change of a recipe, and the rules that may speak of it."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

import msgspec

from tests.conformance.planted import mistakes

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from tests.conformance.planted.recipe import Recipe

    Plant = Callable[[Recipe, random.Random], bool]


class Mistake(msgspec.Struct, frozen=True):
    """One kind of mistake.

    Attributes:
        name: what is done to the program.
        codes: the rules that may report it.
        wrong: whether the program is wrong even where Keras takes it.
        cured: whether the program determines how it is mended.
        plant: changes a recipe; says whether it could.
    """

    name: str
    codes: frozenset[str]
    wrong: bool
    cured: bool
    plant: Plant


_KINDS: list[Mistake] = []


def mistake(*codes: str, wrong: bool = False, cured: bool = True) -> Callable[[Plant], Plant]:
    """Declare a kind of mistake.

    Args:
        codes: the rules that may report it.
        wrong: whether the program is wrong even where Keras takes it.
        cured: whether the program determines how it is mended.
    """

    def declare(plant: Plant) -> Plant:
        name = plant.__name__.replace("_", " ")
        _KINDS.append(Mistake(name, frozenset(codes), wrong, cured, plant))
        return plant

    return declare


def kinds() -> tuple[Mistake, ...]:
    """All kinds of mistakes, found by walking their folder."""
    for module in sorted(each.name for each in pkgutil.iter_modules(mistakes.__path__)):
        importlib.import_module(f"{mistakes.__name__}.{module}")
    return tuple(_KINDS)
