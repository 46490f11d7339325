"""What an argument does here, in this layer, with its numbers: one function an argument."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.explain.amount import number
from seqlint.explain.layers import brief
from seqlint.explain.sheet import code
from seqlint.keras.names import Named
from seqlint.keras.weights import count
from seqlint.values.ops.numbers import number_of
from seqlint.values.shape import product, render, render_dim

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.explain.facts import Seen


def effect(name: str, seen: Seen) -> str:
    """What the argument does in this layer: one or two lines; empty where nothing more can be said.

    Args:
        name: the parameter.
        seen: the layer.
    """
    maker = _EFFECTS.get(name)
    value = seen.layer.bound.value(name)
    return maker(value, seen) if maker is not None else ""


def _n(value: Any) -> str:
    return number(value) if isinstance(value, int) and not isinstance(value, bool) else brief(value)


def _each(seen: Seen, units: Any, what: str) -> str:
    """What one unit more costs."""
    weights = seen.layer.weights
    if not weights or not isinstance(units, int):
        return ""
    total = count(weights)
    if not isinstance(total, int) or total % units or not seen.layer.has("affine"):
        return f"The layer has {number(total)} parameters." if total else ""
    bias = " and a constant" if any(each.name == "bias" for each in weights) else ""
    common = count(each for each in weights if each.name.startswith("depthwise"))
    share = total // units if not common else (total - common) // units if isinstance(common, int) else 0
    own = share - 1 if bias else share
    if common:
        return (
            f"The {number(common)} weights of the first step serve all of them; each {what} has {number(own)} "
            f"weights{bias} of its own for the second: {number(common)} + {number(units)} × {number(share)} = "
            f"{number(total)} parameters."
        )
    return (
        f"Each {what} has {number(own)} weights{bias} of its own: {number(units)} "
        f"× {number(share)} = {number(total)} parameters."
    )


def _units(value: Any, seen: Seen) -> str:
    if seen.layer.has("dense"):
        size = f"the {number(seen.input[-1])} numbers that arrive" if isinstance(seen.input, tuple) else "what arrives"
        last = _classes(value, seen)
        sums, leave = ("sum", "number leaves") if value == 1 else ("sums", "numbers leave")
        return (
            f"{_n(value)} weighted {sums} of {size}, so {_n(value)} {leave} "
            f"the layer{last}.\n{_each(seen, value, 'sum')}"
        )
    flat = isinstance(seen.output, tuple) and len(seen.output) == 2
    leave = (
        f"{_n(value)} numbers leave the layer for each sample"
        if flat
        else f"{_n(value)} numbers for each step it reads"
    )
    return f"A memory of {_n(value)} numbers: {leave}.\n{_each(seen, value, 'unit')}"


def _classes(value: Any, seen: Seen) -> str:
    if not seen.last or not isinstance(value, int):
        return ""
    activation = getattr(seen.layer.argument("activation"), "name", None)
    if activation == "softmax":
        return f", one for each of {number(value)} classes"
    if activation == "sigmoid":
        return ", the probability of yes" if value == 1 else f", one probability for each of {number(value)} questions"
    return ", the model's answer"


def _filters(value: Any, seen: Seen) -> str:
    window = seen.layer.argument("kernel_size")
    return (
        f"{_n(value)} patterns are looked for, so {_n(value)} channels leave the "
        f"layer.\n{_each(seen, value, 'filter') or f'Each looks through a window of {brief(window)}.'}"
    )


def _window(value: Any, seen: Seen) -> str:
    sizes = value if isinstance(value, tuple) else (value,)
    text = " × ".join(_n(size) for size in sizes)
    return (
        f"A window of {text} slides over the input: {code(render(seen.input))} "
        f"→ {code(render(seen.output))}.{_sum(seen)}"
    )


def _sum(seen: Seen) -> str:
    steps = seen.layer.facets.steps
    if steps is None or not isinstance(seen.input, tuple):
        return ""
    try:
        lines = steps(seen.input)
    except (ArithmeticError, LookupError, TypeError, ValueError):
        return ""
    return "\n" + "; ".join(lines) if lines else ""


def _padding(value: Any, seen: Seen) -> str:
    words = {
        "valid": "Nothing is added at the edges: the window stays inside, so the map shrinks.",
        "same": "Zeros are added around the edges, so that with strides of 1 the map keeps its size.",
        "causal": "Zeros are added before the first step only, so that no step sees the future.",
    }
    found = words.get(value, "") if isinstance(value, str) else f"{brief(value)} rows and columns are added."
    return f"{found}{_sum(seen)}"


def _strides(value: Any, seen: Seen) -> str:
    return (
        f"The window moves {brief(value)} at a time: {code(render(seen.input))} "
        f"→ {code(render(seen.output))}.{_sum(seen)}"
    )


def _rate(value: Any, seen: Seen) -> str:
    if not isinstance(value, int | float) or not 0 <= value < 1:
        return ""
    share = f"{value * 100:g} %"
    size = product(seen.input[1:]) if isinstance(seen.input, tuple) else None
    about = (
        f": about {number(round(size * value))} of {number(size)}"
        if isinstance(size, int) and seen.layer.title == "Dropout"
        else ""
    )
    factor = f"the others are multiplied by 1 / (1 − {value:g}) = {1 / (1 - value):.3g}"
    return (
        f"In each training step {share} of the values are set to 0{about}; {factor}.\nIn `predict` and "
        f"`evaluate` nothing is dropped: {code(render(seen.output))} stays as it is."
    )


def _bias(value: Any, seen: Seen) -> str:
    found = [each for each in seen.layer.weights or () if "bias" in each.name]
    if value and found:
        return f"Each output gets a constant of its own: {number(count(found))} of the layer's parameters."
    return "The sums get no constant: with inputs of 0 the outputs are 0." if value is False else ""


def _activation(value: Any, seen: Seen) -> str:
    if value is None:
        return "no function: the values leave as they are."
    if not isinstance(value, Named):
        return ""
    if isinstance(seen.output, tuple) and seen.output and seen.output[-1] == 1:
        return f"{code(value.name)} works on the value that leaves the layer: {code(value.entry.formula)}."
    size = f"the {number(seen.output[-1])} values" if isinstance(seen.output, tuple) and seen.output else "the values"
    return f"{code(value.name)} works on {size} that leave the layer: {code(value.entry.formula)}."


def _sequences(value: Any, seen: Seen) -> str:
    if value is True:
        return f"The state after every step goes out{_leaving(seen)}. A recurrent layer behind needs that."
    return f"Only the state after the last step goes out{_leaving(seen)}." if value is False else ""


def _leaving(seen: Seen) -> str:
    """The output shape, where it is known; that of a layer inside another one is not."""
    return f": {code(render(seen.output))}" if isinstance(seen.output, tuple) else ""


def _scale(value: Any, seen: Seen) -> str:
    if seen.layer.title != "Rescaling":
        return ""
    offset = number_of(seen.layer.argument("offset"))
    scale = number_of(value)
    if scale is None or offset is None or scale <= 0:
        return ""
    divided = f", that is divided by {1 / scale:g}" if scale < 1 else ""
    text = f"Every value is multiplied by {scale:.4g}{divided}."
    if scale < _BYTE_SCALE:
        text += f" Pixels 0 … 255 become {round(offset, 3):g} … {round(255 * scale + offset, 3):g}."
    return text


_BYTE_SCALE = 0.1
"""Factors below this one are meant for bytes."""


def _vocabulary(value: Any, seen: Seen) -> str:
    if seen.layer.title != "Embedding":
        return ""
    size = seen.layer.argument("output_dim")
    return f"A table of {_n(value)} rows of {_n(size)} numbers: the input may hold the indices 0 … {_n(value)} − 1."


def _vector(value: Any, seen: Seen) -> str:
    if seen.layer.title != "Embedding":
        return ""
    return f"Each index becomes a row of {_n(value)} numbers: {code(render(seen.input))} → {code(render(seen.output))}."


def _target(value: Any, seen: Seen) -> str:
    if not isinstance(seen.input, tuple):
        return ""
    size = product(seen.input[1:])
    return (
        f"The {number(size)} numbers of a sample are laid out as {code(brief(value))}: "
        f"{code(render(seen.input))} → {code(render(seen.output))}."
    )


def _groups(value: Any, seen: Seen) -> str:
    kernel = next((each for each in seen.layer.weights or () if each.name == "kernel"), None)
    if not isinstance(value, int) or kernel is None:
        return ""
    if value == 1:
        return "Every filter looks at all channels."
    part = _n(kernel.shape[-2])
    return (
        f"The channels are split into {_n(value)} groups: each filter sees {part} of them, so there are fewer weights."
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
    spans = " × ".join(str(rate * (size - 1) + 1) for size, rate in zip(sizes, value, strict=True))
    taps = " × ".join(map(str, sizes))
    apart = _n(value[0]) if len(set(value)) == 1 else brief(value)
    return f"The window's {taps} places stand {apart} apart: it reaches over {spans}, with the same weights."


def _format(value: Any, seen: Seen) -> str:
    if not isinstance(seen.input, tuple) or len(seen.input) < len(("batch", "space", "channels")):
        return ""
    where, axis = ("right after the batch", 1) if value == "channels_first" else ("last", -1)
    return f"Channels stand {where}: {code(render(seen.input))} has {render_dim(seen.input[axis])} of them."


def _merge(value: Any, seen: Seen) -> str:
    words = {
        "concat": "The two directions' results stand side by side: twice the units go out",
        "sum": "The two directions' results are added: as many numbers go out as the layer has units",
        "mul": "The two directions' results are multiplied: as many numbers go out as the layer has units",
        "ave": "The two directions' results are averaged: as many numbers go out as the layer has units",
    }
    return f"{words[value]}, {code(render(seen.output))}." if value in words else ""


def _backwards(value: Any, _: Seen) -> str:
    return "The sequence is read from its last step to its first." if value is True else ""


def _stateful(value: Any, seen: Seen) -> str:
    if value is not True:
        return ""
    size = seen.input[0] if isinstance(seen.input, tuple) and seen.input else None
    same = f"{number(size)} samples" if isinstance(size, int) else "the same number of samples"
    return (
        f"Batch after batch has {same}, and each goes on where the same one of the batch before ended. Reset the "
        "states between two series."
    )


def _multiplier(value: Any, seen: Seen) -> str:
    return (
        f"Every channel gets {_n(value)} filters: {code(render(seen.input))} → {code(render(seen.output))}."
        if seen.layer.title.startswith("Depthwise")
        else f"In the first step every channel gets {_n(value)} filters; the second step mixes what they give."
    )


def _extra(value: Any, seen: Seen) -> str:
    if value is None:
        return "The size follows from the strides and the padding alone."
    return f"{_sum(seen).strip()}." if _sum(seen) else ""


def _shared(value: Any, seen: Seen) -> str:
    weights = seen.layer.weights
    return (
        f"One slope serves all places of {_axes(value)}: {number(count(weights))} slopes." if value and weights else ""
    )


def _axes(value: Any) -> str:
    axes = value if isinstance(value, tuple) else (value,)
    return f"axis {_n(axes[0])}" if len(axes) == 1 else f"the axes {', '.join(map(_n, axes))}"


def besides(seen: Seen) -> tuple[str, ...]:
    """What arguments do here that few authors give, for the layer's own card; one sentence each."""
    given = seen.layer.bound.given
    unusual = [name for name in _UNUSUAL if name in given and not _is_usual(name, given[name].value)]
    return tuple(found for name in unusual if (found := effect(name, seen).partition("\n")[0]))


def _is_usual(name: str, value: Any) -> bool:
    if value is None or value is False:
        return True
    return name in {"groups", "dilation_rate"} and (value == 1 or (isinstance(value, tuple) and set(value) == {1}))


def _ceiling(value: Any, _: Seen) -> str:
    return f"Values above {brief(value)} become {brief(value)}." if isinstance(value, int | float) else ""


def _slope(value: Any, seen: Seen) -> str:
    if seen.layer.title != "ReLU" or not value or not isinstance(value, int | float):
        return ""
    return f"Negative values are not cut off but multiplied by {brief(value)}."


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
_EFFECTS: dict[str, Callable[[Any, Seen], str]] = {
    "units": _units,
    "filters": _filters,
    "kernel_size": _window,
    "pool_size": _window,
    "strides": _strides,
    "padding": _padding,
    "rate": _rate,
    "use_bias": _bias,
    "activation": _activation,
    "return_sequences": _sequences,
    "scale": _scale,
    "input_dim": _vocabulary,
    "output_dim": _vector,
    "target_shape": _target,
    "groups": _groups,
    "dilation_rate": _dilation,
    "data_format": _format,
    "merge_mode": _merge,
    "go_backwards": _backwards,
    "stateful": _stateful,
    "depth_multiplier": _multiplier,
    "output_padding": _extra,
    "shared_axes": _shared,
    "max_value": _ceiling,
    "negative_slope": _slope,
}
