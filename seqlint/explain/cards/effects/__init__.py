"""What an argument does here, in this layer, with its numbers: one function an argument, by family of arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.explain.cards.effects import every_layer, numbers, pictures, sequences, sizes, texts, windows
from seqlint.explain.cards.effects.starting import weight_effect
from seqlint.values.shape import Size, render_dim
from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    from seqlint.explain.cards.effects.words import Effect
    from seqlint.explain.facts import Seen

_EFFECTS: dict[str, tuple[Effect, ...]] = {}
for _family in (every_layer, numbers, pictures, sequences, sizes, texts, windows):
    for _name, _maker in _family.EFFECTS.items():
        _EFFECTS[_name] = (*_EFFECTS.get(_name, ()), _maker)

_UNUSUAL = (
    "groups",
    "dilation_rate",
    "data_format",
    "merge_mode",
    "go_backwards",
    "stateful",
    "shared_axes",
    "max_value",
    "negative_slope",
)
"""Arguments that few authors give, and that change what the layer is."""


def effect(name: str, seen: Seen) -> str:
    """What the argument does in this layer: one or two lines; empty where nothing more can be said.

    Args:
        name: the parameter.
        seen: the layer.
    """
    value = seen.layer.bound.value(name)
    if not _is_known(value):
        return ""
    found = (maker(value, seen) for maker in _EFFECTS.get(name, ()))
    return next(filter(None, found), "") or weight_effect(name, value, seen)


def _is_known(value: Any) -> bool:
    """Whether a value, or a size that has a name at least, stands there."""
    if isinstance(value, tuple):
        return all(map(_is_known, value))
    return not isinstance(value, Unknown) and not (isinstance(value, Size) and render_dim(value) == "?")


def besides(seen: Seen) -> tuple[str, ...]:
    """What arguments do here that few authors give, for the layer's own card; one sentence each."""
    given = seen.layer.bound.given
    unusual = [name for name in _UNUSUAL if name in given and not _is_usual(name, given[name].value)]
    return tuple(found for name in unusual if (found := effect(name, seen).partition("\n")[0]))


def _is_usual(name: str, value: Any) -> bool:
    if value is None or value is False:
        return True
    return name in {"groups", "dilation_rate"} and (value == 1 or (isinstance(value, tuple) and set(value) == {1}))
