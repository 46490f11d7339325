"""The receptive field: which part of the model's input one place of a map has looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.layer import Layer
from seqlint.keras.maps import feature_map

if TYPE_CHECKING:
    from seqlint.explain.facts import Seen
    from seqlint.keras.models.record import Use

_SAME = ("activation", "dropout", "noise")
"""Families that work place by place."""
_MARGINS = ("ZeroPadding1D", "ZeroPadding2D", "ZeroPadding3D", "Cropping1D", "Cropping2D", "Cropping3D")
_BY_PLACE = frozenset({*_MARGINS, "BatchNormalization", "Rescaling"})


def reach(seen: Seen) -> tuple[int, ...] | None:
    """How many places of the model's input, on each axis, one place of this layer's output depends on.

    Args:
        seen: a convolution or pooling layer in its model.

    Returns:
        None where the layer slides no window, or a layer before it does something else than slide windows.
    """
    if seen.model is None or seen.model.open or _window(seen.layer) is None:
        return None
    found: tuple[int, ...] = ()
    apart: tuple[int, ...] = ()
    for use in seen.model.uses[: seen.index + 1]:
        window = _window(use.layer) if isinstance(use.layer, Layer) else None
        if window is None:
            if not _keeps_places(use):
                return None
            continue
        spans, strides = window
        found, apart = found or (1,) * len(spans), apart or (1,) * len(spans)
        if len(spans) != len(found):
            return None
        found = tuple(old + (span - 1) * step for old, span, step in zip(found, spans, apart, strict=True))
        apart = tuple(old * stride for old, stride in zip(apart, strides, strict=True))
    return found


def field(seen: Seen) -> str:
    """The receptive field as a sentence; empty where it is not known."""
    found = reach(seen)
    first = seen.model.uses[0].input if seen.model is not None and seen.model.uses else None
    if not found or not isinstance(first, tuple) or len(first) != len(found) + 2:
        return ""
    whole = feature_map(first, len(found), seen.layer.argument("data_format")).spatial
    if not all(isinstance(size, int) for size in whole):
        return f"Each number it gives depends on {_times(found)} places of the model's input (its receptive field)."
    sizes = tuple(size for size in whole if isinstance(size, int))
    if all(own >= size for own, size in zip(found, sizes, strict=True)):
        return (
            f"Each number it gives can depend on the whole input, {_times(sizes)}: its receptive field is that large."
        )
    seen_of = tuple(min(own, size) for own, size in zip(found, sizes, strict=True))
    return (
        f"Each number it gives depends on {_times(seen_of)} of the input's {_times(sizes)} places "
        "(its receptive field)."
    )


def _times(sizes: tuple[int, ...]) -> str:
    return " × ".join(map(str, sizes))


def _window(layer: Layer) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """The span of a layer's window and its steps; None for a layer without one."""
    names = layer.bound.names()
    size = next((name for name in ("kernel_size", "pool_size") if name in names), None)
    if size is None or layer.has("recurrent") or "output_padding" in names:
        return None
    given = layer.argument(size)
    steps = layer.argument("strides") if "strides" in names else None
    taps = layer.argument("dilation_rate") if "dilation_rate" in names else None
    sizes, strides = _numbers(given), _numbers(given if steps is None else steps)
    if sizes is None or strides is None or len(sizes) != len(strides):
        return None
    apart = (1,) * len(sizes) if taps is None else _numbers(taps)
    if apart is None or len(apart) != len(sizes):
        return None
    return tuple(rate * (size - 1) + 1 for size, rate in zip(sizes, apart, strict=True)), strides


def _numbers(value: object) -> tuple[int, ...] | None:
    if not isinstance(value, tuple) or not all(isinstance(each, int) for each in value):
        return None
    return value


def _keeps_places(use: Use) -> bool:
    layer = use.layer
    if not isinstance(layer, Layer) or layer.facets.inner:
        return False
    return layer.title in _BY_PLACE or any(map(layer.has, _SAME))
