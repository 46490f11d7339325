"""Python values as arrays: what `np.array` makes of nested lists, and what the numbers say about labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.values.array import Array, Labels, is_float, promote
from seqlint.values.callee import REGISTRY, type_path
from seqlint.values.containers import ListRecord, Range, Sequence, SequenceRecord
from seqlint.values.ops.numbers import dtype_of, fits, hull, is_nan, python_dtype, shape_of
from seqlint.values.shape import (
    Dim,
    Shape,
    Size,
    UnknownShape,
    equal,
    product,
    unknown_shape,
    unknown_size,
)
from seqlint.values.store import Ref
from seqlint.values.table import Table
from seqlint.values.unknown import Among, OneOf, Unknown, unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seqlint.values.call import Call

MOST_CONTENT = 1000
"""Arrays with more numbers than this are known by shape, dtype and range alone."""

MOST_NESTING = 16
"""Deepest nesting of lists that becomes an array."""

MOST_CLASSES = 1000
"""Integers that span more than this are no class indices."""


def scalar(value: Any) -> Array:
    """A Python number, string or size as an array without axes."""
    if isinstance(value, Size):
        return Array((), "int64")
    dtype = python_dtype(value)
    number = dtype not in {"object", "str", None} and not isinstance(value, complex) and not is_nan(value)
    return Array((), dtype, (value, value) if number else None, content=value)


def as_array(value: Any, call: Call, depth: int = 0) -> Array | Unknown:
    """A value as the array that numpy would make of it."""
    if isinstance(value, (Array, Unknown)):
        return value
    if isinstance(value, (bool, int, float, complex, str, bytes, Size)):
        return scalar(value)
    if value is None:
        return Array((), "object")
    if isinstance(value, OneOf):
        return _rows_of_paths(value, call, depth) or unknown("it differs between paths", call.place)
    table = call.store.record(value, Table)
    if table is not None:
        found: Array = table.array()
        return found
    if isinstance(value, (tuple, Range, Sequence)) or call.store.record(value, ListRecord | SequenceRecord):  # type: ignore[arg-type]  # isinstance takes a union
        return _nested(value, call, depth)
    own = REGISTRY.get(f"{type_path(value, call.store.heap)}.__array__")
    if own is not None:
        made = own.body(call, value)
        return made if isinstance(made, Array) else unknown("it is not known what array this becomes", call.place)
    items = call.items(value)
    if items is not None and not isinstance(value, Ref):
        return _nested(tuple(items), call, depth)
    return unknown("it is not known what array this becomes", call.place)


def from_python(value: Any, call: Call, dtype: Any = None, library: str = "numpy") -> Array | Unknown:
    """`np.array(value, dtype)`."""
    made = as_array(value, call)
    if isinstance(made, Unknown):
        return made
    name = dtype_of(dtype)
    if dtype is not None and not isinstance(dtype, Unknown):
        made = _as_type(made, name)
    written = made.content is not None and not isinstance(value, Array)
    labels = labels_of_content(made.content, call) if written else made.labels
    if isinstance(value, Array) and library == value.library and dtype is None:
        return value
    text = "numbers that the program writes down" if made.content is not None else f"{library} array of this"
    return made.then(call.place, text, library=library, content=made.content, labels=labels)


def _as_type(array: Array, dtype: str | None) -> Array:
    content = array.content
    if dtype is None or dtype in {"str", "object"} or array.dtype in {"str", "object", None}:
        content = None
    elif dtype.startswith("float") and content is not None:
        content = _each(float, content)
    elif content is not None and array.dtype not in {dtype, "bool"}:
        content = _each(int, content) if dtype == "int64" else None
    return msgspec.structs.replace(
        array, dtype=dtype, content=content, range=fits(dtype, array.range) if dtype not in {None, "bool"} else None
    )


def _each(function: Any, content: Any) -> Any:
    if isinstance(content, tuple):
        return tuple(_each(function, item) for item in content)
    try:
        return function(content)
    except (TypeError, ValueError, OverflowError):
        return content


def _nested(value: Any, call: Call, depth: int) -> Array | Unknown:
    if depth > MOST_NESTING:
        return unknown("the lists are nested too deeply", call.place)
    record = call.store.record(value, SequenceRecord)
    if record is not None:
        value = record.sequence
    if isinstance(value, Sequence):
        return _repeated(value, call, depth)
    if isinstance(value, Range):
        return _counted(value.concrete)
    items = call.items(value)
    if items is None:
        return unknown("the items of this list are not known", call.place)
    flat = _flat(items)
    if flat is not None:
        return flat
    return _stacked([as_array(item, call, depth + 1) for item in items])


def _counted(numbers: range) -> Array:
    small = len(numbers) <= MOST_CONTENT
    ends = (float(min(numbers[0], numbers[-1])), float(max(numbers[0], numbers[-1]))) if numbers else None
    return Array((len(numbers),), "int64", ends, content=tuple(numbers) if small else None)


def _repeated(value: Sequence, call: Call, depth: int) -> Array | Unknown:
    """A list of which one item stands for all: its length in front of the item's shape."""
    if isinstance(value.element, OneOf) and (few := _flat(value.element.values)) is not None:
        labels = _few_labels(few, call)
        if labels is not None and value.runs:
            labels = msgspec.structs.replace(labels, ordered=True)
        return msgspec.structs.replace(few, shape=(value.length,), content=None, labels=labels)
    if isinstance(value.element, Unknown) and value.element.integer:
        return one_of_few(Array((value.length,), "int64"), value.element, call)
    element = as_array(value.element, call, depth + 1)
    if isinstance(element, Unknown):
        shape = unknown_shape(element.reason)
        shape.axes[0] = value.length
        return Array(shape)
    front: Shape | UnknownShape
    if isinstance(element.shape, tuple):
        front = (value.length, *element.shape)
    else:
        front = unknown_shape(element.shape.reason, element.shape.last)
        front.axes[0] = value.length
    labels = element.labels if element.labels is not None and element.labels.kind != "indices" else None
    if element.shape == () and element.labels is not None:
        labels = element.labels
    return msgspec.structs.replace(element, shape=front, content=None, labels=labels, library="numpy")


def one_of_few(array: Array, element: Unknown, call: Call) -> Array:
    """Integers of which each is one of a few."""
    if not isinstance(element, Among) or element.low < 0 or element.high - element.low >= MOST_CLASSES:
        return array
    labels = indices(element.high - element.low + 1, call, low=element.low)
    return msgspec.structs.replace(array, dtype="int64", range=(element.low, element.high), labels=labels)


def _rows_of_paths(value: OneOf, call: Call, depth: int) -> Array | None:
    """Lists of one length, of which each path gives one: `[1, 0]` here and `[0, 1]` there are one-hot rows."""
    if not all(isinstance(each, Ref) for each in value.values):
        return None
    rows = [as_array(each, call, depth + 1) for each in value.values]
    known = [row for row in rows if isinstance(row, Array) and row.rank == 1 and isinstance(row.content, tuple)]
    if len(known) != len(rows) or len({row.shape for row in known}) > 1:
        return None
    labels = labels_of_content(tuple(row.content for row in known), call)
    hot = labels if labels is not None and labels.kind == "one-hot" else None
    return msgspec.structs.replace(
        known[0],
        content=None,
        range=hull([row.range for row in known]),
        labels=hot and msgspec.structs.replace(hot, proven=False),
    )


def _few_labels(few: Array, call: Call) -> Labels | None:
    """What the few numbers are that `y.append(0)` here and `y.append(1)` there put into a list."""
    if few.range is None or few.dtype not in {"int64", "bool"} or few.range[0] < 0:
        return None
    low, high = (int(end) for end in few.range)
    if high - low >= MOST_CLASSES:
        return None
    return Labels("indices", high - low + 1, low, call.place, proven=False)


def _flat(items: Any) -> Array | None:
    """A list of plain numbers or plain strings, which is what most long literals are."""
    kinds = {type(item) for item in items}
    if not kinds:
        return Array((0,), "float64", content=())
    if kinds <= {int, float, bool}:
        dtype = "float64" if float in kinds else "int64" if int in kinds else "bool"
        low, high = min(items), max(items)
        nan = any(map(is_nan, items))
        if dtype == "int64" and not (low >= -(2**63) and high < 2**63):
            dtype = "object"
        content = tuple(items) if len(items) <= MOST_CONTENT else None
        labels = _index_labels(tuple(items), None) if content is None and dtype in {"int64", "bool"} else None
        return Array((len(items),), dtype, None if nan or dtype == "object" else (low, high), labels, content=content)
    if kinds == {str}:
        return Array((len(items),), "str", content=tuple(items) if len(items) <= MOST_CONTENT else None)
    if str in kinds and kinds <= {str, int, float, bool}:  # one text makes texts of all
        return Array((len(items),), "str")
    return None


def _stacked(rows: list[Array | Unknown]) -> Array | Unknown:
    """Items of a list as one array: equal shapes under a new first axis."""
    known = [row for row in rows if isinstance(row, Array)]
    count = len(rows)
    ranked = [row.shape for row in known if isinstance(row.shape, tuple)]
    if not ranked:
        shape = unknown_shape(next((row.reason for row in rows if isinstance(row, Unknown)), "the items are not known"))
        shape.axes[0] = count
        return Array(shape, known[0].dtype if len(known) == count else None)
    ragged = any(len(shape) != len(ranked[0]) for shape in ranked) or any(
        equal(one, other) is False for shape in ranked for one, other in zip(ranked[0], shape, strict=True)
    )
    if ragged:
        return Array((count,), "object")
    inner = tuple(_agreed(dims) for dims in zip(*ranked, strict=True))
    whole = len(known) == count
    dtype = common_dtype([row.dtype for row in known])
    content = None
    if whole and all(row.content is not None for row in known) and _count((count, *inner)) <= MOST_CONTENT:
        content = tuple(row.content for row in known)
    return Array(
        (count, *inner),
        dtype if whole else None,
        hull([row.range for row in known]) if whole else None,
        content=content,
        image=whole and all(row.image for row in known),
    )


def common_dtype(dtypes: list[str | None]) -> str | None:
    """Numpy's type for several arrays; floats first, because they take small integers in without growing."""
    result, *rest = sorted(dtypes, key=lambda dtype: not is_float(dtype))
    for dtype in rest:
        result = dtype if result == dtype else promote(result, dtype)
    return result


def _agreed(dims: tuple[Dim, ...]) -> Dim:
    """Numpy refuses rows of different lengths, so one that is known holds for all."""
    return next((dim for dim in dims if isinstance(dim, int)), dims[0])


def _count(shape: Shape) -> int:
    count = product(shape)
    return count if isinstance(count, int) else MOST_CONTENT + 1


def labels_of_content(content: Any, call: Call | None = None) -> Labels | None:
    """What numbers that are written down say about classes."""
    place = call.place if call is not None else None
    rows = content if isinstance(content, tuple) else ()
    if not rows:
        return None
    if all(isinstance(row, tuple) for row in rows):
        columns = len(rows[0])
        if any(len(row) != columns or not all(isinstance(item, (bool, int, float)) for item in row) for row in rows):
            return None
        if columns == 0:
            return None
        if columns > 1:
            return _row_labels(rows, columns, place)
        rows = tuple(row[0] for row in rows)
    if not all(isinstance(item, (bool, int, float)) for item in rows):
        return None
    return _index_labels(rows, place)


def _row_labels(rows: tuple[Any, ...], columns: int, place: Any) -> Labels:
    if any(item not in {0, 1} for row in rows for item in row):
        return Labels("continuous", None, place=place)
    hot = all(sum(row) == 1 for row in rows)
    seen = {row.index(1) for row in rows} if hot else set()
    return Labels("one-hot" if hot else "multi-hot", columns, place=place, proven=len(seen) == columns)


def _index_labels(numbers: tuple[Any, ...], place: Any) -> Labels | None:
    """Whole numbers that come again are classes; where each occurs once (`1, 2, 3 …`) they may be measurements."""
    if any(not 0 <= number < INFINITE or int(number) != number for number in numbers):
        return Labels("continuous", None, place=place)
    low, high = min(numbers), max(numbers)
    if high - low >= MOST_CLASSES:
        return Labels("continuous", None, place=place)
    distinct = len(set(numbers))
    if distinct == len(numbers) > 2:
        return None
    return Labels("indices", int(high - low) + 1, int(low), place, proven=distinct == int(high - low) + 1)


def one_hot_rows(content: Any, columns: Dim, classes: Iterable[Any] | None = None) -> Any:
    """Rows with a 1 in the place of each label; None where they are not known, or too many to keep.

    Args:
        content: the labels, as a row or as a column.
        columns: the length of a row.
        classes: the labels in the order of the columns; by default each label is the number of its column.
    """
    if not isinstance(content, tuple) or not isinstance(columns, int) or len(content) * columns > MOST_CONTENT:
        return None
    labels = [each[0] if isinstance(each, tuple) and len(each) == 1 else each for each in content]
    places = {each: place for place, each in enumerate(range(columns) if classes is None else classes)}
    if any(isinstance(each, tuple) or each not in places for each in labels):
        return None
    return tuple(tuple(int(places[each] == place) for place in range(columns)) for each in labels)


INFINITE = float("inf")


def indices(classes: Dim | None, call: Call, *, low: int = 0, proven: bool = False) -> Labels:
    """Class indices that a call makes."""
    return Labels("indices", classes, low, call.place, proven)


def filled(call: Call, shape: Any, dtype: Any, value: Any, text: str, library: str = "numpy") -> Array:
    """An array of that shape in which every element is `value`."""
    number = value.content if isinstance(value, Array) and value.shape == () else value
    known = isinstance(number, (bool, int, float)) and not is_nan(number)
    name = dtype_of(dtype) if dtype is not None else python_dtype(number)
    dims = shape_of(shape, call)
    return Array(dims, name, fits(name, (number, number)) if known else None, library=library).then(call.place, text)


def drawn(call: Call, shape: Any, dtype: str | None, text: str, **facts: Any) -> Any:
    """Random numbers: one Python float or numpy scalar without a shape, else an array."""
    dims = () if shape is None else shape_of(shape, call)
    facts.setdefault("library", "numpy")
    made = Array(dims, dtype, facts.get("range"), library=facts["library"])
    return made.then(call.place, text, labels=facts.get("labels"))


def not_known(call: Call, reason: str) -> Array:
    """An array of which nothing is known but that it is one."""
    return Array(unknown_shape(reason)).then(call.place, reason)


def some(reason: str) -> Dim:
    """A size that the program does not fix."""
    return unknown_size(reason)
