"""Kinds of layer arguments: what Keras accepts for each, and the value that a layer's body gets.

A kind is the metadata of an `Annotated` type, so that a layer's signature reads as Keras' own. `check` gets the
program's value and returns what the body sees (`int | Size` for a number that is not known), or raises `Refused`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import msgspec

from seqlint.values.array import Array, is_float, is_integer
from seqlint.values.containers import DictRecord, ListRecord, SetRecord
from seqlint.values.functions import Class, Function
from seqlint.values.refusal import InvalidShape, InvalidValue, Refused
from seqlint.values.shape import NONE, Dim, Shape, Size, UnknownShape, least, unknown_shape, unknown_size
from seqlint.values.store import Ref
from seqlint.values.unknown import OneOf, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.values.call import Call


class Kind(msgspec.Struct, frozen=True):
    """One kind of argument.

    Attributes:
        name: what it is, for messages ("a positive integer").
        check: (value, context) → the value that the body sees; raises `Refused`.
        cases: all values that an unknown one could be, where they are few: the body is run for each.
        lookup: the room of names that a string is looked up in ("activation", "initializer" …), if any.
        takes_objects: whether functions, layers or dictionaries are among what is meant.
    """

    name: str
    check: Callable[[Any, Context], Any]
    cases: tuple[Any, ...] = ()
    lookup: str | None = None
    takes_objects: bool = False


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


def is_object(value: Any, context: Context) -> bool:
    """Whether a value surely is neither a number, a text nor a sequence: a function, class, layer or dictionary."""
    if isinstance(value, (Function, Class)):
        return True
    if not isinstance(value, Ref):
        return False
    from seqlint.keras.layer.record import Layer

    return isinstance(context.call.store.heap.get(value.id), (Layer, DictRecord))


def is_unknown(value: Any) -> bool:
    return isinstance(value, (Unknown, OneOf))


def is_no_number(value: Any) -> bool:
    """Whether a value is known to be something else than an integer or a numpy array."""
    return value is None or isinstance(value, (float, str, tuple, Ref, Function, Class))


def plain_number(value: Any) -> Any:
    """One of numpy's numbers as Python's, where the program writes it down; anything else as it is."""
    known = isinstance(value, Array) and value.rank == 0 and type(value.content) in {int, float}
    return value.content if known else value


def size_of(value: Any) -> Dim | None:
    """A value as a size: an integer (numpy's too) or a symbol; None if it is no integer."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (int, Size)):
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


def choice(*values: Any, case: bool = True, wanted: str | None = None) -> Kind:
    """One of a few strings; `case=False` accepts any case and gives the body the lower one."""
    words = wanted or "one of " + ", ".join(map(repr, values))

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


def when_applied(kind: Kind, *majors: int) -> Kind:
    """What those generations of Keras store as it is, and refuse when the layer is applied."""

    def check(value: Any, context: Context) -> Any:
        try:
            return kind.check(value, context)
        except Refused as refused:
            raise refused.when_applied(late=context.call.target.major in majors) from None

    return Kind(kind.name, check, cases=kind.cases, lookup=kind.lookup)


def by_generation(*, keras2: Kind, keras3: Kind) -> Kind:
    """What differs between the generations of Keras."""

    def check(value: Any, context: Context) -> Any:
        return (keras3 if context.call.target.major >= 3 else keras2).check(value, context)

    return Kind(keras3.name, check, cases=keras3.cases or keras2.cases, lookup=keras3.lookup)


def _text(value: Any, context: Context) -> Any:
    """A string that is only looked at when data arrives."""
    if value is None or isinstance(plain_number(value), (bool, int, float, tuple, Ref)):
        raise context.refuse(value, "a string")
    return value


def _adaptive_format(value: Any, context: Context) -> Any:
    if value is None or (isinstance(value, (str, int, float, tuple)) and not value) or _flag(value, context) is False:
        return None
    return value if is_unknown(value) else choice("channels_last", "channels_first").check(value, context)


def _as_is(value: Any, _: Context) -> Any:
    return value


def _flag(value: Any, context: Context) -> Any:
    """Anything that Python asks whether it is true; an empty list is not."""
    record = context.call.store.heap.get(value.id) if isinstance(value, Ref) else None
    if isinstance(record, ListRecord):
        return bool(record.items)
    if isinstance(record, DictRecord):
        return value if record.open else bool(record.entries)
    number = plain_number(value)
    if number is not value:
        return bool(number)
    return is_object(value, context) or value


def _rate(value: Any, context: Context) -> Any:
    number = value.content if isinstance(value, Array) and value.rank == 0 else value
    if number is None or isinstance(number, (bool, str, tuple)):
        raise context.refuse(value, "a number between 0 and 1")
    if isinstance(number, (int, float)) and not 0 <= number <= 1:
        raise context.refuse(value, "a number between 0 and 1")
    return number


def _clipped(value: Any, context: Context) -> Any:
    if is_no_number(value) and not isinstance(value, float):
        raise context.refuse(value, "a number between 0 and 1")
    return value


def _seed(value: Any, context: Context) -> Any:
    """Keras 3 takes an int, None or a `SeedGenerator`; Keras 2 looks at it later."""
    record = context.call.store.heap.get(value.id) if isinstance(value, Ref) else None
    numpy = isinstance(value, Array) and value.rank == 0 and value.dtype is not None
    wrong = (
        numpy
        or isinstance(value, (bool, float, str, tuple, Function, Class))
        or type(record)
        in (
            ListRecord,
            DictRecord,
            SetRecord,
        )
    )
    if wrong and context.call.target.major >= 3:
        raise context.refuse(value, "an integer or None")
    return value


def _generator_seed(value: Any, context: Context) -> Any:
    """The seed of an image augmentation, with which Keras 2 makes a generator at once."""
    items = None if isinstance(value, str) else context.call.items(value)
    text = isinstance(value, str) or any(item is None or isinstance(item, str) for item in items or ())
    if text and context.call.target.major < 3:
        raise context.refuse(value, "an integer or None").when_applied()
    return _seed(value, context)


_MOST_AXES = 64


def _shape(value: Any, context: Context) -> Shape | UnknownShape:
    if isinstance(value, Unknown):
        return unknown_shape(value.reason)
    if isinstance(value, OneOf):
        return unknown_shape("it differs between paths")
    items = context.call.items(value)
    if items is None:
        if (
            value is None
            or isinstance(value, (int, float, str, Size))
            or (isinstance(value, Array) and value.rank == 0)
        ):
            raise Refused(
                InvalidShape,
                context.argument,
                f"ValueError: Cannot convert '{value if isinstance(value, (int, float, str)) else '…'}' to a shape.",
                callee=context.callee,
                argument=context.argument,
                value=value,
            )
        if (
            isinstance(value, Array)
            and value.rank == 1
            and isinstance(length := value.axis(0), int)
            and not is_float(value.dtype)
        ):
            return tuple(unknown_size("it is computed from the data") for _ in range(min(length, _MOST_AXES)))
        return unknown_shape("its value is not known")
    dims: list[Dim] = []
    for item in items:
        if isinstance(item, bool) and context.callee == "Input" and context.call.target.major < 3:
            raise context.refuse(value, "a tuple of sizes", "TypeError: Expected an int, got a boolean.")
        size: Dim | None = NONE if item is None else size_of(item)
        if size is None and not isinstance(item, (int, float, str, tuple)):
            size = unknown_size("its value is not known")
        if size is None or (isinstance(size, int) and size < 0):
            raise context.refuse(value, "a tuple of positive integers (or None for a size that varies)")
        dims.append(size)
    return tuple(dims)


def _padding(*words: str) -> Kind:
    """How borders are treated; the constructors let lists through."""
    kind = choice(*words, case=False)

    def check(value: Any, context: Context) -> Any:
        try:
            return kind.check(value, context)
        except Refused as refused:
            listed = not isinstance(value, str) and context.call.items(value) is not None
            raise refused.when_applied(late=listed) from None

    return Kind(kind.name, check, cases=kind.cases)


DROPPED = Kind("a number between 0 and 1", _clipped)
SEED = Kind("an integer or None", _seed)
GENERATOR_SEED = Kind("an integer or None", _generator_seed)
MERGE_MODE = optional(choice("concat", "sum", "mul", "ave"))
INTERPOLATION = by_generation(
    keras2=choice("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5", case=False), keras3=Kind("a string", _text)
)
BOOLEAN = Kind("True or False", _flag, cases=(True, False))
RATE = Kind("a number between 0 and 1", _rate)
ANYTHING = Kind("a value", _as_is)
SHAPE = Kind("a tuple of sizes", _shape)
DATA_FORMAT = optional(choice("channels_last", "channels_first", case=False))
PADDING = _padding("valid", "same")
PADDING_1D = _padding("valid", "same", "causal")
PADDING_SEPARABLE_1D = by_generation(keras2=PADDING_1D, keras3=PADDING)

Dropped: TypeAlias = Annotated[Any, DROPPED]
"""A rate that recurrent layers clip to 0 … 1."""
Seed: TypeAlias = Annotated[Any, SEED]
ImageSeed: TypeAlias = Annotated[Any, GENERATOR_SEED]
MergeMode: TypeAlias = Annotated[Any, MERGE_MODE]
Interpolation: TypeAlias = Annotated[Any, INTERPOLATION]
Boolean: TypeAlias = Annotated[bool, BOOLEAN]
Rate: TypeAlias = Annotated[Any, RATE]
Anything: TypeAlias = Annotated[Any, ANYTHING]
ShapeOf: TypeAlias = Annotated[Any, SHAPE]
ShapeOrNone: TypeAlias = Annotated[Any, optional(SHAPE)]
Padding: TypeAlias = Annotated[str, PADDING]
PoolPadding: TypeAlias = Annotated[str, by_generation(keras2=PADDING, keras3=when_applied(choice("valid", "same"), 3))]
"""Keras 3's pooling layers look at it when they are applied, and take no capitals."""
Padding1D: TypeAlias = Annotated[str, PADDING_1D]
PaddingSeparable1D: TypeAlias = Annotated[str, PADDING_SEPARABLE_1D]
DataFormat: TypeAlias = Annotated[Any, DATA_FORMAT]
Implementation: TypeAlias = Annotated[Any, when_applied(choice(1, 2, 3), 2)]
AdaptiveFormat: TypeAlias = Annotated[Any, Kind("'channels_last' or 'channels_first'", _adaptive_format)]
"""What is false is as good as None to the adaptive pooling layers."""
UseCudnn: TypeAlias = Annotated[Any, choice("auto", True, False)]


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


def _unread_by(major: int, kind: Kind) -> Kind:
    """An argument that one generation of Keras takes and never looks at."""

    def check(value: Any, context: Context) -> Any:
        try:
            return kind.check(value, context)
        except Refused:
            if context.call.target.major == major:
                return value
            raise

    return Kind(kind.name, check, lookup=kind.lookup)


RegularizerUnreadBy3: TypeAlias = Annotated[Any, _unread_by(3, _named("regularizer"))]
RegularizerUnreadBy2: TypeAlias = Annotated[Any, _unread_by(2, _named("regularizer"))]


def at_least_one(dim: Dim) -> bool | None:
    """Whether a size is positive for every value of its symbols; None where it depends."""
    low = least(dim)
    if low is not None and low >= 1:
        return True
    return False if isinstance(dim, int) else None
