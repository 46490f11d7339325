"""Labels that a program writes into an array of zeros or ones, number by number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.values.array import Array, Labels, is_integer
from seqlint.values.containers import Range, Slice
from seqlint.values.ops.making import MOST_CLASSES
from seqlint.values.ops.numbers import hull, number_of
from seqlint.values.shape import Dim, equal
from seqlint.values.unknown import OneOf, Unknown

if TYPE_CHECKING:
    from seqlint.values.array import Step
    from seqlint.values.place import Place

PART_SET = "a part set"
"""The step that `array[key] = value` makes."""
_FULL = Slice(None, None, None)


def marked(array: Array, key: Any, value: Any, place: Place | None, round_of: Place | None) -> Labels | None:
    """What `array[key] = value` makes of an array that was one number throughout before anything was written into it.

    Args:
        array: the array before.
        key: the subscript.
        value: what is written, a number or an array.
        place: where it is written.
        round_of: what the innermost loop goes through that this stands in.
    """
    if not isinstance(array.shape, tuple) or array.range is None or not _from_one_number(array):
        return None
    keys = key if isinstance(key, tuple) else (key,)
    if isinstance(value, Array) and value.shape != ():
        return _rows_of(array, keys, value)
    numbers = [number_of(each) for each in (value.values if isinstance(value, OneOf) else (value,))]
    if len(array.shape) > 1 and array.shape[-1] != 1:
        first = array.labels is None or array.labels.place == place
        one_hot = first and array.range[0] == 0 and numbers == [1] and _one_a_row(array, keys, round_of)
        return Labels("one-hot", array.shape[-1], place=place, proven=False) if one_hot else None
    return _indices([*array.range, *numbers], place)


def _from_one_number(array: Array) -> bool:
    """Whether it is zeros or ones, or the labels that were written into them so far."""
    if array.history is None:
        return False
    if array.history.text == PART_SET:
        return array.labels is not None
    return array.range is not None and array.range[0] == array.range[1] in {0, 1} and array.labels is None


def _indices(numbers: list[Any], place: Place | None) -> Labels | None:
    """Small whole numbers are class indices."""
    if any(number is None or int(number) != number or not 0 <= number < MOST_CLASSES for number in numbers):
        return None
    low, high = int(min(numbers)), int(max(numbers))
    return Labels("indices", high - low + 1, low, place, proven=False) if high > low else None


def _rows_of(array: Array, keys: tuple[Any, ...], value: Array) -> Labels | None:
    """The labels of the array that is written into the rows."""
    labels, shape = _as_row(value) or value.labels, array.shape
    if labels is None or not isinstance(value.shape, tuple) or not isinstance(shape, tuple):
        return None
    if len(shape) > 1 and labels.kind in {"one-hot", "multi-hot"}:
        whole = len(keys) < len(shape) or keys[-1] == _FULL
        same = len(value.shape) <= len(shape) and equal(value.shape[-1], shape[-1]) is True
        zeros = array.range is not None and array.range[0] == 0
        return msgspec.structs.replace(labels, proven=False) if whole and same and zeros else None
    if labels.kind != "indices" or labels.highest is None or len(shape) != 1 or array.range is None:
        return None
    before = array.labels.highest if array.labels is not None else array.range[1]
    return None if before is None else _indices([*array.range, before, labels.low, labels.highest], labels.place)


def _as_row(value: Array) -> Labels | None:
    """`[0, 1, 0]` is a one-hot row."""
    numbers = value.content
    if not isinstance(numbers, tuple) or len(numbers) == 1 or any(isinstance(each, tuple) for each in numbers):
        return None
    hot = numbers.count(1) == 1 and numbers.count(0) == len(numbers) - 1
    return Labels("one-hot", len(numbers), proven=False) if hot else None


def _one_a_row(array: Array, keys: tuple[Any, ...], round_of: Place | None) -> bool:
    """Whether the subscript names one column of each row once."""
    if not isinstance(array.shape, tuple) or len(keys) != len(array.shape):
        return False
    *front, column = keys
    first = front[0]
    if len(front) == 1 and isinstance(column, Array) and column.rank == 1 and is_integer(column.dtype):
        return _each_row(first, array.shape[0])
    return (
        any(_counts(each, round_of) for each in front)
        and all(isinstance(each, int) or (isinstance(each, Unknown) and each.integer) for each in front)
        and _is_one_column(column)
    )


def _each_row(rows: Any, count: Dim) -> bool:
    """Whether it is `np.arange(n)` or `range(n)` over all rows."""
    if isinstance(rows, Range):
        return rows.start == 0 and rows.step == 1 and equal(rows.stop, count) is True
    counted = isinstance(rows, Array) and rows.history is not None and rows.history.text == "a range of numbers"
    return counted and rows.rank == 1 and equal(rows.axis(0), count) is True


def _counts(key: Any, round_of: Place | None) -> bool:
    """Whether it is the running number of the innermost loop."""
    return isinstance(key, Unknown) and key.integer and round_of is not None and key.place == round_of


def _is_one_column(key: Any) -> bool:
    """Whether it is one integer, and not one that a loop counts."""
    if isinstance(key, Array):
        return key.shape == () and is_integer(key.dtype)
    return isinstance(key, int) or (isinstance(key, Unknown) and key.integer and "loop" not in key.reason)


def of_paths(one: Array, other: Array) -> Array | None:
    """The array into which one path wrote labels, and the other path others or none; None for any other two."""
    low_high = hull([one.range, other.range])
    if _start(one) is None or _start(one) is not _start(other) or low_high is None:
        return None
    written = [each for each in (one, other) if each.history is not None and each.history.text == PART_SET]
    found = [each.labels for each in written if each.labels is not None]
    if not found or len(found) != len(written):
        return None
    labels: Labels | None = found[0]
    if all(each.kind == "indices" and isinstance(each.highest, int) for each in found):
        labels = _indices([end for each in found for end in (each.low, each.highest)], found[0].place)
    elif any(each.kind != found[0].kind or each.classes != found[0].classes for each in found):
        return None
    return msgspec.structs.replace(written[0], labels=labels, range=low_high, content=None)


def less_sure(before: Any, after: Any) -> Any:
    """The array after one round of a loop that counts by itself, so that the numbers it wrote may be others later."""
    if not isinstance(before, Array) or not isinstance(after, Array) or after.labels is None:
        return after
    step = after.history
    own = step is not None and step.text == PART_SET and after.labels.place == step.place
    return msgspec.structs.replace(after, labels=None) if own and before.labels != after.labels else after


def _start(array: Array) -> Step | None:
    """The step before a program wrote into the array."""
    step = array.history
    while step is not None and step.text == PART_SET:
        step = step.previous
    return step
