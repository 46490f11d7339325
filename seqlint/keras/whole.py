"""Kinds for whole numbers: how wide a layer is, how large a window, how many steps.

Which integers Keras takes differs from argument to argument: numpy's, True, zero, and in Keras 2 fractions.
"""

from __future__ import annotations

import sys
from math import isfinite
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

import msgspec

from seqlint.keras.kinds import Context, Kind, by_generation, is_no_number, optional, size_of, when_applied
from seqlint.values.array import Array, is_float, is_numpys
from seqlint.values.shape import NONE, Dim, Open, Size, unknown_size
from seqlint.values.store import Ref

if TYPE_CHECKING:
    from collections.abc import Sequence

_ALWAYS = (3, 0)
_NEVER = (9, 0)


_DIGITS = 19
"""Digits of the largest number that a text may be read for."""


class Whole(msgspec.Struct, frozen=True):
    """Which integers are taken.

    Attributes:
        numpy_until: the release of Keras from which numpy's integers are refused.
        bool_until: the release of Keras 3 from which True is refused.
        zero_until: the release of Keras 3 from which 0 is refused.
        low: the smallest number.
        fraction: whether Keras 2 cuts off what is behind the point.
        text: whether Keras 2 reads the digits of a text.
        true: whether Keras 2 takes True.
        late: which floats Keras 3's constructor lets through, so that they fail with the weights: "all", or the "whole"
            ones that groups divide.
        none_late: whether None gets through the constructor as well.
        late2: which of these Keras 2's constructor lets through: "float", "none", in words.
    """

    numpy_until: tuple[int, int] = _NEVER
    bool_until: tuple[int, int] = _NEVER
    zero_until: tuple[int, int] = _ALWAYS
    low: int = 1
    fraction: bool = False
    true: bool = False
    late: Literal["", "whole", "all"] = ""
    none_late: bool = False
    late2: str = ""
    text: bool = False

    def check(self, value: Any, context: Context) -> Dim:
        """The number, or a symbol for one that is not known.

        Raises:
            Refused: if Keras does not take it.
        """
        target = context.call.target
        if (
            isinstance(value, Array)
            and value.rank == 0
            and value.dtype is not None
            and target.at_least(*self.numpy_until)
        ):
            raise context.refuse(value, "a Python int (this is a numpy integer: wrap it in `int(…)`)")
        if isinstance(value, bool) and (not self.true if target.major == 2 else target.at_least(*self.bool_until)):
            raise context.refuse(value, self.wanted).when_applied(late=target.major == 2)
        if self.text and target.major == 2 and isinstance(value, str) and value.strip().lstrip("+-").isdecimal():
            value = int(value.strip()[:_DIGITS])
        size = self._size(value, fraction=self.fraction and target.major == 2)
        low = 0 if target.major >= 3 and not target.at_least(*self.zero_until) else self.low
        if size is None or isinstance(size, Open) or (isinstance(size, int) and size < low):
            raise context.refuse(value, self.wanted).when_applied(late=self._stored(value, target.major))
        return size

    def _stored(self, value: Any, major: int) -> bool:
        """Whether the constructor lets it through."""
        positive = isinstance(value, float) and not value <= 0
        if major < 3:
            return ("none" in self.late2 and value is None) or ("float" in self.late2 and positive)
        if value is None:
            return self.none_late
        return positive and (self.late == "all" or (self.late == "whole" and value.is_integer()))

    @staticmethod
    def _size(value: Any, *, fraction: bool) -> Dim | None:
        size = size_of(value)
        if size is not None:
            return size
        if fraction and isinstance(value, Array) and value.rank == 0:
            return unknown_size("its number is computed from the data")
        if isinstance(value, float):
            return int(value) if fraction and abs(value) < 2**63 else None
        known = is_no_number(value) or (isinstance(value, Array) and value.dtype is not None)
        return None if known else unknown_size("its value is not known")

    @property
    def wanted(self) -> str:
        """In words."""
        return "a positive integer" if self.low == 1 else "an integer that is not negative"


def whole(**demands: Any) -> Kind:
    """A kind of integers; see `Whole` for the demands."""
    found = Whole(**demands)
    return Kind(found.wanted, found.check)


class NumpysInt(int):
    """An integer that is one of numpy's: some computations of Keras stop at it later."""


def _marking(kind: Kind) -> Kind:
    """A kind of integers that tells numpy's from Python's."""

    def check(value: Any, context: Context) -> Any:
        size = kind.check(value, context)
        return NumpysInt(size) if isinstance(size, int) and is_numpys(value) else size

    return Kind(kind.name, check)


def int_tuple(rank: int, *, zero: bool = False, true: bool = True, none: bool = False, weights: bool = False) -> Kind:
    """A positive integer, or a tuple or list of `rank` of them; the body gets a tuple of `rank` sizes.

    Args:
        rank: how many.
        zero: whether 0 is taken.
        true: whether Keras 2 takes True for one.
        none: whether None is taken among several, for a size that is left open.
        weights: whether weights have these sizes, so that a fraction in a tuple fails when they are made.
    """
    words = "a positive integer" if rank == 1 else f"a positive integer or a tuple of {rank} positive integers"
    low = 0 if zero else 1

    def check(value: Any, context: Context) -> tuple[Dim, ...]:
        items = _items(value, rank, context)
        if items is None:
            return tuple(unknown_size("its value is not known") for _ in range(rank))
        sizes = [NONE if none and item is None else _item(item) for item in items]
        if any(isinstance(item, float) and not isfinite(item) for item in items):
            raise context.refuse(value, words, "OverflowError: cannot convert float infinity to integer")
        if len(sizes) == rank and _fractions(items, zero=zero):
            if weights or none:
                raise context.refuse(value, words).when_applied()
            return tuple(unknown_size("it is computed with fractions") for _ in range(rank))
        if isinstance(value, bool) and not true and context.call.target.major == 2:
            raise context.refuse(value, words).when_applied()
        if len(sizes) != rank or any(size is None or _below(size, low, none) for size in sizes):
            raise context.refuse(value, words).when_applied(late=none and len(sizes) == rank)
        return tuple(size for size in sizes if size is not None)

    return Kind(words, check)


def _fractions(items: Sequence[Any], *, zero: bool) -> bool:
    """Whether there are fractions among positive numbers, which Keras does not notice in a tuple."""
    numbers = [item.content if isinstance(item, Array) and item.rank == 0 else item for item in items]
    floats = [isinstance(item, float) or _is_float(item) for item in items]
    low = 0 if zero else sys.float_info.min
    return any(floats) and all(
        number >= low if isinstance(number, (int, float)) else is_one
        for number, is_one in zip(numbers, floats, strict=True)
    )


def _is_float(item: Any) -> bool:
    """Whether it is one of numpy's floating point numbers."""
    return isinstance(item, Array) and item.rank == 0 and is_float(item.dtype)


def _items(value: Any, rank: int, context: Context) -> Sequence[Any] | None:
    """One value for each axis; None where they are not known, nothing where it can be no sizes."""
    if isinstance(value, (int, Size)):
        return (value,) * rank
    if value is None or isinstance(value, (float, str)) or (isinstance(value, Array) and value.rank == 0):
        return ()
    return context.call.items(value)


def _item(value: Any) -> Dim | None:
    """One size in a tuple; None for what is no integer."""
    size = size_of(value)
    known = is_no_number(value) or isinstance(value, Array)
    return unknown_size("its value is not known") if size is None and not known else size


def _below(size: Dim, low: int, none: bool) -> bool:
    return (isinstance(size, Open) and not none) or (isinstance(size, int) and size < low)


def _groups(value: Any, context: Context) -> Any:
    if context.call.target.major < 3:
        if value is None or (isinstance(value, (bool, int, float, str, tuple)) and not value):
            return 1
        if context.call.items(value) == ():
            return 1
        if isinstance(value, int) and value < 0:
            raise context.refuse(value, "a positive integer").when_applied()
    return whole(true=True, late="whole", late2="float").check(value, context)


def _lora_rank(value: Any, context: Context) -> Any:
    """The rank of a low-rank correction; what is false means none."""
    if (not value and not isinstance(value, Array)) or (
        isinstance(value, Ref) and not context.call.items(value) and context.call.items(value) is not None
    ):
        return None
    size = size_of(value)
    if (size is None and is_no_number(value)) or (isinstance(size, int) and size < 0):
        raise context.refuse(value, "a positive integer or None").when_applied()
    return unknown_size("its value is not known") if size is None else size


LENIENT = whole(fraction=True, late="whole", none_late=True, late2="none")
STRICT = whole(numpy_until=_ALWAYS, late2="float")

PositiveInt: TypeAlias = Annotated[
    Dim,
    by_generation(
        keras2=whole(low=0, fraction=True), keras3=whole(numpy_until=(3, 13), zero_until=(3, 13), fraction=True)
    ),
]
DenseUnits: TypeAlias = Annotated[
    Dim,
    by_generation(
        keras2=whole(low=0, fraction=True, text=True),
        keras3=whole(numpy_until=(3, 13), zero_until=(3, 13), fraction=True),
    ),
]
"""The units of a Dense: numpy integers and 0 are refused since Keras 3.13."""
LenientPositiveInt: TypeAlias = Annotated[Dim, LENIENT]
"""Filters: numpy's integers too."""
Groups: TypeAlias = Annotated[Dim, Kind("a positive integer", _groups)]
"""Into how many parts a convolution splits the channels; what is false is 1 to Keras 2."""
Units: TypeAlias = Annotated[Dim, STRICT]
"""The width of a recurrent layer: numpy integers are refused in all of Keras 3."""
TwoStates: TypeAlias = Annotated[Dim, whole(numpy_until=_ALWAYS, late="all")]
"""The width of an LSTM, of whose two states Keras 3 looks at neither in the constructor."""
LocalFilters: TypeAlias = Annotated[Dim, _marking(when_applied(whole(low=0), 2))]
"""The filters of a locally connected layer, which Keras 2 alone has and does not check."""
Multiplier: TypeAlias = Annotated[
    Dim, by_generation(keras2=when_applied(whole(low=0), 2), keras3=whole(late="all", none_late=True))
]
UngroupedFilters: TypeAlias = Annotated[Dim, whole(fraction=True, late="all", none_late=True, late2="none")]
"""The filters of a convolution that has no groups to divide them."""
EmbeddingSize: TypeAlias = Annotated[
    Dim, whole(numpy_until=(3, 15), bool_until=(3, 15), zero_until=(3, 15), late2="float")
]
RepeatCount: TypeAlias = Annotated[
    Dim,
    by_generation(
        keras2=whole(low=-sys.maxsize, true=True, numpy_until=(2, 0)),
        keras3=whole(numpy_until=_ALWAYS, bool_until=_ALWAYS, zero_until=(3, 15)),
    ),
]
"""How long a RepeatVector is; Keras 2 takes any of Python's integers."""
Times: TypeAlias = Annotated[
    Dim,
    by_generation(
        keras2=whole(low=-sys.maxsize, fraction=True, true=True), keras3=whole(numpy_until=_ALWAYS, bool_until=_ALWAYS)
    ),
]
"""How often UpSampling1D repeats a step."""
Filters: TypeAlias = Annotated[Dim, _marking(when_applied(by_generation(keras2=whole(), keras3=whole(low=0)), 2, 3))]
"""The channels of a ConvLSTM, which Keras 3 does not check; its states do not get over numpy's integers."""
LoraRank: TypeAlias = Annotated[Any, Kind("a positive integer or None", _lora_rank)]

Size1D: TypeAlias = Annotated[Any, int_tuple(1)]
Size2D: TypeAlias = Annotated[Any, int_tuple(2)]
Size3D: TypeAlias = Annotated[Any, int_tuple(3)]
Kernel1D: TypeAlias = Annotated[Any, int_tuple(1, true=False, weights=True)]
Kernel2D: TypeAlias = Annotated[Any, int_tuple(2, true=False, weights=True)]
Kernel3D: TypeAlias = Annotated[Any, int_tuple(3, true=False, weights=True)]
Steps1D: TypeAlias = Annotated[Any, int_tuple(1, zero=True)]
Steps2D: TypeAlias = Annotated[Any, int_tuple(2, zero=True)]
Steps3D: TypeAlias = Annotated[Any, int_tuple(3, zero=True)]
Target1D: TypeAlias = Annotated[Any, int_tuple(1, zero=True, none=True)]
Target2D: TypeAlias = Annotated[Any, int_tuple(2, zero=True, none=True)]
Target3D: TypeAlias = Annotated[Any, int_tuple(3, zero=True, none=True)]
OptionalSteps1D: TypeAlias = Annotated[Any, optional(int_tuple(1, zero=True))]
OptionalSteps2D: TypeAlias = Annotated[Any, optional(int_tuple(2, zero=True))]
OptionalSteps3D: TypeAlias = Annotated[Any, optional(int_tuple(3, zero=True))]
