"""Kinds for arguments that are numbers: rates, factors, slopes, and what Keras asks of them."""

from __future__ import annotations

from math import isfinite, prod
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import msgspec

from seqlint.keras.kinds import Context, Kind, is_object, optional, plain_number, size_of, when_applied
from seqlint.keras.nested import is_list, is_numeric, nested_shape
from seqlint.values.array import Array

if TYPE_CHECKING:
    from collections.abc import Callable

Limit: TypeAlias = "Callable[[int | float], bool]"


class Amount(msgspec.Struct, frozen=True):
    """What a number must be.

    Attributes:
        wanted: in words.
        within: whether a number is accepted.
        none: whether None is accepted.
        keras2: whether Keras 2 checks as well.
        lenient2: whether Keras 2 looks at Python numbers only.
    """

    wanted: str
    within: Limit
    none: bool = False
    keras2: bool = True
    lenient2: bool = False

    def check(self, value: Any, context: Context) -> Any:
        """The number, or the value as it is where its number is not known."""
        if self.lenient2 and context.call.target.major < 3 and isinstance(value, Array) and value.dtype != "float64":
            return value
        number = value.content if isinstance(value, Array) and value.rank == 0 else value
        if number is None and (self.none or isinstance(value, Array)):
            return value
        if not self.keras2 and context.call.target.major < 3:
            return value
        other = isinstance(number, (str, tuple)) or is_object(number, context)
        if number is None or other or context.call.items(number) is not None:
            if self.lenient2 and context.call.target.major < 3:
                return value
            raise context.refuse(value, self.wanted)
        if isinstance(number, (int, float)) and not self.within(number):
            raise context.refuse(value, self.wanted)
        return number


def _between_0_and_1(number: float) -> bool:
    return 0 <= number <= 1


def _not_negative(number: float) -> bool:
    return number >= 0


def _positive(number: float) -> bool:
    return number > 0


def number(wanted: str, within: Limit, *, none: bool = False, keras2: bool = True) -> Kind:
    """A number within limits; see `Amount` for the arguments."""
    return Kind(wanted, Amount(wanted, within, none, keras2).check)


def _any_axis(value: Any, context: Context) -> Any:
    number = plain_number(value)
    if isinstance(value, Array) and isinstance(number, float):
        raise context.refuse(value, "an integer or a list of integers").when_applied()
    value = number
    size = size_of(value)
    if size is not None and not isinstance(value, Array):
        return value
    items = None if isinstance(value, str) else context.call.items(value)
    if items is None:
        if isinstance(value, (str, float)) or value is None:
            raise context.refuse(value, "an integer or a list of integers")
        return value
    if any(isinstance(item, (str, float, tuple)) or item is None for item in items):
        raise context.refuse(value, "an integer or a list of integers").when_applied()
    return tuple(items)


def _plain_axes(value: Any, context: Context) -> Any:
    """Axes of a layer that asks for Python's own integers."""
    if isinstance(value, Array) and value.rank == 0 and value.dtype is not None:
        raise context.refuse(value, "a Python int (this is a numpy integer: wrap it in `int(…)`)")
    return AXES.check(value, context)


def _listed_axes(value: Any, context: Context) -> Any:
    return (when_applied(AXES, 2, 3) if isinstance(value, str) else PLAIN_AXES).check(value, context)


def _one_axis(value: Any, context: Context) -> Any:
    """An axis that Keras 3 turns into an integer (`int(axis)`); Keras 2 takes a list as well."""
    if context.call.target.major < 3:
        return _plain_axes(value, context)
    value = plain_number(value)
    if isinstance(value, float) and isfinite(value):
        return int(value)
    if isinstance(value, str) and value.removeprefix("-").isdecimal():
        return int(value)
    if value is None or isinstance(value, (tuple, str)) or context.call.items(value) is not None:
        raise context.refuse(value, "one integer")
    return value


def _any(_: float) -> bool:
    return True


def _as_number(text: str, context: Context) -> float:
    """A text that Python reads as a number."""
    try:
        return float(text)
    except ValueError:
        raise context.refuse(text, "a number", f"ValueError: could not convert string to float: '{text}'") from None


def _castable(value: Any, context: Context) -> Any:
    """What Keras 2 turns into a floating point array and asks whether it is true: it has one number."""
    if isinstance(value, str):
        return _as_number(value, context)
    if value is None:
        raise context.refuse(value, "a number")
    sizes = nested_shape(context.call, value)
    if sizes is not None and (prod(sizes) != 1 or (not sizes and not is_numeric(context.call, value))):
        raise context.refuse(value, "a number").when_applied()
    return value


def _negative_slope(value: Any, context: Context) -> Any:
    if context.call.target.major < 3:
        return _castable(value, context)
    return NOT_NEGATIVE.check(value, context)


def _unit_since_3(value: Any, context: Context) -> Any:
    return (UNIT if context.call.target.major >= 3 else when_applied(ANY_NUMBER, 2)).check(value, context)


def _unchecked_in_3(kind: Kind) -> Kind:
    """Keras 3 stores the argument as it is; Keras 2 checks it."""

    def check(value: Any, context: Context) -> Any:
        return value if context.call.target.major >= 3 else kind.check(value, context)

    return Kind(kind.name, check)


def _numeric(value: Any, context: Context) -> Any:
    """A number or nested lists of numbers."""
    if not is_numeric(context.call, value):
        raise context.refuse(value, "a number").when_applied()
    return value


def _plain_number(value: Any, context: Context) -> Any:
    if value is None or isinstance(value, str) or is_list(context.call, value):
        raise context.refuse(value, "a number").when_applied()
    return value


ANY_NUMBER = number("a number", _any)
NEGATIVE_SLOPE = Kind("a number that is not negative", _negative_slope)
"""LeakyReLU's slope: Keras 2 takes negative ones as well."""
UNIT = Kind("a number between 0 and 1", Amount("a number between 0 and 1", _between_0_and_1, lenient2=True).check)
NOT_NEGATIVE = number("a number that is not negative", _not_negative)
NOT_NEGATIVE_OR_NONE = number("a number that is not negative, or None", _not_negative, none=True)
AXES = Kind("an integer or a list of integers", _any_axis)
PLAIN_AXES = Kind("an integer or a list of integers", _plain_axes)
AXIS = Kind("one integer", _one_axis)

Unit: TypeAlias = Annotated[Any, UNIT]
"""A number from 0 to 1."""
UnitIn3: TypeAlias = Annotated[Any, number("a number between 0 and 1", _between_0_and_1, keras2=False)]
"""A number from 0 to 1; Keras 2 does not look at it."""
UnitSince3: TypeAlias = Annotated[Any, Kind("a number between 0 and 1", _unit_since_3)]
"""A number from 0 to 1; Keras 2 takes any number."""
Number: TypeAlias = Annotated[Any, number("a number", _any, keras2=False)]
"""A number; Keras 2 does not look at it."""
Positive: TypeAlias = Annotated[Any, number("a number above 0", _positive)]
NotNegative: TypeAlias = Annotated[Any, NOT_NEGATIVE]
NotNegativeOrNone: TypeAlias = Annotated[Any, NOT_NEGATIVE_OR_NONE]
Axes: TypeAlias = Annotated[Any, PLAIN_AXES]
"""One axis or several; the body gets an int, a tuple, or a value that is not known."""
CastableIn2: TypeAlias = Annotated[Any, _unchecked_in_3(Kind("a number", _castable))]
Epsilon: TypeAlias = Annotated[Any, _unchecked_in_3(Kind("a number", _plain_number))]
"""The small number of a LayerNormalization, which Keras 2 compares with another one."""
Numeric: TypeAlias = Annotated[Any, _unchecked_in_3(Kind("a number", _numeric))]
"""A number; Keras 3 looks at it only when it computes."""
AxesWhenApplied: TypeAlias = Annotated[Any, when_applied(AXES, 2, 3)]
"""Axes that the constructor stores as they are."""
AxesOrNone: TypeAlias = Annotated[Any, optional(Kind("an integer or a list of integers", _listed_axes))]
"""Axes of a Normalization, which makes a tuple of anything that it can."""
SharedAxes: TypeAlias = Annotated[Any, optional(when_applied(AXES, 2, 3))]
Axis: TypeAlias = Annotated[Any, AXIS]
AxisUnchecked: TypeAlias = Annotated[Any, _unchecked_in_3(optional(when_applied(AXES, 2)))]
"""Softmax' axis: Keras 3 looks at it only when it computes."""
