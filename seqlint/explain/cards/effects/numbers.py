"""What the arguments of layers that change numbers one by one, or bring them to a scale, do here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.explain.amount import number
from seqlint.explain.cards.effects.words import axis_size, only, percent, plain, switch
from seqlint.explain.layers import brief, counted
from seqlint.explain.sheet import code
from seqlint.keras.names import Named
from seqlint.keras.weights import count
from seqlint.values.ops.numbers import number_of
from seqlint.values.shape import product, render

if TYPE_CHECKING:
    from seqlint.explain.cards.effects.words import Effect
    from seqlint.explain.facts import Seen
    from seqlint.values.shape import Shape


def _rate(value: Any, seen: Seen) -> str:
    share = plain(value)
    if share is None or not 0 <= share < 1:
        return ""
    size = product(seen.input[1:]) if isinstance(seen.input, tuple) else None
    title = seen.layer.title
    if title in {"GaussianDropout", "AlphaDropout"}:
        how = "multiplied by random numbers around 1" if title == "GaussianDropout" else "changed at random"
        what = "all values are" if title == "GaussianDropout" else f"{percent(share)} of the values are"
        spread = f" with a spread of {(share / (1 - share)) ** 0.5:.3g}" if title == "GaussianDropout" else ""
        return f"In each training step {what} {how}{spread}.\nIn `predict` and `evaluate` nothing is changed."
    about = (
        f": about {number(round(size * share))} of {number(size)}"
        if isinstance(size, int) and title == "Dropout"
        else ""
    )
    what = (
        "values"
        if title == "Dropout"
        else "maps, each as a whole,"
        if title != "SpatialDropout1D"
        else "features, each at all steps,"
    )
    factor = f"the others are multiplied by 1 / (1 − {share:g}) = {1 / (1 - share):.3g}"
    return (
        f"In each training step {percent(share)} of the {what} are set to 0{about}; {factor}.\nIn `predict` and "
        f"`evaluate` nothing is dropped: {code(render(seen.output))} stays as it is."
    )


def _activation(value: Any, seen: Seen) -> str:
    if value is None:
        return "no function: the values leave as they are."
    if not isinstance(value, Named):
        return ""
    if isinstance(seen.output, tuple) and seen.output and seen.output[-1] == 1:
        return f"{code(value.name)} works on the value that leaves the layer: {code(value.entry.formula)}."
    size = f"the {number(seen.output[-1])} values" if isinstance(seen.output, tuple) and seen.output else "the values"
    return f"{code(value.name)} works on {size} that leave the layer: {code(value.entry.formula)}."


_BYTE_SCALE = 0.1
"""Factors below this one are meant for bytes."""


def _scale(value: Any, seen: Seen) -> str:
    if seen.layer.title != "Rescaling":
        return _factors(value, seen)
    offset = number_of(seen.layer.argument("offset"))
    scale = number_of(value)
    if scale is None or offset is None or scale <= 0:
        return ""
    divided = f", that is divided by {1 / scale:g}" if scale < 1 else ""
    text = f"Every value is multiplied by {scale:.4g}{divided}."
    if scale < _BYTE_SCALE:
        text += f" Pixels 0 … 255 become {round(offset, 3):g} … {round(255 * scale + offset, 3):g}."
    return text


def _offset(value: Any, seen: Seen) -> str:
    offset, scale = plain(value), plain(seen.layer.argument("scale")) if seen.layer.title == "Rescaling" else None
    if offset is None or scale is None:
        return ""
    white = f"{255 * scale + offset:.4g}"
    return f"{offset:g} is added after the multiplication: 0 becomes {offset:g}, and 255 becomes {white}."


def _factors(value: Any, seen: Seen) -> str:
    return _learned(value, seen, "gamma", "factor")


def _shifts(value: Any, seen: Seen) -> str:
    return _learned(value, seen, "beta", "shift")


def _learned(value: Any, seen: Seen, name: str, what: str) -> str:
    weight = next((each for each in seen.layer.weights or () if each.name == name), None)
    if value is True and weight is not None:
        return f"{counted(weight.count)} {what}s are learned, {code(name)}."
    return f"No {what} is learned: the numbers leave as the normalisation gives them." if value is False else ""


def _normalised(value: Any, seen: Seen) -> str:
    if value is None and seen.layer.title == "Normalization":
        return "One mean and one spread serve all values."
    axes = value if isinstance(value, tuple) else (value,)
    if not isinstance(seen.input, tuple) or not all(isinstance(each, int) for each in axes):
        return ""
    sizes = [axis_size(seen, each) for each in axes]
    if not all(sizes):
        return ""
    text, title = " × ".join(sizes), seen.layer.title
    if title == "BatchNormalization":
        return (
            f"Each of the {text} features along axis {brief(value)} has a mean and a spread of its own over the batch."
        )
    if title == "Normalization":
        return f"Each of the {text} features along axis {brief(value)} has a mean and a spread of its own."
    if title in {"LayerNormalization", "RMSNormalization", "UnitNormalization"}:
        end = "to length 1" if title.startswith("Unit") else "to scale"
        return f"{_places(seen.input, axes)} is brought {end} by itself, over its {text} values."
    if title == "Softmax":
        return f"The {text} values along axis {brief(value)} become shares that sum to 1."
    return ""


def _places(shape: Shape, axes: tuple[int, ...]) -> str:
    """What is normalised by itself along some axes."""
    inside = {each % len(shape) for each in axes}
    rest = [size for at, size in enumerate(shape) if at and at not in inside]
    places = product(tuple(rest))
    if not rest:
        return "Each sample"
    return f"Each of the {number(places)} places of a sample" if isinstance(places, int) else "Each place of a sample"


def _momentum(value: Any, seen: Seen) -> str:
    share = plain(value)
    if seen.layer.title != "BatchNormalization" or share is None or not 0 < share < 1:
        return ""
    batches = round(1 / (1 - share))
    return (
        f"After each batch the running averages keep {percent(share)} of what they were: they look back over about "
        f"{number(batches)} batches."
    )


def _epsilon(value: Any, seen: Seen) -> str:
    small = plain(value)
    return (
        f"{small:g} is added to the variance, so that nothing is divided by 0."
        if small is not None and seen.layer.has("normalization")
        else ""
    )


def _noise(value: Any, seen: Seen) -> str:
    spread = plain(value)
    if spread is None or seen.layer.title != "GaussianNoise":
        return ""
    return f"While training every value moves at random, two times in three by less than {spread:g}."


def _penalised(power: str) -> Effect:
    def said(value: Any, seen: Seen) -> str:
        factor = plain(value)
        if factor is None or seen.layer.title != "ActivityRegularization":
            return ""
        size = product(seen.input[1:]) if isinstance(seen.input, tuple) else None
        values = f"the {counted(size)} values" if isinstance(size, int) else "the values"
        return f"{factor:g} × the sum of the {power} of {values} is added to the loss, for each sample."

    return said


def _ceiling(value: Any, _: Seen) -> str:
    return f"Values above {brief(value)} become {brief(value)}." if isinstance(value, int | float) else ""


def _threshold(value: Any, _: Seen) -> str:
    border = plain(value)
    return f"Values below {border:g} count as negative." if border is not None else ""


def _slope(value: Any, seen: Seen) -> str:
    slope = plain(value)
    if slope is None or not seen.layer.title.endswith("ReLU"):
        return ""
    if not slope:
        return "Negative values become 0."
    return f"Negative values are not cut off but multiplied by {slope:g}."


def _alpha(value: Any, seen: Seen) -> str:
    if seen.layer.title == "LeakyReLU":
        return _slope(value, seen)
    bend = plain(value)
    return f"Far below 0 the outputs approach -{bend:g}." if bend is not None and seen.layer.title == "ELU" else ""


def _theta(value: Any, _: Seen) -> str:
    border = plain(value)
    return f"Values up to {border:g} become 0; larger ones stay." if border is not None else ""


def _shared(value: Any, seen: Seen) -> str:
    weights = seen.layer.weights
    if value is None and weights:
        return f"Every place has a slope of its own: {number(count(weights))} slopes."
    return (
        f"One slope serves all places of {_axes(value)}: {number(count(weights))} slopes." if value and weights else ""
    )


def _axes(value: Any) -> str:
    axes = value if isinstance(value, tuple) else (value,)
    return f"axis {counted(axes[0])}" if len(axes) == 1 else f"the axes {', '.join(map(counted, axes))}"


EFFECTS: dict[str, Effect] = {
    "rate": _rate,
    "activation": _activation,
    "scale": _scale,
    "offset": _offset,
    "center": _shifts,
    "axis": _normalised,
    "momentum": _momentum,
    "epsilon": _epsilon,
    "stddev": _noise,
    "l1": _penalised("absolute values"),
    "l2": _penalised("squares"),
    "max_value": _ceiling,
    "threshold": _threshold,
    "negative_slope": _slope,
    "alpha": _alpha,
    "theta": _theta,
    "shared_axes": _shared,
    "invert": only("Normalization")(
        switch("Normalised values become values of the old scale again.", "Values become normalised ones.")
    ),
}
"""By the argument's name."""
