"""Selecting rows and columns of frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.libraries.pandas.reading import names_of, new_table
from seqlint.values.array import Array
from seqlint.values.containers import Slice
from seqlint.values.ops.making import as_array
from seqlint.values.ops.numbers import number_of
from seqlint.values.ops.slices import slice_length
from seqlint.values.shape import Dim, Size, unknown_size
from seqlint.values.table import fewer
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call
    from seqlint.values.table import Table


def column(call: Call, self: Any, table: Table, name: Any) -> Any:
    """One column; it is remembered, so that the same name is the same column."""
    if name in table.columns:
        return table.columns[name]
    if table.names is not None and name not in table.names:
        return unknown(f"the frame has no column `{name}`", call.place)
    found = Array((table.rows,), table.dtype, table.range, library="pandas", history=table.history).then(
        call.place, f"the column `{name}`", range=table.range
    )
    call.store[self] = msgspec.structs.replace(table, columns={**table.columns, name: found})
    return found


def columns_by_name(call: Call, table: Table, names: tuple[Any, ...]) -> Any:
    """`frame[["a", "b"]]`."""
    columns = {name: table.columns[name] for name in names if name in table.columns}
    return new_table(call, table, "some columns", width=len(names), names=names, columns=columns)


def rows_where(call: Call, table: Table) -> Any:
    """`frame[frame.a > 0]`."""
    rows = unknown_size("how many rows the condition selects depends on the data")
    columns = {
        name: msgspec.structs.replace(each, shape=(rows,), content=None, labels=_unproven(each))
        for name, each in table.columns.items()
    }
    return new_table(call, table, "the rows that a condition selects", rows=rows, columns=columns)


def _unproven(array: Array) -> Any:
    return msgspec.structs.replace(array.labels, proven=False) if array.labels is not None else None


def _rows(call: Call, table: Table, key: Any) -> Dim | Unknown | None:
    """Number of selected rows; None for a single row."""
    if isinstance(key, Slice):
        plain = all(part is None or isinstance(part, (int, Size, Unknown)) for part in (key.start, key.stop, key.step))
        if plain:
            return slice_length(table.rows, key, samples=True)
        return unknown_size("which rows are selected depends on their labels")
    if number_of(key) is not None or isinstance(key, (Size, str)):
        return None
    picked = as_array(key, call)
    if isinstance(picked, Unknown):
        return picked
    if picked.dtype == "bool":
        return unknown_size("how many rows the condition selects depends on the data")
    return picked.axis(0) if picked.shape != () else None


def by_positions(call: Call, table: Table, key: Any) -> Any:
    """`frame.iloc[rows, columns]`."""
    rows_key, columns_key = key if isinstance(key, tuple) and len(key) == 2 else (key, Slice(None, None, None))
    rows = _rows(call, table, rows_key)
    if isinstance(rows, Unknown):
        return unknown(rows.reason, call.place)
    if isinstance(columns_key, Slice):
        ends = (columns_key.start, columns_key.stop, columns_key.step)
        width = _width(table.width, columns_key)
        names = None
        if (
            table.names is not None
            and all(end is None or isinstance(end, int) for end in ends)
            and columns_key.step != 0
        ):
            names = table.names[columns_key.start : columns_key.stop : columns_key.step]
        return _part(call, table, rows, width, names)
    if number_of(columns_key) is not None or isinstance(columns_key, Size):
        return _single_column(call, table, rows, columns_key)
    picked = as_array(columns_key, call)
    if isinstance(picked, Unknown) or picked.rank != 1:
        return unknown("which columns are selected is not known", call.place)
    return _part(call, table, rows, picked.axis(0), None)


def _width(width: Dim, key: Slice) -> Dim:
    """Columns of a slice; what is cut off at the ends keeps one symbol."""
    step = key.step in {None, 1}
    if step and key.start in {None, 0} and isinstance(key.stop, int) and key.stop < 0:
        return fewer(width, -key.stop)
    if step and key.stop is None and isinstance(key.start, int) and key.start > 0:
        return fewer(width, key.start)
    return slice_length(width, key, samples=False)


def by_labels(call: Call, table: Table, key: Any) -> Any:
    """`frame.loc[rows, columns]`."""
    rows_key, columns_key = key if isinstance(key, tuple) and len(key) == 2 else (key, Slice(None, None, None))
    rows = _rows(call, table, rows_key)
    if isinstance(rows, Unknown):
        return unknown(rows.reason, call.place)
    if isinstance(rows_key, Slice) and rows_key != Slice(None, None, None):
        rows = unknown_size("which rows are selected depends on their labels")
    if columns_key == Slice(None, None, None):
        return _part(call, table, rows, table.width, table.names)
    if isinstance(columns_key, Slice):
        return _part(call, table, rows, *_between(table, columns_key))
    if isinstance(columns_key, str):
        return _named_column(call, table, rows, columns_key)
    names = names_of(columns_key, call)
    if names is None or isinstance(columns_key, Array):
        width = unknown_size("which columns are selected is not known")
        return _part(call, table, rows, width, None)
    return _part(call, table, rows, len(names), names)


def _between(table: Table, key: Slice) -> tuple[Dim, tuple[Any, ...] | None]:
    """The columns from one name to another, both included."""
    names = table.names
    if names is not None and key.step is None and all(end is None or end in names for end in (key.start, key.stop)):
        low = 0 if key.start is None else names.index(key.start)
        high = len(names) if key.stop is None else names.index(key.stop) + 1
        return max(high - low, 0), names[low:high]
    return unknown_size("the columns between these names are in the data"), None


def _part(call: Call, table: Table, rows: Dim | None, width: Dim, names: tuple[Any, ...] | None) -> Any:
    if rows is None:
        row = Array((width,), table.dtype, table.range, library="pandas", history=table.history)
        return row.then(call.place, "one row", range=table.range)
    columns: dict[Any, Array] = {}
    if rows == table.rows:
        columns = {name: each for name, each in table.columns.items() if names is not None and name in names}
    return new_table(call, table, "a part of the frame", rows=rows, width=width, names=names, columns=columns)


def _single_column(call: Call, table: Table, rows: Dim | None, key: Any) -> Any:
    number = number_of(key)
    name = None
    if table.names is not None and number is not None and -len(table.names) <= number < len(table.names):
        name = table.names[int(number)]
    if name is not None:
        return _named_column(call, table, rows, name)
    if rows is None:
        return unknown("the number is in the data", call.place)
    found = Array((rows,), table.dtype, table.range, library="pandas", history=table.history)
    return found.then(call.place, "one column", range=table.range)


def _named_column(call: Call, table: Table, rows: Dim | None, name: Any) -> Any:
    if rows is None:
        return unknown("the value is in the data", call.place)
    known = table.columns.get(name)
    if known is not None:
        return (
            known if rows == table.rows else known.then(call.place, "some rows", shape=(rows,), labels=_unproven(known))
        )
    found = Array((rows,), table.dtype, table.range, library="pandas", history=table.history)
    return found.then(call.place, f"the column `{name}`", range=table.range)
