"""Kinds of layer arguments: what Keras accepts for each, and the value that a layer's body gets.

A kind is the metadata of an `Annotated` type, so that a layer's signature reads as Keras' own. `check` gets the
program's value and returns what the body sees (`int | Size` for a number that is not known), or raises `Refused`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import msgspec

from seqlint.values.array import Array, is_float, is_integer
from seqlint.values.refusal import InvalidShape, InvalidValue, Refused
from seqlint.values.shape import NONE, Dim, Open, Shape, Size, UnknownShape, least, unknown_shape, unknown_size
from seqlint.values.unknown import OneOf, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from seqlint.values.call import Call


class Kind(msgspec.Struct, frozen=True):
    """One kind of argument.

    Attributes:
        name: what it is, for messages ("a positive integer").
        check: (value, context) → the value that the body sees; raises `Refused`.
        cases: all values that an unknown one could be, where they are few: the body is run for each.
        lookup: the room of names that a string is looked up in ("activation", "initializer" …), if any.
    """

    name: str
    check: Callable[[Any, Context], Any]
    cases: tuple[Any, ...] = ()
    lookup: str | None = None


class Context(msgspec.Struct, frozen=True):
    """Where an argument is checked: which callee's which parameter, in which call."""

    callee: str
    argument: str
    call: Call

    def refuse(self, value: Any, wanted: str, keras: str = "") -> Refused:
        """The refusal of a value."""
        return Refused(
            InvalidValue, self.argument, keras, callee=self.callee, argument=self.argument, value=value, wanted=wanted
        )


def is_unknown(value: Any) -> bool:
    return isinstance(value, Unknown | OneOf)


def size_of(value: Any) -> Dim | None:
    """A value as a size: an integer (numpy's too) or a symbol; None if it is no integer."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | Size):
        return value
    if isinstance(value, Unknown):
        return value.size()
    if isinstance(value, OneOf):
        return unknown_size("it differs between paths")
    if isinstance(value, Array) and value.shape == () and (value.dtype is None or is_integer(value.dtype)):
        if isinstance(value.content, int):
            return value.content
        return unknown_size("its number is computed from the data")
    return None


def _positive(strict: Callable[[Context], bool], wanted: str = "a positive integer") -> Callable[[Any, Context], Dim]:
    def check(value: Any, context: Context) -> Dim:
        size = size_of(value)
        if strict(context) and isinstance(value, Array) and value.rank == 0 and value.dtype is not None:
            raise context.refuse(value, "a Python int (this is a numpy integer: wrap it in `int(…)`)")
        if size is None and context.call.target.major == 2 and isinstance(value, int | float):
            size = int(value)
        if size is None and not isinstance(value, Array | int | float | str | tuple | None):
            return unknown_size("its value is not known")
        if size is None and isinstance(value, Array) and value.dtype is None:
            return unknown_size("its value is not known")
        if size is None or isinstance(size, Open) or (isinstance(size, int) and size <= 0):
            raise context.refuse(value, wanted)
        return size

    return check


def _always(_: Context) -> bool:
    return True


def _keras3(context: Context) -> bool:
    return context.call.target.major >= 3


def _since_3_13(context: Context) -> bool:
    return context.call.target.at_least(3, 13)


def _since_3_15(context: Context) -> bool:
    return context.call.target.at_least(3, 15)


def _never(_: Context) -> bool:
    return False


def int_tuple(rank: int, *, zero: bool = False, unchecked: bool = False, wanted: str | None = None) -> Kind:
    """A positive integer, or a tuple or list of `rank` of them; the body gets a tuple of `rank` sizes.

    Args:
        rank: how many.
        zero: whether 0 is accepted.
        unchecked: whether Keras looks at the number of items only, not at what they are.
        wanted: what is accepted, in words.
    """
    words = wanted or (
        "a positive integer" if rank == 1 else f"a positive integer or a tuple of {rank} positive integers"
    )
    low = None if unchecked else 0 if zero else 1

    def check(value: Any, context: Context) -> tuple[Dim, ...]:
        if isinstance(value, int | Size):
            items: Sequence[Any] | None = (value,) * rank
        elif _is_scalar(value):
            raise context.refuse(value, words)
        else:
            items = context.call.items(value)
        if items is None:
            return tuple(unknown_size("its value is not known") for _ in range(rank))
        sizes = [_item(item) for item in items]
        if len(sizes) != rank or any(size is None or _below(size, low) for size in sizes):
            raise context.refuse(value, words)
        return tuple(size for size in sizes if size is not None)

    return Kind(words, check)


def _is_scalar(value: Any) -> bool:
    """Whether a value is known to be neither an integer of Python's nor a sequence."""
    return value is None or isinstance(value, float | str) or (isinstance(value, Array) and value.rank == 0)


def _item(value: Any) -> Dim | None:
    """One size in a tuple; None for what is no integer."""
    size = size_of(value)
    known = isinstance(value, float | str | tuple | Array) or value is None
    return unknown_size("its value is not known") if size is None and not known else size


def _below(size: Dim, low: int | None) -> bool:
    return low is not None and (isinstance(size, Open) or (isinstance(size, int) and size < low))


def choice(*values: str, case: bool = True, wanted: str | None = None) -> Kind:
    """One of a few strings; `case=False` accepts any case and gives the body the lower one."""
    words = wanted or "one of " + ", ".join(f"'{value}'" for value in values)

    def check(value: Any, context: Context) -> Any:
        text = value.lower() if isinstance(value, str) and not case else value
        if text not in values:
            raise context.refuse(value, words)
        return text

    return Kind(words, check, cases=values)


def optional(kind: Kind) -> Kind:
    """What another kind accepts, or None."""

    def check(value: Any, context: Context) -> Any:
        return None if value is None else kind.check(value, context)

    return Kind(f"{kind.name} or None", check, cases=(*kind.cases, None) if kind.cases else (), lookup=kind.lookup)


def by_generation(*, keras2: Kind, keras3: Kind) -> Kind:
    """What differs between the generations of Keras."""

    def check(value: Any, context: Context) -> Any:
        return (keras3 if context.call.target.major >= 3 else keras2).check(value, context)

    return Kind(keras3.name, check, cases=keras3.cases, lookup=keras3.lookup)


def _as_is(value: Any, _: Context) -> Any:
    return value


def _rate(value: Any, context: Context) -> Any:
    number = value.content if isinstance(value, Array) and value.rank == 0 else value
    if isinstance(number, bool) or isinstance(number, str | tuple) or number is None:
        raise context.refuse(value, "a number between 0 and 1")
    if isinstance(number, int | float) and not 0 <= number <= 1:
        raise context.refuse(value, "a number between 0 and 1")
    return number


def _count(value: Any, context: Context) -> Dim:
    size = size_of(value)
    if size is None and (value is None or isinstance(value, float | str | tuple)):
        raise context.refuse(value, "an integer")
    if isinstance(size, int) and size < 0:
        raise context.refuse(value, "a positive integer")
    return unknown_size("its value is not known") if size is None else size


def _reshape_target(value: Any, context: Context) -> Any:
    if value is None or isinstance(value, int | float | Size) or (isinstance(value, Array) and value.rank == 0):
        raise context.refuse(value, "a tuple of sizes", "TypeError: object is not iterable")
    items = context.call.items(value) if not is_unknown(value) else None
    if items is None:
        return value
    sizes = tuple(_target_size(item, value, context) for item in items)
    if sum(size == -1 for size in sizes) > 1:
        raise context.refuse(value, "a tuple with at most one -1")
    return sizes


def _target_size(item: Any, whole: Any, context: Context) -> Dim:
    """One size of a Reshape: what is no integer becomes None silently in Keras 3.15."""
    size = size_of(item)
    if size is None:
        if isinstance(item, float | str | tuple) or item is None:
            if not context.call.target.at_least(3, 15):
                raise context.refuse(whole, "a tuple of integers")
            return NONE
        return unknown_size("its value is not known")
    if isinstance(size, int) and size < -1:
        raise context.refuse(whole, "sizes that are positive, or -1 for one")
    return size


def _permutation(value: Any, context: Context) -> Any:
    items = context.call.items(value) if not is_unknown(value) else None
    if items is None:
        if is_unknown(value):
            return None
        raise context.refuse(value, "a tuple of axes, counted from 1")
    sizes = [size_of(item) for item in items]
    known = [size for size in sizes if isinstance(size, int)]
    if len(known) == len(sizes) and sorted(known) != list(range(1, len(known) + 1)):
        raise context.refuse(value, f"the axes 1 … {len(sizes)}, each once")
    return tuple(sizes)


def _clipped(value: Any, context: Context) -> Any:
    if value is None or isinstance(value, str | tuple):
        raise context.refuse(value, "a number between 0 and 1")
    return value


def _shape(value: Any, context: Context) -> Shape | UnknownShape:
    if isinstance(value, Unknown):
        return unknown_shape(value.reason)
    if isinstance(value, OneOf):
        return unknown_shape("it differs between paths")
    items = context.call.items(value)
    if items is None:
        if value is None or isinstance(value, int | float | str | Size) or (isinstance(value, Array) and value.rank == 0):
            raise Refused(
                InvalidShape,
                context.argument,
                f"ValueError: Cannot convert '{value if isinstance(value, int | float | str) else '…'}' to a shape.",
                callee=context.callee,
                argument=context.argument,
                value=value,
            )
        if isinstance(value, Array) and value.rank == 1 and isinstance(value.axis(0), int) and not is_float(value.dtype):
            return tuple(unknown_size("it is computed from the data") for _ in range(value.axis(0)))  # type: ignore[call-overload]  # an int by the line above
        return unknown_shape("its value is not known")
    dims: list[Dim] = []
    for item in items:
        size: Dim | None = NONE if item is None else size_of(item)
        if size is None and not isinstance(item, int | float | str | tuple):
            size = unknown_size("its value is not known")
        if size is None or (isinstance(size, int) and size < 0):
            raise context.refuse(value, "a tuple of positive integers (or None for a size that varies)")
        dims.append(size)
    return tuple(dims)


POSITIVE_INT = Kind("a positive integer", _positive(_since_3_13))
STRICT_POSITIVE_INT = Kind("a positive integer", _positive(_keras3))
LENIENT_POSITIVE_INT = Kind("a positive integer", _positive(_never))
UNITS = STRICT_POSITIVE_INT
DROPPED = Kind("a number between 0 and 1", _clipped)
MERGE_MODE = optional(choice("concat", "sum", "mul", "ave"))
FILTERS = Kind("an integer", _count)
EMBEDDING_SIZE = Kind("a positive integer", _positive(_since_3_15))
REPEAT_COUNT = Kind("a positive integer", _positive(_keras3))
RESHAPE_TARGET = Kind("a tuple of sizes", _reshape_target)
PERMUTATION = Kind("the numbers 1, 2, … in another order", _permutation)
INTERPOLATION = choice("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5", case=False)
BOOLEAN = Kind("True or False", _as_is, cases=(True, False))
RATE = Kind("a number between 0 and 1", _rate)
ANYTHING = Kind("a value", _as_is)
SHAPE = Kind("a tuple of sizes", _shape)
DATA_FORMAT = optional(choice("channels_last", "channels_first", case=False))
PADDING = choice("valid", "same", case=False)
PADDING_1D = choice("valid", "same", "causal", case=False)
PADDING_SEPARABLE_1D = by_generation(keras2=PADDING_1D, keras3=PADDING)

PositiveInt: TypeAlias = Annotated[Dim, POSITIVE_INT]
"""A Python int > 0; numpy integers are refused since Keras 3.13 (Dense, Embedding …)."""
StrictPositiveInt: TypeAlias = Annotated[Dim, STRICT_POSITIVE_INT]
"""A Python int > 0; numpy integers are refused in all of Keras 3 (recurrent layers, RepeatVector)."""
LenientPositiveInt: TypeAlias = Annotated[Dim, LENIENT_POSITIVE_INT]
"""An int > 0, numpy's too (filters)."""
Units: TypeAlias = Annotated[Dim, UNITS]
"""The width of a recurrent layer."""
Dropped: TypeAlias = Annotated[Any, DROPPED]
"""A rate that recurrent layers clip to 0 … 1."""
MergeMode: TypeAlias = Annotated[Any, MERGE_MODE]
Filters: TypeAlias = Annotated[Dim, FILTERS]
"""The channels of a ConvLSTM, which Keras does not check."""
EmbeddingSize: TypeAlias = Annotated[Dim, EMBEDDING_SIZE]
RepeatCount: TypeAlias = Annotated[Dim, REPEAT_COUNT]
ReshapeTarget: TypeAlias = Annotated[Any, RESHAPE_TARGET]
"""The tuple of sizes, -1 for one to be worked out; an unknown value as it is."""
Permutation: TypeAlias = Annotated[Any, PERMUTATION]
Interpolation: TypeAlias = Annotated[Any, INTERPOLATION]
Boolean: TypeAlias = Annotated[bool, BOOLEAN]
Rate: TypeAlias = Annotated[Any, RATE]
Anything: TypeAlias = Annotated[Any, ANYTHING]
ShapeOf: TypeAlias = Annotated[Any, SHAPE]
ShapeOrNone: TypeAlias = Annotated[Any, optional(SHAPE)]
Size1D: TypeAlias = Annotated[Any, int_tuple(1)]
Size2D: TypeAlias = Annotated[Any, int_tuple(2)]
Size3D: TypeAlias = Annotated[Any, int_tuple(3)]
OptionalSize1D: TypeAlias = Annotated[Any, optional(int_tuple(1))]
OptionalSize2D: TypeAlias = Annotated[Any, optional(int_tuple(2))]
OptionalSize3D: TypeAlias = Annotated[Any, optional(int_tuple(3))]
OutputPadding1D: TypeAlias = Annotated[Any, optional(int_tuple(1, zero=True))]
OutputPadding2D: TypeAlias = Annotated[Any, optional(int_tuple(2, zero=True))]
OutputPadding3D: TypeAlias = Annotated[Any, optional(int_tuple(3, zero=True))]
Strides1D: TypeAlias = Annotated[Any, optional(int_tuple(1, zero=True))]
Strides2D: TypeAlias = Annotated[Any, optional(int_tuple(2, zero=True))]
Strides3D: TypeAlias = Annotated[Any, optional(int_tuple(3, zero=True))]
Steps1D: TypeAlias = Annotated[Any, int_tuple(1, zero=True)]
Steps2D: TypeAlias = Annotated[Any, int_tuple(2, zero=True)]
Steps3D: TypeAlias = Annotated[Any, int_tuple(3, zero=True)]
AdaptiveSize1D: TypeAlias = Annotated[Any, int_tuple(1, unchecked=True)]
AdaptiveSize2D: TypeAlias = Annotated[Any, int_tuple(2, unchecked=True)]
AdaptiveSize3D: TypeAlias = Annotated[Any, int_tuple(3, unchecked=True)]
Padding: TypeAlias = Annotated[str, PADDING]
Padding1D: TypeAlias = Annotated[str, PADDING_1D]
PaddingSeparable1D: TypeAlias = Annotated[str, PADDING_SEPARABLE_1D]
DataFormat: TypeAlias = Annotated[Any, DATA_FORMAT]
DataFormatExact: TypeAlias = Annotated[Any, optional(choice("channels_last", "channels_first"))]


def _named(room: str) -> Kind:
    """A string, object or callable of one of Keras' rooms of names (activations, initializers …)."""

    def check(value: Any, context: Context) -> Any:
        from seqlint.keras.names import resolve

        return resolve(room, value, context)

    return Kind(f"the name of one of Keras' {room}s or an object", check, lookup=room)


ACTIVATION = _named("activation")
Activation: TypeAlias = Annotated[Any, ACTIVATION]
Initializer: TypeAlias = Annotated[Any, _named("initializer")]
Regularizer: TypeAlias = Annotated[Any, _named("regularizer")]
Constraint: TypeAlias = Annotated[Any, _named("constraint")]


def at_least_one(dim: Dim) -> bool | None:
    """Whether a size is positive for every value of its symbols; None where it depends."""
    low = least(dim)
    if low is not None and low >= 1:
        return True
    return False if isinstance(dim, int) else None
