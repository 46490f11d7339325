"""Methods and attributes of series that arrays do not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.libraries.pandas.reading import factorize as factorize_function
from seqlint.values.array import Array, Labels
from seqlint.values.callee import callee
from seqlint.values.containers import DictRecord, Slice
from seqlint.values.functions import Function, Library, Partial
from seqlint.values.ops import index as subscript
from seqlint.values.ops.making import MOST_CLASSES, as_array, indices, one_of_few
from seqlint.values.ops.numbers import dim_of, number_of
from seqlint.values.ops.reducing import cast, distinct, with_library
from seqlint.values.shape import unknown_size
from seqlint.values.table import Table
from seqlint.values.unknown import Among, OneOf, Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call

S = "numpy.ndarray"
"""A series is an array whose library is "pandas"; what only it has is registered beside the array's own methods."""


@callee(f"{S}.values", f"{S}.array", attribute=True)
def values(call: Call, self: Any) -> Any:
    return with_library(self, "numpy") if isinstance(self, Array) else unknown("the series is not known", call.place)


@callee(f"{S}.to_numpy", f"{S}.as_matrix")
def to_numpy(call: Call, self: Any, dtype: Any = None, copy: Any = False, na_value: Any = None) -> Any:
    found = values(call, self)
    return cast(call, found, dtype) if dtype is not None else found


@callee(f"{S}.index", attribute=True)
def index(call: Call, self: Any) -> Any:
    rows = self.axis(0) if isinstance(self, Array) and self.shape != () else unknown_size("the rows are not known")
    return Array((rows,), None, library="pandas").then(call.place, "the row labels")


@callee(f"{S}.name", f"{S}.str", f"{S}.dt", attribute=True)
def unread(call: Call, self: Any) -> Any:
    return unknown("seqlint does not follow text and dates of a series", call.place)


@callee(f"{S}.unique")
def unique(call: Call, self: Any) -> Any:
    found = distinct(call, self)
    return with_library(found, "numpy") if isinstance(found, Array) else found


@callee(f"{S}.nunique")
def nunique(call: Call, self: Any, dropna: Any = True) -> Any:
    found = distinct(call, self)
    return found.axis(0) if isinstance(found, Array) else found


@callee(f"{S}.factorize")
def factorize(call: Call, self: Any, sort: Any = False, use_na_sentinel: Any = True) -> Any:
    return factorize_function(call, self)


@callee(f"{S}.map", f"{S}.replace", lifted=False)
def map_(
    call: Call, self: Any, arg: Any = None, value: Any = None, *args: Any, inplace: Any = False, **kwargs: Any
) -> Any:
    array = as_array(self, call)
    if isinstance(array, Unknown):
        return array
    if isinstance(arg, (Function, Partial, Library)):
        return of_each(call, array, arg, "values replaced")
    record = call.store.record(arg, DictRecord)
    if record is None and value is not None and (new := call.items(value)) is not None:
        record = DictRecord(dict(enumerate(new)))
    labels = _labels_of_values(call, record)
    low_high = None
    if labels is not None and labels.kind == "indices" and labels.highest is not None:
        low_high = (labels.low, labels.highest)
    return array.then(
        call.place, "values replaced", dtype="int64" if labels is not None else None, range=low_high, labels=labels
    )


def _labels_of_values(call: Call, record: DictRecord | None) -> Labels | None:
    """A dictionary to 0, 1, 2 … makes class indices."""
    if record is not None and record.open and not record.entries and _numbers_itself(record.element):
        return indices(record.length, call)
    if record is None or record.open or not record.entries:
        return None
    numbers = tuple(record.entries.values())
    if not all(isinstance(number, int) and 0 <= number < MOST_CLASSES for number in numbers):
        return None
    return indices(max(numbers) - min(numbers) + 1, call, low=min(numbers))


@callee(f"{S}.apply", lifted=False)
def apply(call: Call, self: Any, func: Any, *args: Any, **kwargs: Any) -> Any:
    array = as_array(self, call)
    if isinstance(array, Unknown):
        return array
    return of_each(call, array, func, "a function of each value")


def of_each(call: Call, array: Array, func: Any, text: str) -> Array:
    """What a function gives for each value of a series; one that chooses between 0, 1 … makes class indices."""
    element = call.call(func, [Array((), array.dtype, array.range, library="numpy")])
    if isinstance(element, Array) and element.shape == ():
        labels = element.labels if element.labels is not None and element.labels.kind == "indices" else None
        return array.then(call.place, text, dtype=element.dtype, range=element.range, labels=labels)
    if isinstance(element, Among):
        return one_of_few(array.then(call.place, text, dtype="int64", range=None), element, call)
    if isinstance(element, OneOf):
        labels = _labels_of_values(call, DictRecord(dict(enumerate(element.values))))
        if labels is not None and labels.highest is not None:
            return array.then(call.place, text, dtype="int64", range=(labels.low, labels.highest), labels=labels)
    return array.then(call.place, text, dtype=None, range=None)


def _numbers_itself(value: Any) -> bool:
    """Whether it is the running number of a loop, as in `{name: i for i, name in enumerate(names)}`."""
    return isinstance(value, Unknown) and value.integer and "running number" in value.reason


def _same(names: tuple[str, ...], *, rows: bool, keep: bool) -> None:
    @callee(*(f"{S}.{name}" for name in names))
    def method(call: Call, self: Any, *args: Any, **kwargs: Any) -> Any:
        array = as_array(self, call)
        if isinstance(array, Unknown):
            return array
        shape = array.shape
        if not rows and isinstance(shape, tuple) and shape:
            shape = (unknown_size("how many rows stay depends on the data"), *shape[1:])
        return array.then(
            call.place,
            "the series, changed",
            shape=shape,
            labels=array.labels if keep else None,
            range=array.range if keep else None,
        )


_same(("reset_index", "sort_values", "sort_index", "rename", "reindex"), rows=True, keep=True)
_same(
    ("fillna", "interpolate", "ffill", "bfill", "shift", "rank", "pct_change", "where", "mask"), rows=True, keep=False
)
_same(("dropna", "drop_duplicates", "drop"), rows=False, keep=True)


@callee(
    f"{S}.eq",
    f"{S}.ne",
    f"{S}.lt",
    f"{S}.le",
    f"{S}.gt",
    f"{S}.ge",
    f"{S}.isin",
    f"{S}.isnull",
    f"{S}.isna",
    f"{S}.notnull",
    f"{S}.notna",
    f"{S}.between",
    f"{S}.duplicated",
)
def test(call: Call, self: Any, *args: Any, **kwargs: Any) -> Any:
    array = as_array(self, call)
    if isinstance(array, Unknown):
        return array
    return array.then(call.place, "a test of each value", dtype="bool", range=(0.0, 1.0), labels=indices(2, call))


@callee(f"{S}.to_frame")
def to_frame(call: Call, self: Any, name: Any = None) -> Any:
    array = as_array(self, call)
    if isinstance(array, Unknown) or array.rank != 1:
        return unknown("the series is not known", call.place)
    table = Table(array.axis(0), 1, None, {}, array.dtype, array.range, array.history)
    return call.store.new(table.then(call.place, "as a frame"))


@callee(f"{S}.head", f"{S}.tail")
def head(call: Call, self: Any, n: Any = 5) -> Any:
    array = as_array(self, call)
    return array if isinstance(array, Unknown) else subscript(array, Slice(None, n, None), call)


@callee(f"{S}.sample")
def sample(call: Call, self: Any, n: Any = None, frac: Any = None, *args: Any, **kwargs: Any) -> Any:
    array = as_array(self, call)
    if isinstance(array, Unknown) or array.rank != 1:
        return unknown("the series is not known", call.place)
    size = dim_of(n) if n is not None else array.axis(0) if number_of(frac) == 1 else None
    rows = unknown_size("how many rows are drawn is not known") if size is None else size
    return array.then(call.place, "rows drawn at random", shape=(rows,), labels=array.labels)


@callee(
    f"{S}.value_counts",
    f"{S}.describe",
    f"{S}.groupby",
    f"{S}.rolling",
    f"{S}.corr",
    f"{S}.mode",
    f"{S}.quantile",
    f"{S}.median",
    f"{S}.get",
    f"{S}.to_dict",
    f"{S}.items",
    f"{S}.plot",
    f"{S}.hist",
)
def complicated(call: Call, self: Any, *args: Any, **kwargs: Any) -> Any:
    return unknown("it is computed from the data", call.place)
