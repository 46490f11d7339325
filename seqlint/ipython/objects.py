"""The objects of a running program as seqlint's values: read, never called, and never computed on when they are big."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from seqlint.evaluate.names import library
from seqlint.values.array import Array, Labels, Step, array
from seqlint.values.containers import DictRecord, ListRecord, Sequence, SequenceRecord
from seqlint.values.dataset import Dataset
from seqlint.values.ops.making import labels_of_content
from seqlint.values.shape import NONE, unknown_size
from seqlint.values.table import Table
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.shape import Shape

NOTHING: Any = object()
"""What an object gives of which there is nothing to say."""
SOURCE = "the object in the session"
MOST_ELEMENTS = 1 << 20
"""Elements whose range is worked out, over all objects that are read together."""
MOST_SORTED = 1 << 18
MOST_ITEMS = 64
_MOST_COLUMNS = 2_000
_MOST_TEXT = 10_000
_DEEPEST = 4
_PLAIN = (bool, int, float, complex, str, type(None))


class Reader:
    """Reads objects; what it looks at one by one has a bound over all of them.

    Attributes:
        left: how many more elements may be looked at.
    """

    def __init__(self) -> None:
        self.left = MOST_ELEMENTS

    def value(self, it: Any, depth: int = 0) -> Any:
        """The value of an object, a record for the store, or `NOTHING`."""
        kind = type(it)
        if kind in _PLAIN:
            return it if kind is not str or len(it) <= _MOST_TEXT else NOTHING
        if kind in {tuple, list, dict}:
            return self._container(it, depth) if depth < _DEEPEST else NOTHING
        if kind is type(sys):
            return library(it.__name__) if it.__name__ == it.__name__.strip("_") else NOTHING
        known = lineage(it)
        for name, read in _READERS:
            if name in known:
                return read(self, it)
        return _exported(it)

    def spend(self, elements: int) -> bool:
        """Whether so many elements may still be looked at."""
        if elements > self.left:
            return False
        self.left -= elements
        return True

    def _container(self, it: Any, depth: int) -> Any:
        if len(it) > MOST_ITEMS:
            return self._long(it) if type(it) is list else NOTHING
        if type(it) is dict:
            entries = {key: self._item(item, depth) for key, item in it.items() if isinstance(key, (str, int, float))}
            return DictRecord(entries, open=len(entries) < len(it))
        items = tuple(self._item(item, depth) for item in it)
        return ListRecord(items) if type(it) is list else items

    def _item(self, it: Any, depth: int) -> Any:
        value = self.value(it, depth + 1)
        return unknown(f"it is {SOURCE} of type `{type(it).__name__}`") if value is NOTHING else value

    def _long(self, it: list[Any]) -> Any:
        """A long list: its length, and its items where they are arrays that look alike."""
        element: Any = unknown(f"it is an item of {SOURCE}")
        first = it[0]
        if _numpy(first) is type(first) and self.spend(len(it)):
            alike = all(type(each) is type(first) and each.shape == first.shape for each in it)
            if alike and all(each.dtype == first.dtype for each in it):
                element = Array(tuple(first.shape), _dtype(first.dtype))
        return SequenceRecord(Sequence(element, len(it)))


def lineage(it: Any) -> frozenset[str]:
    """The classes of an object, each by the library that it comes from: `numpy.ndarray`."""
    return frozenset(f"{cls.__module__.partition('.')[0]}.{cls.__name__}" for cls in type(it).__mro__)


def _numpy(it: Any) -> Any:
    """Numpy's array class, if there is numpy and the object is an array."""
    numpy = sys.modules.get("numpy")
    cls = getattr(numpy, "ndarray", None)
    return cls if cls is not None and isinstance(it, cls) else None


def _dtype(dtype: Any) -> str:
    """The name of an element type; all lengths of text are one."""
    return {"U": "str", "S": "str", "O": "object"}.get(getattr(dtype, "kind", ""), str(getattr(dtype, "name", dtype)))


def _array(reader: Reader, it: Any) -> Array:
    shape = tuple(it.shape)
    limits, labels = (None, None) if type(it) is not _numpy(it) else _looked_at(reader, it)
    return array(shape, _dtype(it.dtype), None, SOURCE, range=limits, labels=labels)


def _looked_at(reader: Reader, it: Any) -> tuple[tuple[float, float] | None, Labels | None]:
    """The range of a small array's numbers, and what they say about classes."""
    if it.dtype.kind not in "biuf" or not it.size or not reader.spend(it.size):
        return None, None
    low, high = float(it.min()), float(it.max())
    if not (abs(low) < float("inf") and abs(high) < float("inf")):
        return None, None
    return (low, high), _labels(it, low, high)


def _labels(it: Any, low: float, high: float) -> Labels | None:
    columns = 1 if it.ndim == 1 else it.shape[1] if it.ndim == 2 else 0
    if not columns:
        return None
    if columns > 1:
        return _rows(it, columns) if low >= 0 and high <= 1 and it.size > 2 * columns else None
    if it.size > MOST_SORTED:
        return None
    numpy = sys.modules["numpy"]
    distinct = numpy.unique(it)
    numbers = tuple(distinct[:MOST_SORTED].tolist())
    return labels_of_content(numbers + numbers[:1] if len(numbers) < it.size else numbers)


def _rows(it: Any, columns: int) -> Labels | None:
    """Rows of zeros and ones: whether one stands in each."""
    ones = it == 1
    if not bool((ones | (it == 0)).all()):
        return None
    hot = bool((ones.sum(axis=1) == 1).all())
    return Labels("one-hot" if hot else "multi-hot", columns, proven=bool(ones.any(axis=0).all()))


def _scalar(_: Reader, it: Any) -> Any:
    number = it.item()
    if not isinstance(number, (bool, int, float)):
        return NOTHING
    return Array((), _dtype(it.dtype), (float(number), float(number)) if number == number else None, content=number)  # noqa: PLR0124 - NaN alone differs from itself


def _series(reader: Reader, it: Any) -> Array:
    facts: Any = (None, None)
    if getattr(it.dtype, "kind", "") in "biuf" and type(it).__module__.startswith("pandas."):
        values = it.values
        facts = _looked_at(reader, values) if type(values) is _numpy(values) else facts
    return array((len(it),), _dtype(it.dtype), None, SOURCE, range=facts[0], labels=facts[1], library="pandas")


def _frame(reader: Reader, it: Any) -> Any:
    rows, width = it.shape
    if width > _MOST_COLUMNS:
        return Table(rows, width, history=Step(None, SOURCE, (rows, width), None, None), source=SOURCE)
    names = tuple(it.columns)
    plain = all(isinstance(name, (str, int)) for name in names) and len(set(names)) == width
    columns: dict[Any, Array] = {}
    if plain:
        for name, dtype in zip(names, it.dtypes, strict=True):
            read = rows <= MOST_SORTED and len(columns) < MOST_ITEMS
            columns[name] = _series(reader, it[name]) if read else _column(rows, dtype)
    dtypes = {column.dtype for column in columns.values()}
    dtype = dtypes.pop() if len(dtypes) == 1 else None
    step = Step(None, SOURCE, (rows, width), dtype, None)
    return Table(rows, width, names if plain else None, columns, dtype, history=step, source=SOURCE)


def _column(rows: int, dtype: Any) -> Array:
    return array((rows,), _dtype(dtype), None, SOURCE, library="pandas")


def _tensor(_: Reader, it: Any) -> Any:
    shape = _sizes(it.shape)
    return NOTHING if shape is None else array(shape, it.dtype.name, None, SOURCE, library="tensorflow")


def _sizes(shape: Any) -> Shape | None:
    """A `TensorShape` with its open axes; None where not even their number is known."""
    if shape.rank is None:
        return None
    return tuple(NONE if size is None else size for size in shape.as_list())


def _dataset(_: Reader, it: Any) -> Any:
    element = _element(it.element_spec)
    if element is NOTHING:
        return NOTHING
    return Dataset(element, unknown_size("how many it gives is counted when it runs"), _batch(it), text=SOURCE)


def _element(spec: Any) -> Any:
    if isinstance(spec, tuple):
        parts = tuple(_element(each) for each in spec)
        return NOTHING if any(part is NOTHING for part in parts) else parts
    if type(spec).__name__ != "TensorSpec":
        return NOTHING
    shape = _sizes(spec.shape)
    return NOTHING if shape is None else Array(shape, spec.dtype.name, library="tensorflow")


def _batch(it: Any) -> Any:
    """The size of a data set's batches; None where its elements are single samples."""
    for _ in range(MOST_ITEMS):
        name = type(it).__name__
        if "Batch" in name:
            first = it.element_spec
            while isinstance(first, tuple) and first:
                first = first[0]
            size = first.shape[0] if getattr(first, "shape", None) else None
            return size if isinstance(size, int) else unknown_size("the last batch may be smaller")
        it = getattr(it, "_input_dataset", None)
        if it is None or "Unbatch" in name or "FlatMap" in name:
            return None
    return None


def _exported(it: Any) -> Any:
    """A class or function of Keras under the name that Keras gives it."""
    path = getattr(it, "_api_export_path", None) if isinstance(it, (type, type(_exported))) else None
    path = path[0] if isinstance(path, (list, tuple)) and path else path
    is_own = getattr(it, "__module__", "") or ""
    return library(path) if isinstance(path, str) and str(is_own).startswith(("keras.", "tf_keras.")) else NOTHING


_READERS = (
    ("numpy.ndarray", _array),
    ("numpy.generic", _scalar),
    ("pandas.DataFrame", _frame),
    ("pandas.Series", _series),
    ("tensorflow.DatasetV2", _dataset),
    ("tensorflow.Tensor", _tensor),
    ("tensorflow.BaseResourceVariable", _tensor),
)
