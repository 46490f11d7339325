"""What initializers, regularizers and constraints do to the weights of this layer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from seqlint.explain.amount import number
from seqlint.explain.cards.effects.words import plain
from seqlint.explain.layers import counted
from seqlint.explain.sheet import code
from seqlint.keras.names import Named
from seqlint.values.shape import product, render

if TYPE_CHECKING:
    from seqlint.explain.facts import Seen
    from seqlint.keras.weights import Weight

_ROLES = ("_initializer", "_regularizer", "_constraint")
_SCALED = {"Glorot": (1.0, "fan_avg"), "He": (2.0, "fan_in"), "Lecun": (1.0, "fan_in")}
"""`VarianceScaling(scale, mode)` of the initializers that are named after people."""


def weight_effect(name: str, value: Any, seen: Seen) -> str:
    """What `kernel_initializer=…`, `bias_regularizer=…` and their like do here; empty for other arguments."""
    role = next((each for each in _ROLES if name.endswith(each)), "")
    if not role or not isinstance(value, Named):
        return ""
    if name == "activity_regularizer":
        penalty = _penalty(value, "numbers that leave the layer")
        return f"{penalty}, for each sample." if penalty else ""
    weight = _weight(name.removesuffix(role), seen)
    if weight is None:
        return ""
    if role == "_initializer":
        return _start(value, weight)
    if role == "_regularizer":
        penalty = _penalty(value, f"{counted(weight.count)} numbers of {code(weight.name)}")
        return f"{penalty}, in every training step." if penalty else ""
    return _limit(value, weight)


def _weight(prefix: str, seen: Seen) -> Weight | None:
    """The weight that an argument is about."""
    names = [prefix, f"{prefix}_kernel", *(["kernel"] if prefix == "depthwise" else ())]
    weights = {each.name: each for each in seen.layer.weights or ()}
    return next((weights[name] for name in names if name in weights), None)


def fans(shape: tuple[Any, ...]) -> tuple[int, int] | None:
    """Inputs and outputs of a weight as Keras counts them (`compute_fans`); None where a size is not known.

    Args:
        shape: the weight's shape: a window's sizes first, then inputs and outputs.
    """
    if not all(isinstance(size, int) for size in shape):
        return None
    if len(shape) < 2:
        size = shape[0] if shape else 1
        return size, size
    window = product(shape[:-2])
    assert isinstance(window, int)
    return shape[-2] * window, shape[-1] * window


def _start(value: Named, weight: Weight) -> str:
    what = f"The {counted(weight.count)} numbers of {code(weight.name)}"
    shape = f"{what} {code(render(weight.shape))}" if len(weight.shape) > 1 else what
    name = value.name
    if name in {"Zeros", "Ones"}:
        return f"{what} start at {'0' if name == 'Zeros' else '1'}."
    if name == "Constant":
        constant = plain(value.argument("value", 0.0))
        return f"{what} start at {constant:g}." if constant is not None else ""
    if name in {"RandomNormal", "TruncatedNormal"}:
        mean, spread = plain(value.argument("mean", 0.0)), plain(value.argument("stddev", 0.05))
        cut = ", none further than two spreads away" if name == "TruncatedNormal" else ""
        return (
            f"{shape} are drawn around {mean:g} with a spread of {spread:g}{cut}." if None not in {mean, spread} else ""
        )
    if name == "RandomUniform":
        low, high = plain(value.argument("minval", -0.05)), plain(value.argument("maxval", 0.05))
        return f"{shape} are drawn evenly between {low:g} and {high:g}." if None not in {low, high} else ""
    if name in {"Orthogonal", "OrthogonalInitializer"}:
        return f"{shape} start as directions at right angles to each other, so that a signal keeps its length."
    return _scaled(value, weight, shape)


def _scaled(value: Named, weight: Weight, shape: str) -> str:
    """Random numbers whose size follows from the layer's: Glorot, He, Lecun, VarianceScaling."""
    found = fans(weight.shape)
    person = next((each for each in _SCALED if value.name.startswith(each)), None)
    if found is None or (person is None and value.name != "VarianceScaling"):
        return ""
    scale, mode = _SCALED[person] if person else (value.argument("scale", 1.0), value.argument("mode", "fan_in"))
    uniform = value.name.endswith("Uniform") or (person is None and value.argument("distribution") == "uniform")
    factor = plain(scale)
    counts = {"fan_in": found[0], "fan_out": found[1], "fan_avg": sum(found) / 2}
    if factor is None or factor <= 0 or not counts.get(mode):
        return ""
    size = counts[mode]
    sums = {
        "fan_in": f"{number(found[0])} inputs",
        "fan_out": f"{number(found[1])} outputs",
        "fan_avg": f"({number(found[0])} inputs + {number(found[1])} outputs)",
    }
    top = (3 if uniform else 1) * factor * (2 if mode == "fan_avg" else 1)
    limit = math.sqrt((3 if uniform else 1) * factor / size)
    drawn = (
        f"are drawn evenly between -{limit:.3g} and {limit:.3g}"
        if uniform
        else f"are drawn around 0 with a spread of {limit:.3g}"
    )
    return f"{shape} {drawn}: √({top:g} / {sums[mode]})."


def _penalty(value: Named, what: str) -> str:
    parts = []
    if value.name in {"L1", "L1L2"} and (factor := plain(_factor(value, "l1"))):
        parts.append(f"{factor:g} × the sum of the absolute values of the {what}")
    if value.name in {"L2", "L1L2"} and (factor := plain(_factor(value, "l2"))):
        parts.append(f"{factor:g} × the sum of the squares of the {what}")
    return f"{' and '.join(parts)} {'is' if len(parts) == 1 else 'are'} added to the loss" if parts else ""


def _factor(value: Named, name: str) -> Any:
    """The factor of a penalty; a bare 'l2' takes its class's default."""
    if value.bound is not None:
        return value.argument(name, 0.0)
    return next((each.default for each in value.entry.signature.parameters if each.name == name), 0.0)


def _limit(value: Named, weight: Weight) -> str:
    after, name = f"After each step the numbers of {code(weight.name)} {code(render(weight.shape))}", value.name
    if name == "NonNeg":
        return f"{after} that fell below 0 are set to 0."
    axis = value.argument("axis", 0)
    along = f"along axis {axis}" if isinstance(axis, int) else "along its axes"
    if name == "UnitNorm":
        return f"{after} are scaled so that their length {along} is 1."
    most, least = plain(value.argument("max_value", 2.0)), plain(value.argument("min_value", 0.0))
    if name == "MaxNorm" and most is not None:
        return f"{after} are shrunk where their length {along} is above {most:g}."
    if name == "MinMaxNorm" and value.bound is not None and None not in {most, least}:
        return f"{after} are scaled so that their length {along} lies between {least:g} and {most:g}."
    return ""
