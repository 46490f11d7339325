"""Kinds for the arguments of image augmentation: how strong an effect is, in which range, filled with what."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import msgspec

from seqlint.keras.kinds import Context, Kind, choice, is_object, is_unknown, optional, size_of, when_applied
from seqlint.keras.nested import is_list, is_numeric
from seqlint.values.array import Array
from seqlint.values.shape import Size, unknown_size

if TYPE_CHECKING:
    from collections.abc import Callable

Numbers: TypeAlias = "list[int | float]"


class Factor(msgspec.Struct, frozen=True):
    """How strong an effect is: a number, or a pair of numbers between which one is drawn.

    Attributes:
        wanted: what is accepted, in words.
        keras3: whether Keras 3 accepts one number or a pair.
        keras2: whether Keras 2 does.
        none: whether None is accepted, and means no effect.
        numpy: whether Keras 3 takes the layer from Keras 2, and so numpy scalars and more than two numbers.
        pair2: whether Keras 2 counts the numbers as well.
        empty: whether Keras 3 accepts what else is false.
    """

    wanted: str
    keras3: Callable[[Numbers], bool]
    keras2: Callable[[Numbers], bool]
    none: bool = False
    numpy: bool = False
    pair2: bool = False
    empty: bool = False

    def check(self, value: Any, context: Context) -> Any:
        """The number or the pair."""
        if (
            is_unknown(value)
            or isinstance(value, Size)
            or (value is None and self.none and context.call.target.major >= 3)
        ):
            return value
        items = context.call.items(value)
        if self.empty and context.call.target.major >= 3 and (value == "" or items in ((), [])):
            return 0
        if items is None:
            items = (self._single(value, context),)
        elif len(items) > 2 and self._takes_more(context):
            items = items[:2]
        elif len(items) != 2:
            raise context.refuse(value, self.wanted)
        if any(isinstance(item, (str, tuple)) or item is None for item in items):
            raise context.refuse(value, self.wanted)
        numbers = [item for item in items if isinstance(item, (int, float))]
        accepted = self.keras3 if context.call.target.major >= 3 else self.keras2
        if any(math.isnan(number) for number in numbers):
            return items[0] if len(items) == 1 else tuple(items)  # it is below and above nothing
        if len(numbers) == len(items) and not accepted(numbers):
            raise context.refuse(value, self.wanted)
        return items[0] if len(items) == 1 else tuple(items)

    def _takes_more(self, context: Context) -> bool:
        """Whether Keras looks at the first two numbers only."""
        return self.numpy or (context.call.target.major < 3 and not self.pair2)

    def _single(self, value: Any, context: Context) -> Any:
        """One number; numpy's are refused by Keras 3 unless they are Python's as well (float64)."""
        if isinstance(value, Array):
            strict = context.call.target.major >= 3 and not self.numpy
            if strict and value.rank == 0 and value.dtype in {"float32", "int64", "int32"}:
                raise context.refuse(value, self.wanted)
            known = value.rank == 0 and value.content is not None
            return value.content if known else unknown_size("its number is computed from the data")
        if isinstance(value, str) or value is None:
            raise context.refuse(value, self.wanted)
        return value


def _overlapping(low: float, high: float) -> Callable[[Numbers], bool]:
    """Keras 3's usual test: one number within the range, or a pair that overlaps it."""

    def accepted(numbers: Numbers) -> bool:
        return numbers[0] <= high and numbers[-1] >= low

    return accepted


def _each(low: float, high: float, *, open_: bool = False) -> Callable[[Numbers], bool]:
    """Every number within the range; without its lower end if `open_`."""

    def accepted(numbers: Numbers) -> bool:
        return all((low < number if open_ else low <= number) and number <= high for number in numbers)

    return accepted


def _span(low: float, high: float, *, ordered: bool = True) -> Callable[[Numbers], bool]:
    """Keras 2's usual test: one number f stands for (-f, f); both ends within the range and in order."""

    def accepted(numbers: Numbers) -> bool:
        lower, upper = numbers if len(numbers) == 2 else (-numbers[0], numbers[0])
        return (lower <= upper or not ordered) and low <= min(lower, upper) and max(lower, upper) <= high

    return accepted


def _contrast2(numbers: Numbers) -> bool:
    return 0 <= numbers[0] <= 1 and numbers[-1] >= 0


def factor(
    low: float,
    high: float,
    keras3: Callable[[Numbers], bool],
    keras2: Callable[[Numbers], bool] | None = None,
    *,
    none: bool = False,
    numpy: bool = False,
    pair2: bool = False,
    empty: bool = False,
) -> Kind:
    """A number or pair within limits that Keras 3 and 2 test in their own ways."""
    wanted = f"a number between {low:g} and {high:g}, or a pair of such numbers"
    return Kind(wanted, Factor(wanted, keras3, keras2 or keras3, none, numpy, pair2, empty).check)


def _value_range(value: Any, context: Context) -> Any:
    wanted = "a pair of numbers such as (0, 255)"
    items = None if isinstance(value, (str, Array)) else context.call.items(value)
    if items is None:
        if isinstance(value, (str, int, float, Array)) or value is None or is_object(value, context):
            raise context.refuse(value, wanted)
        return value
    if len(items) != 2 or len({isinstance(item, str) for item in items}) == 2 or None in items:
        raise context.refuse(value, wanted)
    if context.call.target.major < 3 and any(is_list(context.call, item) for item in items):
        raise context.refuse(value, wanted).when_applied()
    return tuple(items)


def _fill_value(value: Any, context: Context) -> Any:
    if not is_numeric(context.call, value):
        raise context.refuse(value, "a number")
    return value


def _odd(value: Any, context: Context) -> Any:
    wanted = "an odd number, or a pair of odd numbers"
    items = None if isinstance(value, (str, Array)) else context.call.items(value)
    if items is None:
        if isinstance(value, (str, Array)) or value is None:
            raise context.refuse(value, wanted)
        items = (value,)
    elif len(items) != 2:
        raise context.refuse(value, wanted)
    if any(isinstance(item, (str, tuple)) or (isinstance(item, (int, float)) and item % 2 == 0) for item in items):
        raise context.refuse(value, wanted)
    return value


def _unchecked(value: Any, context: Context) -> Any:
    """Keras takes anything here and fails at the first image; the body gets sizes as sizes and lists as tuples."""
    size = size_of(value)
    if size is not None:
        return size
    items = None if isinstance(value, (str, Array)) else context.call.items(value)
    return value if items is None else tuple(items)


def _side(value: Any, context: Context) -> Any:
    if is_object(value, context):
        raise context.refuse(value, "a positive integer").when_applied()
    return _unchecked(value, context)


def _only_in(major: int, kind: Kind) -> Kind:
    """Checked by one generation of Keras, stored as it is by the other."""

    def check(value: Any, context: Context) -> Any:
        known = context.call.target.major == major and not is_unknown(value)
        return kind.check(value, context) if known else value

    return Kind(kind.name, check)


INFINITE = float("inf")
CHANGE = factor(-1, 1, _overlapping(-1, 1))
ZOOM = factor(-1, 1, _each(-1, 1, open_=True), _span(-1, 1, ordered=False))
VALUE_RANGE = Kind("a pair of numbers", _value_range)
UNCHECKED = Kind("a value", _unchecked)

Factor01: TypeAlias = Annotated[Any, factor(0, 1, _overlapping(0, 1))]
Each01: TypeAlias = Annotated[Any, factor(0, 1, _each(0, 1))]
Change: TypeAlias = Annotated[Any, CHANGE]
BrightnessOrNone: TypeAlias = Annotated[Any, factor(-1, 1, _overlapping(-1, 1), none=True, empty=True)]
SaturationOrNone: TypeAlias = Annotated[Any, factor(-1, 1, _overlapping(-1, 1), none=True)]
Factor01OrNone: TypeAlias = Annotated[Any, factor(0, 1, _overlapping(0, 1), none=True)]
Bits: TypeAlias = Annotated[Any, factor(1, 8, _overlapping(1, 8))]
Angle: TypeAlias = Annotated[Any, factor(-1, 1, _overlapping(-1, 1), _span(-INFINITE, INFINITE), none=True, empty=True)]
Brightness: TypeAlias = Annotated[
    Any, factor(-1, 1, _overlapping(-1, 1), _each(-1, 1), none=True, pair2=True, empty=True)
]
Contrast: TypeAlias = Annotated[Any, factor(0, 1, _overlapping(0, 1), _contrast2)]
Shift: TypeAlias = Annotated[Any, factor(-1, 1, _each(-1, 1), _span(-1, 1))]
Zoom: TypeAlias = Annotated[Any, ZOOM]
ZoomOrNone: TypeAlias = Annotated[
    Any, optional(factor(-1, 1, _each(-1, 1, open_=True), _span(-1, INFINITE, ordered=False)))
]
Stretch: TypeAlias = Annotated[Any, factor(-1, 1, _span(-1, INFINITE), numpy=True)]
ValueRange: TypeAlias = Annotated[Any, VALUE_RANGE]
ValueRangeUnchecked: TypeAlias = Annotated[Any, UNCHECKED]
OddSize: TypeAlias = Annotated[Any, Kind("an odd number", _odd)]
Side: TypeAlias = Annotated[Any, Kind("a positive integer", _side, takes_objects=True)]
"""Height or width of an image."""
TransformInterpolation: TypeAlias = Annotated[Any, choice("nearest", "bilinear")]
ResizeInterpolation: TypeAlias = Annotated[
    Any,
    _only_in(
        2,
        choice(
            "bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian", "mitchellcubic", case=False
        ),
    ),
]
FillValue: TypeAlias = Annotated[Any, _only_in(2, when_applied(Kind("a number", _fill_value), 2))]
FillMode: TypeAlias = Annotated[Any, choice("reflect", "wrap", "constant", "nearest")]
ElasticFillMode: TypeAlias = Annotated[Any, choice("constant", "nearest", "wrap", "mirror", "reflect")]
FlipMode: TypeAlias = Annotated[Any, _only_in(2, choice("horizontal", "vertical", "horizontal_and_vertical"))]
"""Keras 3 never looks at it; a mode that it does not know flips nothing."""
