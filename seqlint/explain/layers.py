"""A layer in words: its short title, its arguments, what it computes and what its weights cost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from seqlint.explain.amount import memory, number
from seqlint.explain.sheet import code
from seqlint.keras.layer import Layer
from seqlint.keras.names import Named
from seqlint.keras.weights import arithmetic, count, under
from seqlint.values.array import Array
from seqlint.values.shape import Size, render, render_dim
from seqlint.values.store import Ref
from seqlint.values.unknown import OneOf, Unknown

if TYPE_CHECKING:
    from seqlint.explain.facts import Seen
    from seqlint.keras.models.record import Model, Use
    from seqlint.values.call import Argument

_LONGEST = 26
_PLACEHOLDER = re.compile(r"\{(\w+)(?:\.(\w+))?\}")


def short_title(layer: Layer) -> str:
    """A layer with what its author gave it: `Dense(64, relu)`."""
    first = next(iter(layer.type.signature.names()), "")
    given = [word for name, argument in layer.bound.given.items() if (word := _word(name, argument, name == first))]
    title = f"{layer.title}({', '.join(given)})"
    while len(title) > _LONGEST and given:
        given.pop()
        title = f"{layer.title}({', '.join([*given, '…'])})"
    return title


def _word(name: str, argument: Argument, first: bool) -> str:
    value = argument.value
    if name in {"name", "dtype", "trainable"} or isinstance(value, Array):
        return ""
    if isinstance(value, Ref):
        made = _MADE.match(argument.place.text()) if first and argument.place is not None else None
        return made[1] if made else ""
    text = size(name, value)
    if first or name in {
        "units",
        "filters",
        "activation",
        "rate",
        "kernel_size",
        "pool_size",
        "height",
        "width",
        "input_dim",
        "output_dim",
        "target_shape",
    }:
        return text
    return f"{name}={text}" if isinstance(value, bool) else ""


_MADE = re.compile(r"(?:\w+\.)*([A-Z]\w*)\(")
"""A constructor call: the class's name."""


def size(name: str, value: Any) -> str:
    """An argument's value in a few words; a window along one axis as its number."""
    if isinstance(value, float):
        return f"{value:.6g}" if value % 1 else str(value)
    one = isinstance(value, tuple) and len(value) == 1 and name in _WINDOWS
    return brief(value[0] if one else value)


_WINDOWS = frozenset({"kernel_size", "pool_size", "strides", "dilation_rate", "output_padding"})


def title_of(use: Use) -> str:
    """The layer at one position, for a table or sentence."""
    return short_title(use.layer) if isinstance(use.layer, Layer) else use.title


def brief(value: Any) -> str:
    """A value of an argument in a few words."""
    if isinstance(value, Named):
        return value.name
    if isinstance(value, Layer):
        return value.title
    if isinstance(value, Size):
        return render_dim(value)
    if isinstance(value, OneOf):
        return " or ".join(dict.fromkeys(brief(each) for each in value.values))
    if isinstance(value, Unknown):
        return value.name or "?"
    if isinstance(value, tuple):
        return f"({', '.join(map(brief, value))}{',' if len(value) == 1 else ''})"
    if isinstance(value, str):
        return f"'{value}'"
    if isinstance(value, bool | int | float | None):
        return str(value)
    name = getattr(value, "name", None)
    return name if isinstance(name, str) else "…"


def counted(value: Any) -> str:
    """A size for a sentence: `1,024`, `units`."""
    return number(value) if isinstance(value, int) and not isinstance(value, bool) else brief(value)


def filled(text: str, seen: Seen) -> str:
    """A card's text with this layer's own numbers in the place of its placeholders."""

    def fill(match: re.Match[str]) -> str:
        name, part = match[1], match[2]
        if name == "input" and isinstance(seen.input, tuple):
            return number(seen.input[-1]) if part == "last" else render(seen.input)
        if name == "output" and isinstance(seen.output, tuple):
            return number(seen.output[-1]) if part == "last" else render(seen.output)
        if name in {"input", "output"}:
            return "?"
        value = seen.layer.argument(name)
        if part in _RANGES:
            return _range(value, part)
        return number(value) if isinstance(value, int) and not isinstance(value, bool) else size(name, value)

    return _PLACEHOLDER.sub(fill, text)


_RANGES = {"span": ("-{} and {}", "{} and {}"), "around": ("1 - {} and 1 + {}", "1 - {} and 1 + {}")}
"""How a number that stands for both ends of a range is written, and how a pair is."""


def _range(value: Any, part: str) -> str:
    """The ends of the range that one number or a pair gives."""
    one, pair = _RANGES[part]
    ends = value if isinstance(value, tuple) else (value, value)
    return (pair if isinstance(value, tuple) else one).format(
        *(f"{end:g}" if isinstance(end, float) else brief(end) for end in ends)
    )


def general(text: str) -> str:
    """A card's text for no layer in particular: its placeholders as the names of the arguments."""

    def fill(match: re.Match[str]) -> str:
        name = "its" if match[1] == "input" else f"`{match[1]}`"
        return _RANGES[match[2]][0].format(name, name) if match[2] in _RANGES else name

    return _PLACEHOLDER.sub(fill, text)


def arrow(seen: Seen) -> str:
    """What arrives and what leaves: `(None, 784) → (None, 64)`."""
    return f"{code(render(seen.input))} → {code(render(seen.output))}"


def output_sums(seen: Seen) -> tuple[str, ...]:
    """The arithmetic of the output shape, one line an axis; empty where there is none or a size is not known."""
    steps = seen.layer.facets.steps
    if steps is None or not isinstance(seen.input, tuple):
        return ()
    try:
        return tuple(steps(seen.input))
    except (ArithmeticError, LookupError, TypeError, ValueError):
        return ()


def cost(layer: Layer | Model) -> str:
    """The parameters of a layer or of a model inside another: the sum, whether they are trained, the memory."""
    weights = layer.weights
    if weights is None:
        return "its parameters are not known: its input is not"
    total = count(weights)
    if total == 0:
        return "no parameters: it computes, and has nothing to learn"
    parts = [f"{code(arithmetic(weights) if isinstance(layer, Layer) else number(total))} parameters"]
    trained = count(under(weights, layer.trainable), trainable=True)
    if not isinstance(trained, int) and isinstance(total, int):
        parts.append("how many of them are trained is not known")
    elif trained == total:
        parts.append("all trained")
    elif trained == 0:
        parts.append("frozen: training does not change them" if layer.trainable is False else "none of them trained")
    else:
        parts.append(f"{number(trained)} of them trained")
    if isinstance(total, int):
        parts.append(memory(total))
    return ", ".join(parts)


def weight_lines(layer: Layer) -> list[tuple[str, str, str]]:
    """One row a weight: name, shape, count."""
    return [
        (each.name, render(each.shape), number(each.count) + (" (not trained)" if each.trainable is False else ""))
        for each in layer.weights or ()
    ]
