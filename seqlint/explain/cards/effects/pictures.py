"""What the arguments of layers that prepare or vary images do here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.explain.cards.effects.words import change, choice, only, percent, plain, switch
from seqlint.explain.layers import brief, counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.explain.cards.effects.words import Effect
    from seqlint.explain.facts import Seen

_TURN = 360
_IMAGES = ("Random", "Resizing", "CenterCrop")


def _ends(value: Any) -> tuple[float, float] | None:
    """The range that one number (both signs) or a pair gives."""
    if isinstance(value, tuple):
        ends = tuple(plain(each) for each in value)
        return (ends[0], ends[1]) if len(ends) == 2 and None not in ends else None  # type: ignore[return-value]  # both are numbers
    one = plain(value)
    return None if one is None else (-abs(one), abs(one))


def _side(name: str) -> Effect:
    def said(value: Any, seen: Seen) -> str:
        moved = change(seen)
        if not moved or not seen.layer.title.startswith(_IMAGES):
            return ""
        return f"Every image leaves with a {name} of {counted(value)} pixels: {moved}."

    return said


def _factor(value: Any, seen: Seen) -> str:
    maker = _FACTORS.get(seen.layer.title)
    ends = _ends(value)
    return maker(ends, value, seen) if maker is not None and ends is not None else ""


def _turned(ends: tuple[float, float], _: Any, __: Seen) -> str:
    return f"Every image is turned by an angle between {ends[0] * _TURN:.4g}° and {ends[1] * _TURN:.4g}°."


def _brighter(ends: tuple[float, float], _: Any, seen: Seen) -> str:
    span = _ends(seen.layer.argument("value_range"))
    if span is None:
        return ""
    width = span[1] - span[0]
    return f"A number between {ends[0] * width:.4g} and {ends[1] * width:.4g} is added to every pixel of an image."


def _contrast(ends: tuple[float, float], value: Any, _: Seen) -> str:
    low, high = (1 + ends[0], 1 + ends[1]) if not isinstance(value, tuple) else (1 - ends[0], 1 + ends[1])
    return f"The distance of each pixel from the mean becomes {percent(low)} to {percent(high)} of what it was."


_FACTORS: dict[str, Callable[[tuple[float, float], Any, Seen], str]] = {
    "RandomRotation": _turned,
    "RandomBrightness": _brighter,
    "RandomContrast": _contrast,
}


def _share(axis: int, what: str) -> Effect:
    """A share of the height or the width, in percent and, where the size is known, in pixels."""

    def said(value: Any, seen: Seen) -> str:
        ends = _ends(value)
        if ends is None:
            return (
                "The width is zoomed as the height is, so that proportions stay."
                if value is None and seen.layer.title == "RandomZoom"
                else ""
            )
        last = seen.layer.bound.names() and seen.layer.argument("data_format") != "channels_first"
        size = (
            seen.input[axis if last else axis + 1] if isinstance(seen.input, tuple) and len(seen.input) == 4 else None
        )
        if seen.layer.title == "RandomTranslation":
            pixels = f", up to {round(max(map(abs, ends)) * size)} pixels" if isinstance(size, int) else ""
            return f"Every image moves by {percent(ends[0])} to {percent(ends[1])} of its {what}{pixels}."
        if seen.layer.title == "RandomZoom":
            return f"The {what} that is shown becomes {percent(1 + ends[0])} to {percent(1 + ends[1])} of the image's."
        return f"The {what} becomes {percent(1 + ends[0])} to {percent(1 + ends[1])} of what it was."

    return said


def _pixels(value: Any, seen: Seen) -> str:
    ends = _ends(value)
    if ends is None or not isinstance(value, tuple) or not seen.layer.has("augmentation"):
        return ""
    return f"Pixels are taken to lie between {ends[0]:g} and {ends[1]:g}."


def _filled(value: Any, _: Seen) -> str:
    return (
        f"Empty places get the value {brief(value)}, where `fill_mode` is 'constant'."
        if plain(value) is not None
        else ""
    )


_EDGES = {
    "reflect": "Places that come from outside the image show it mirrored at its edge.",
    "nearest": "Places that come from outside the image show its nearest edge.",
    "wrap": "Places that come from outside the image show its other side.",
    "constant": "Places that come from outside the image get `fill_value`.",
    "mirror": "Places that come from outside the image show it mirrored, the edge itself only once.",
}
_MIXED = {
    "nearest": "Each new pixel is the closest old one: right for maps of classes.",
    "bilinear": "Each new pixel is mixed from the four around it.",
    "bicubic": "Each new pixel is mixed from the sixteen around it.",
}
_FLIPS = {
    "horizontal": "Left and right change places in half of the images.",
    "vertical": "Top and bottom change places in half of the images.",
    "horizontal_and_vertical": "Left and right change places in half of the images, and so do top and bottom.",
}

EFFECTS: dict[str, Effect] = {
    "height": _side("height"),
    "width": _side("width"),
    "factor": _factor,
    "height_factor": _share(1, "height"),
    "width_factor": _share(2, "width"),
    "value_range": _pixels,
    "fill_value": only("Random")(_filled),
    "fill_mode": only("Random")(choice(_EDGES)),
    "interpolation": choice(_MIXED),
    "mode": only("RandomFlip")(choice(_FLIPS)),
    "crop_to_aspect_ratio": switch(
        "Proportions stay: what does not fit is cut off.", "The whole image is kept, and its proportions change."
    ),
    "pad_to_aspect_ratio": switch(
        "Proportions stay: the rest is filled with `fill_value`.", "Nothing is filled up, and proportions change."
    ),
    "antialias": switch(
        "The image is blurred before it is made smaller.", "The image is not blurred before it is made smaller."
    ),
}
"""By the argument's name."""
