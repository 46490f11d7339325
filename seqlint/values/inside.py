"""Layers inside a model that the program does not list: an application's, a loaded model's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    from seqlint.values.store import Ref


class Inside(Unknown, frozen=True, eq=False, kw_only=True):
    """A layer inside a model: one that stands for all of its layers, or for some of them.

    Attributes:
        model: the model.
        some: whether it does not stand for all.
    """

    model: Ref
    some: bool = False


def some_of(value: Any) -> Any:
    """An item that stood for all items of a list, for a part of that list."""
    if isinstance(value, Inside):
        return msgspec.structs.replace(value, some=True)
    return tuple(some_of(each) for each in value) if isinstance(value, tuple) else value
