"""What other usual values of an argument would give here: the layer's twin is asked with each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.explain.amount import number
from seqlint.explain.layers import brief
from seqlint.explain.sheet import code
from seqlint.explain.typed.trial import tried
from seqlint.keras.weights import count
from seqlint.values.shape import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.explain.facts import Seen
    from seqlint.explain.typed.trial import Tried
    from seqlint.values.target import Target

_USUAL: dict[str, tuple[int, ...]] = {
    "kernel_size": (1, 3, 5, 7),
    "pool_size": (2, 3),
    "strides": (1, 2),
    "dilation_rate": (1, 2),
    "depth_multiplier": (1, 2),
    "size": (2, 3),
    "groups": (1, 2),
}
"""Values that are often written, by the argument."""
_SCALED = frozenset({"units", "filters", "output_dim"})
"""Arguments of which half and twice are asked."""
_MOST = 4


def alternatives(seen: Seen, name: str, target: Target) -> str:
    """One sentence for each other value that gives another shape or another number of weights.

    Args:
        seen: the layer where it works.
        name: the argument.
        target: the Keras.
    """
    if not isinstance(seen.input, tuple) or seen.layer.facets.inner:
        return ""
    here = seen.layer.bound.value(name)
    given = {each: seen.layer.bound.value(each) for each in seen.layer.type.signature_in(target.major).names()}
    found: list[str] = []
    for value in _others(seen, name, here):
        told = _told(seen, tried(seen.layer.type, target, seen.input, {**given, name: value}))
        if told:
            found.append(f"{code(f'{name}={brief(_plain(value))}')} {told}")
    return f"Instead: {'; '.join(found[:_MOST])}." if found else ""


def _others(seen: Seen, name: str, here: Any) -> Iterator[Any]:
    if name in _SCALED and isinstance(here, int):
        yield from (each for each in (here // 2, here * 2) if each)
        return
    if isinstance(here, bool | str):
        yield from (case for case in seen.layer.type.kind(name).cases if case not in {here, None})
        return
    for value in _USUAL.get(name, ()):
        other = (value,) * len(here) if isinstance(here, tuple) else value
        if other != here:
            yield other


def _plain(value: Any) -> Any:
    """A size that is the same on all axes, as people write it."""
    return value[0] if isinstance(value, tuple) and len(set(value)) == 1 else value


def _told(seen: Seen, other: Tried) -> str:
    if other.fits is False:
        return "does not fit here"
    words: list[str] = []
    if other.output is not None and isinstance(seen.output, tuple) and render(other.output) != render(seen.output):
        words.append(f"gives {code(render(other.output))}")
    own = count(seen.layer.weights or ())
    if other.parameters is not None and other.parameters != own:
        words.append(f"has {number(other.parameters)} parameters")
    return " and ".join(words)
