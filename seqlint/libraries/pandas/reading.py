"""Making frames and series: files, dictionaries, arrays, `concat`, `get_dummies` and others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.values.array import Array, Labels
from seqlint.values.callee import callee
from seqlint.values.containers import DictRecord
from seqlint.values.join import is_known
from seqlint.values.ops.making import as_array, from_python, indices
from seqlint.values.ops.numbers import dtype_of
from seqlint.values.ops.reducing import classes_of, with_library
from seqlint.values.shape import Dim, unknown_size
from seqlint.values.table import Table
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call

_READERS = (
    "read_csv", "read_table", "read_excel", "read_json", "read_parquet", "read_pickle", "read_feather", "read_hdf",
    "read_sql", "read_fwf", "read_stata", "read_orc",
)  # fmt: skip


def table_of(value: Any, call: Call) -> Table | None:
    """The frame behind a value, if it is one."""
    found = call.store.record(value, Table)
    return found if isinstance(found, Table) else None


def new_table(call: Call, table: Table, text: str, **changes: Any) -> Any:
    """A new frame in the store that was made from another."""
    return call.store.new(table.then(call.place, text, **changes))


def series(array: Array) -> Array:
    """An array as pandas' Series."""
    return with_library(array, "pandas")


def names_of(value: Any, call: Call) -> tuple[Any, ...] | None:
    """A list of column names; None if they are not all known."""
    if isinstance(value, (str, int)):
        return (value,)
    if isinstance(value, Array):
        content = value.content
        return content if isinstance(content, tuple) else None
    items = call.items(value) if value is not None else None
    return tuple(items) if items is not None and all(map(is_known, items)) else None


@callee(*(f"pandas.{name}" for name in _READERS))
def read(
    call: Call, filepath_or_buffer: Any = None, sep: Any = None, *, names: Any = None, usecols: Any = None,
    index_col: Any = None, nrows: Any = None, header: Any = None, chunksize: Any = None, io: Any = None, **kwargs: Any,
) -> Any:  # fmt: skip
    source = filepath_or_buffer if filepath_or_buffer is not None else io
    name = f"`{source}`" if isinstance(source, str) else "the file"
    if chunksize is not None:
        return unknown(f"{name} is read in chunks", call.place)
    columns = names_of(usecols, call) if usecols is not None and not callable_value(usecols) else names_of(names, call)
    if columns is not None and index_col is not None:
        columns = None
    width: Dim = (
        unknown_size(f"the number of columns of {name} is not in the program") if columns is None else len(columns)
    )
    known = columns if columns is not None and all(isinstance(each, str) for each in columns) else None
    table = Table(unknown_size(f"the number of rows of {name} is not in the program"), width, known, source=name)
    return new_table(call, table, f"read from {name}")


def callable_value(value: Any) -> bool:
    """Whether a value is a function of the program."""
    from seqlint.values.functions import Function

    return isinstance(value, Function)


@callee("pandas.DataFrame", "pandas.DataFrame.from_dict", "pandas.DataFrame.from_records")
def data_frame(
    call: Call, data: Any = None, index: Any = None, columns: Any = None, dtype: Any = None, *args: Any, **kwargs: Any
) -> Any:
    frame = table_of(data, call)
    if frame is not None:
        return new_table(call, frame, "a copy")
    record = call.store.record(data, DictRecord)
    if record is not None and not record.open:
        return _of_columns(call, record.entries)
    array = as_array(data, call)
    named = names_of(columns, call)
    if data is None or isinstance(array, Unknown) or array.rank not in {1, 2}:
        if data is None and columns is None:
            return new_table(call, Table(0, 0, ()), "an empty frame")
        width: Dim = unknown_size("the columns are not known") if named is None else len(named)
        rows: Dim = 0 if data is None else unknown_size("the rows are not known")
        return new_table(call, Table(rows, width, named), "a frame")
    width = array.axis(1) if array.rank == 2 else 1
    names = (
        named if named is not None else tuple(range(width)) if isinstance(width, int) and width <= MOST_NAMES else None
    )
    if names is not None and isinstance(width, int) and len(names) != width:
        return unknown(f"there are {len(names)} column names for {width} columns", call.place)
    table = Table(array.axis(0), width, names, dtype=array.dtype, range=array.range, history=array.history)
    return new_table(call, table, "as a frame")


MOST_NAMES = 256
"""More numbered columns than this are not told apart."""


def _of_columns(call: Call, entries: dict[Any, Any]) -> Any:
    columns: dict[Any, Array] = {}
    rows: Dim | None = None
    for name, value in entries.items():
        made = from_python(value, call)
        if isinstance(made, Array) and made.rank == 1:
            columns[name] = series(made)
            rows = made.axis(0) if rows is None or isinstance(made.axis(0), int) else rows
    size: Dim = unknown_size("the number of rows is not known") if rows is None else rows
    return new_table(call, Table(size, len(entries), tuple(entries), columns), "a frame of these columns")


@callee("pandas.Series")
def series_(
    call: Call, data: Any = None, index: Any = None, dtype: Any = None, name: Any = None, copy: Any = None
) -> Any:
    made = from_python(data, call, dtype)
    if isinstance(made, Unknown):
        made = Array((unknown_size(made.reason),), None, library="pandas").then(call.place, "a series of this")
    if made.rank is None:
        made = msgspec.structs.replace(made, shape=(made.axis(0),))
    return series(made) if made.rank == 1 else unknown("what the series holds is not known", call.place)


@callee("pandas.concat")
def concat(
    call: Call, objs: Any, *, axis: Any = 0, join: Any = "outer", ignore_index: Any = False, **kwargs: Any
) -> Any:
    items = call.items(objs)
    if items is None or not items:
        return unknown("what is joined is not known one by one", call.place)
    tables = [table_of(item, call) for item in items]
    if all(table is None for table in tables) and axis in {0, "index"}:
        from seqlint.values.ops.joining import concatenate

        made = concatenate(call, tuple(items), 0)
        return series(made) if isinstance(made, Array) else made
    if axis in {1, "columns"}:
        return _beside(call, items, tables)
    if axis not in {0, "index"} or any(table is None for table in tables):
        return unknown("what is joined is not known", call.place)
    known = [table for table in tables if table is not None]
    rows = known[0].rows
    for table in known[1:]:
        rows = rows + table.rows
    same = all(table.names == known[0].names for table in known) and known[0].names is not None
    alike = same or all(table.width == known[0].width for table in known)
    width = known[0].width if alike else unknown_size("the frames may have different columns")
    return new_table(
        call,
        known[0],
        "frames under each other",
        rows=rows,
        width=width,
        names=known[0].names if same else None,
        columns={},
    )


def _beside(call: Call, items: Any, tables: list[Table | None]) -> Any:
    """Columns of all frames and series side by side; the rows are matched by index."""
    width: Dim = 0
    names: list[Any] | None = []
    columns: dict[Any, Array] = {}
    rows: Dim | None = None
    for item, table in zip(items, tables, strict=True):
        if table is None:
            array = as_array(item, call)
            if isinstance(array, Unknown) or array.rank != 1:
                return unknown("what is joined is not known", call.place)
            part = Table(array.axis(0), 1)
        else:
            part = table
        width = width + part.width
        names = [*names, *part.names] if names is not None and part.names is not None else None
        columns.update(part.columns)
        rows = part.rows if rows is None or rows == part.rows else unknown_size("the rows are matched by index")
    assert rows is not None
    unique = names is not None and len(set(names)) == len(names)
    return new_table(
        call, Table(rows, width, tuple(names) if names is not None and unique else None, columns), "frames side by side"
    )


@callee("pandas.get_dummies")
def get_dummies(
    call: Call, data: Any, prefix: Any = None, prefix_sep: Any = "_", dummy_na: Any = False, columns: Any = None,
    sparse: Any = False, drop_first: Any = False, dtype: Any = None,
) -> Any:  # fmt: skip
    reason = "how many categories there are depends on the data"
    table = table_of(data, call)
    if table is not None:
        return new_table(
            call, table, "one column a category", width=unknown_size(reason), names=None, columns={}, dtype=None
        )
    array = as_array(data, call)
    if isinstance(array, Unknown):
        return new_table(call, Table(unknown_size(array.reason), unknown_size(reason)), "one column a category")
    count = categories_of(array)
    width = count - 1 if drop_first is True else count
    kind = dtype_of(dtype) or "bool"
    labels = None if drop_first is True else Labels("one-hot", width, place=call.place, proven=isinstance(width, int))
    rows = array.axis(0) if array.shape != () else unknown_size("the rows are not known")
    table = Table(rows, width, None, {}, kind, (0, 1), array.history)
    return new_table(call, table, "one column a category", labels=labels)


def categories_of(array: Array) -> Dim:
    if array.content is not None:
        from seqlint.values.ops.reducing import numbers

        return len(set(numbers(array.content)))
    return classes_of(array)


@callee("pandas.factorize")
def factorize(call: Call, values: Any, sort: Any = False, use_na_sentinel: Any = True, size_hint: Any = None) -> Any:
    array = as_array(values, call)
    if isinstance(array, Unknown) or array.shape == ():
        return unknown("what is factorized is not known", call.place)
    count = categories_of(array)
    codes = Array((array.axis(0),), "int64", history=array.history).then(
        call.place, "class indices", labels=indices(count, call, proven=True)
    )
    return codes, Array((count,), "object").then(call.place, "the classes")


@callee("pandas.to_numeric", "pandas.to_datetime")
def to_numeric(call: Call, arg: Any, *args: Any, **kwargs: Any) -> Any:
    array = as_array(arg, call)
    if isinstance(array, Unknown):
        return array
    return array.then(call.place, "as numbers", dtype=None, range=None)


@callee("pandas.cut", "pandas.qcut")
def cut(
    call: Call,
    x: Any,
    bins: Any = None,
    right: Any = True,
    labels: Any = None,
    *args: Any,
    q: Any = None,
    **kwargs: Any,
) -> Any:
    array = as_array(x, call)
    if isinstance(array, Unknown):
        return array
    kind = indices(bins if isinstance(bins, int) else None, call) if labels is False else None
    return msgspec.structs.replace(
        array.then(call.place, "the bin of each number", dtype=None, range=None, labels=kind), library="pandas"
    )


@callee("pandas.isnull", "pandas.isna", "pandas.notnull", "pandas.notna")
def is_null(call: Call, obj: Any) -> Any:
    array = as_array(obj, call)
    if isinstance(array, Unknown):
        return array
    return array.then(call.place, "a test of each value", dtype="bool", range=(0.0, 1.0))


@callee("pandas.set_option", "pandas.reset_option")
def set_option(call: Call, *args: Any, **kwargs: Any) -> Any:
    return None
