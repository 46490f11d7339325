"""What the arguments of convolutions, poolings and layers that cut or enlarge do here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.explain.cards.effects.words import arithmetic, several, switch
from seqlint.explain.layers import arrow, brief, counted, size
from seqlint.explain.sheet import code
from seqlint.values.shape import render, render_dim

if TYPE_CHECKING:
    from seqlint.explain.cards.effects.words import Effect
    from seqlint.explain.facts import Seen


def _window(value: Any, seen: Seen) -> str:
    sizes = value if isinstance(value, tuple) else (value,)
    text = " × ".join(counted(each) for each in sizes)
    return f"A window of {text} slides over the input: {arrow(seen)}.{arithmetic(seen)}"


def _strides(value: Any, seen: Seen) -> str:
    if value is None:
        return f"The windows stand side by side, as far apart as they are wide: {arrow(seen)}.{arithmetic(seen)}"
    return f"The window moves {size('strides', value)} at a time: {arrow(seen)}.{arithmetic(seen)}"


def _padding(value: Any, seen: Seen) -> str:
    words = {
        "valid": "Nothing is added at the edges: the window stays inside, so the map shrinks.",
        "same": "Zeros are added around the edges, so that with strides of 1 the map keeps its size.",
        "causal": "Zeros are added before the first step only, so that no step sees the future.",
    }
    if isinstance(value, str):
        found = words.get(value, "")
        if seen.layer.has("pooling") and value == "same":
            found = "Windows may reach over the edges, so that with strides of 1 the map keeps its size."
        return f"{found}{arithmetic(seen)}" if found else ""
    return _edges(value, seen, "of zeros are added")


def _cropping(value: Any, seen: Seen) -> str:
    return _edges(value, seen, "are cut off")


def _edges(value: Any, seen: Seen, done: str) -> str:
    """What is added or cut at both ends of each axis."""
    axes = {1: ("steps",), 2: ("rows", "columns"), 3: ("planes", "rows", "columns")}
    ends = value if isinstance(value, tuple) else (value,)
    if ends and not isinstance(ends[0], tuple):
        ends = (ends,)
    names = axes.get(len(ends))
    if names is None or not all(isinstance(end, tuple) and len(end) == 2 for end in ends):
        return ""
    parts = [_end(first, last, name) for (first, last), name in zip(ends, names, strict=True)]
    one = ends == ((1, 1),)
    return f"{', '.join(parts)} {done.replace('are', 'is') if one else done}: {arrow(seen)}.{arithmetic(seen)}"


def _end(first: Any, last: Any, name: str) -> str:
    if first != last:
        return f"{counted(first)} + {counted(last)} {name}"
    return f"{several(first, name.removesuffix('s'))} at each end"


def _repeated(value: Any, seen: Seen) -> str:
    if not seen.layer.title.startswith("UpSampling"):
        return ""
    sizes = value if isinstance(value, tuple) else (value,)
    what = {1: "step", 2: "pixel", 3: "cell"}.get(len(sizes) if isinstance(value, tuple) else 1, "place")
    return f"Every {what} becomes {' × '.join(map(counted, sizes))} of them: {arrow(seen)}.{arithmetic(seen)}"


def _groups(value: Any, seen: Seen) -> str:
    kernel = next((each for each in seen.layer.weights or () if each.name == "kernel"), None)
    if not isinstance(value, int) or kernel is None:
        return ""
    if value == 1:
        return "Every filter looks at all channels."
    part = counted(kernel.shape[-2])
    return (
        f"The channels are split into {counted(value)} groups: each filter sees {part} of them, so there are fewer "
        "weights."
    )


def _dilation(value: Any, seen: Seen) -> str:
    sizes = seen.layer.argument("kernel_size")
    if (
        not isinstance(value, tuple)
        or not isinstance(sizes, tuple)
        or not all(isinstance(n, int) for n in value + sizes)
    ):
        return ""
    if set(value) == {1}:
        return "The window has no gaps."
    spans = " × ".join(str(rate * (each - 1) + 1) for each, rate in zip(sizes, value, strict=True))
    taps = " × ".join(map(str, sizes))
    apart = counted(value[0]) if len(set(value)) == 1 else brief(value)
    return f"The window's {taps} places stand {apart} apart: it reaches over {spans}, with the same weights."


def _format(value: Any, seen: Seen) -> str:
    if not isinstance(seen.input, tuple) or len(seen.input) < len(("batch", "space", "channels")):
        return ""
    where, axis = ("right after the batch", 1) if value == "channels_first" else ("last", -1)
    return f"Channels stand {where}: {code(render(seen.input))} has {render_dim(seen.input[axis])} of them."


def _multiplier(value: Any, seen: Seen) -> str:
    return (
        f"Every channel gets {counted(value)} filters: {arrow(seen)}."
        if seen.layer.title.startswith("Depthwise")
        else f"In the first step every channel gets {counted(value)} filters; the second step mixes what they give."
    )


def _extra(value: Any, seen: Seen) -> str:
    if value is None:
        return "The size follows from the strides and the padding alone."
    found = arithmetic(seen).strip()
    return f"{found}." if found else ""


def _left(value: Any, seen: Seen) -> str:
    if not seen.layer.has("pooling") or not seen.layer.title.startswith("Adaptive"):
        return ""
    return f"Windows are chosen so that {size('pool_size', value)} of them fit: {arrow(seen)}."


def _kept(value: Any, seen: Seen) -> str:
    said = switch(
        f"The pooled axes stay, with size 1: {arrow(seen)}.",
        f"The pooled axes go: {arrow(seen)}.",
    )
    return said(value, seen)


EFFECTS: dict[str, Effect] = {
    "kernel_size": _window,
    "pool_size": _window,
    "strides": _strides,
    "padding": _padding,
    "cropping": _cropping,
    "size": _repeated,
    "groups": _groups,
    "dilation_rate": _dilation,
    "data_format": _format,
    "depth_multiplier": _multiplier,
    "output_padding": _extra,
    "output_size": _left,
    "keepdims": _kept,
}
"""By the argument's name."""
