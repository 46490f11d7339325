"""What the arguments that say how many numbers leave a layer do here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.explain.amount import number
from seqlint.explain.cards.effects.words import change, only, several
from seqlint.explain.layers import arrow, brief, counted
from seqlint.explain.sheet import code
from seqlint.keras.weights import count
from seqlint.values.shape import product, render

if TYPE_CHECKING:
    from seqlint.explain.cards.effects.words import Effect
    from seqlint.explain.facts import Seen


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
            f"{counted(value)} weighted {sums} of {size}, so {counted(value)} {leave} "
            f"the layer{last}.\n{_each(seen, value, 'sum')}"
        )
    flat = isinstance(seen.output, tuple) and len(seen.output) == 2
    leave = (
        f"{several(value, 'number')} {'leaves' if value == 1 else 'leave'} the layer for each sample"
        if flat
        else f"{several(value, 'number')} for each step it reads"
    )
    return f"A memory of {several(value, 'number')}: {leave}.\n{_each(seen, value, 'unit')}"


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
    looked, leave = ("pattern is", "channel leaves") if value == 1 else ("patterns are", "channels leave")
    return (
        f"{counted(value)} {looked} looked for, so {counted(value)} {leave} the "
        f"layer.\n{_each(seen, value, 'filter') or f'Each looks through a window of {brief(window)}.'}"
    )


@only("Embedding")
def _vocabulary(value: Any, seen: Seen) -> str:
    size = seen.layer.argument("output_dim")
    last = f"{number(value - 1)}" if isinstance(value, int) else f"{counted(value)} − 1"
    return (
        f"A table of {several(value, 'row')} of {several(size, 'number')}: the input may hold the indices 0 … {last}."
    )


@only("Embedding")
def _vector(value: Any, seen: Seen) -> str:
    return f"Each index becomes a row of {several(value, 'number')}: {arrow(seen)}."


@only("Embedding")
def _length(value: Any, _: Seen) -> str:
    return f"Every sample has {several(value, 'index', 'indices')}." if isinstance(value, int) else ""


def _target(value: Any, seen: Seen) -> str:
    if not isinstance(seen.input, tuple):
        return ""
    size = product(seen.input[1:])
    return f"The {number(size)} numbers of a sample are laid out as {code(brief(value))}: {arrow(seen)}."


def _order(value: Any, seen: Seen) -> str:
    if not isinstance(value, tuple) or not isinstance(seen.input, tuple) or len(value) + 1 != len(seen.input):
        return ""
    if not all(isinstance(axis, int) and 0 < axis < len(seen.input) for axis in value):
        return ""
    moved = [
        f"axis {axis} ({counted(seen.input[axis])}) becomes axis {place}"
        for place, axis in enumerate(value, 1)
        if axis != place
    ]
    if not moved:
        return "Every axis stays where it is."
    text = ", ".join(moved)
    return f"{text[:1].upper()}{text[1:]}: {change(seen)}."


@only("EinsumDense")
def _equation(value: Any, seen: Seen) -> str:
    """Which letters are summed away."""
    if not isinstance(value, str) or "->" not in value or "," not in value:
        return ""
    left, _, result = value.replace(" ", "").partition("->")
    given, _, kernel = left.partition(",")
    gone = [letter for letter in kernel if letter in given and letter not in result and letter.isalpha()]
    shared = [letter for letter in kernel if letter in result and letter not in given and letter.isalpha()]
    weight = next((each for each in seen.layer.weights or () if each.name == "kernel"), None)
    table = f" The kernel is {code(render(weight.shape))}." if weight is not None else ""
    summed = f"Summed over {', '.join(gone)}" if gone else "Nothing is summed"
    new = f"; {', '.join(shared)} {'is' if len(shared) == 1 else 'are'} new" if shared else ""
    return f"{summed}{new}: {change(seen)}.{table}" if change(seen) else ""


@only("EinsumDense")
def _biased(value: Any, seen: Seen) -> str:
    weight = next((each for each in seen.layer.weights or () if each.name == "bias"), None)
    if weight is None:
        return "No constant is added." if value is None else ""
    added = "is added" if weight.count == 1 else "are added"
    return f"{several(weight.count, 'constant')} {added}, one for each place along {value}."


@only("EinsumDense")
def _shaped(_: Any, seen: Seen) -> str:
    return f"{change(seen)}." if change(seen) else ""


def _bias(value: Any, seen: Seen) -> str:
    found = [each for each in seen.layer.weights or () if "bias" in each.name]
    if value and found:
        return f"Each output gets a constant of its own: {number(count(found))} of the layer's parameters."
    return "The sums get no constant: with inputs of 0 the outputs are 0." if value is False else ""


def _function(_: Any, seen: Seen) -> str:
    return (
        f"The function gets {code(render(seen.input))} and gives {code(render(seen.output))}." if change(seen) else ""
    )


EFFECTS: dict[str, Effect] = {
    "units": _units,
    "filters": _filters,
    "input_dim": _vocabulary,
    "output_dim": _vector,
    "input_length": _length,
    "target_shape": _target,
    "dims": _order,
    "equation": _equation,
    "bias_axes": _biased,
    "output_shape": _shaped,
    "use_bias": _bias,
    "function": only("Lambda")(_function),
}
"""By the argument's name."""
