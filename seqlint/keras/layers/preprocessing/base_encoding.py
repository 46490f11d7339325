"""What layers share that turn categories into numbers: the forms of their output, and the size of a vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.kinds import Kind, choice, plain_number, size_of
from seqlint.keras.nested import is_list
from seqlint.values.array import Array
from seqlint.values.refusal import IncompatibleRank, InvalidValue, Refused
from seqlint.values.shape import NONE, Dim, Shape, Size, Symbol, UnknownShape, unknown_shape, unknown_size

if TYPE_CHECKING:
    from seqlint.keras.kinds import Context
    from seqlint.values.call import Call


def _unchecked_size(value: Any, context: Context) -> Any:
    """Keras compares it with another number, so what is no number fails at once; a float fails later."""
    if isinstance(value, Array) and value.rank == 0 and isinstance(value.content, float):
        return unknown_size("what Keras makes of numpy's fractions differs")
    value = plain_number(value)
    size = size_of(value)
    if size is not None:
        return size
    if isinstance(value, (str, tuple)) or context.call.items(value) is not None:
        raise context.refuse(value, "a positive integer", "TypeError: '<' not supported between these types")
    return value


def _size_or_false(value: Any, context: Context) -> Any:
    """As a size; what is false is as good as None."""
    empty = isinstance(value, (str, tuple)) and not value
    return None if empty or context.call.items(value) == () else _unchecked_size(value, context)


COUNT = Kind("a positive integer", _unchecked_size)
COUNT_OR_FALSE = Kind("a positive integer", _size_or_false)


_OLD_NAMES = {"binary": "multi_hot", "tf-idf": "tf_idf"}


def mode(*names: str, old: str = "") -> Kind:
    """An output mode; `old` names older names that are taken as well, in words."""
    modes = choice(*names)
    known = {name: _OLD_NAMES[name] for name in old.split()}

    def check(value: Any, context: Context) -> Any:
        return modes.check(known.get(value, value) if isinstance(value, str) else value, context)

    return Kind(modes.name, check, cases=names)


def refuse(callee: str, argument: str, value: Any, wanted: str, keras: str) -> Refused:
    """The refusal of an argument that does not go with the others."""
    return Refused(InvalidValue, argument, keras, callee=callee, argument=argument, value=value, wanted=wanted)


def at_least(least: int, value: Any, callee: str, argument: str, *, none: bool = False) -> None:
    """Refuse a count that is too small, or that is missing."""
    low = isinstance(value, (int, float)) and value < least
    if low or (value is None and not none) or isinstance(value, (str, tuple)):
        raise refuse(
            callee, argument, value, f"an integer of at least {least}", f"ValueError: `{argument}` must be >= {least}"
        )


def is_true(value: Any) -> bool:
    """Whether a flag is known to count as true."""
    return isinstance(value, (bool, int, float, str, tuple)) and bool(value)


def no_sparse_index(sparse: Any, output_mode: Any, callee: str) -> None:
    """Refuse `sparse=True` for indices."""
    if is_true(sparse) and output_mode == "int":
        raise refuse(
            callee,
            "sparse",
            sparse,
            "False with `output_mode='int'`",
            "ValueError: `sparse` may only be true if `output_mode` is …",
        )


def depth_of(value: Any, callee: str, argument: str) -> Dim:
    """A number of categories as a size; a float gets through the constructor and fails here."""
    if isinstance(value, float) or (isinstance(value, int) and value < 0):
        raise refuse(callee, argument, value, "a positive integer", f"ValueError: Cannot convert '{value}' to a shape.")
    return value if isinstance(value, (int, Size)) else unknown_size("the number of categories is not known")


def one_hot(shape: Shape, depth: Dim) -> Shape | UnknownShape:
    """Every value becomes a row of `depth` numbers; a last axis of 1 is replaced by it."""
    if len(shape) > 1 and isinstance(shape[-1], Symbol):
        return unknown_shape("whether its last axis has one value is not known", depth)
    return (*shape[:-1], depth) if len(shape) > 1 and shape[-1] == 1 else (*shape, depth)


def last_axis(shape: Shape, depth: Dim) -> Shape:
    """All values of the last axis together become one row of `depth` numbers."""
    return (*shape[:-1], depth)


_ROWS = 2


def sparse_rows(call: Call, sparse: Any, shape: Shape | UnknownShape) -> Shape | UnknownShape:
    """Sparse rows of Keras 2 do not say how many they are."""
    if call.target.major >= 3 or not isinstance(shape, tuple) or len(shape) < _ROWS:
        return shape
    if is_true(sparse) or bool(is_list(call, sparse) and call.items(sparse)):
        return (NONE, *shape[1:])
    return shape


def row_rank(call: Call, output_mode: Any, shape: Shape) -> None:
    """Refuse what Keras 2 refuses: rows of more than 2 axes. Keras 3 finds it when it computes."""
    if call.target.major >= 3 or output_mode == "int":
        return
    longer = output_mode == "one_hot" and bool(shape) and shape[-1] != 1 and not isinstance(shape[-1], Symbol)
    if len(shape) + longer > 2:
        raise Refused(
            IncompatibleRank,
            keras="ValueError: When output_mode is not `'int'`, maximum supported output rank is 2.",
            expected="max_ndim=2",
            wanted=1 if longer else 2,
            shape=shape,
        )


def salt(value: Any, context: Context) -> Any:
    """None, an integer, or a pair of integers."""
    wanted = "an integer or a pair of integers"
    items = None if isinstance(value, str) else context.call.items(value)
    if items is not None:
        if len(items) != 2:
            raise context.refuse(value, wanted)
        if context.call.target.major < 3 and any(item is None or isinstance(item, (str, tuple)) for item in items):
            raise context.refuse(value, wanted)
        return tuple(items)
    numpy = isinstance(value, Array) and value.rank == 0 and value.dtype is not None
    if isinstance(value, (str, float)) or numpy:
        raise context.refuse(value, wanted)
    return value


def words(call: Call, vocabulary: Any) -> int | None:
    """Number of entries of a vocabulary that the program writes down; None if it is not known."""
    if isinstance(vocabulary, Array) and vocabulary.rank == 1:
        size = vocabulary.axis(0)
        return size if isinstance(size, int) else None
    if isinstance(vocabulary, str):
        return None
    items = call.items(vocabulary)
    return None if items is None else len(items)


def learned() -> Dim:
    """A size that `adapt` finds out from the data."""
    return unknown_size("the size of the vocabulary is learned from data by `adapt`")
