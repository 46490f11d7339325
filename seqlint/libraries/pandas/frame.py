"""Methods, attributes and subscripts of frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from seqlint.libraries.pandas.reading import names_of, new_table, series, table_of
from seqlint.libraries.pandas.selecting import by_labels, by_positions, column, columns_by_name, rows_where
from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.containers import Slice
from seqlint.values.ops.making import as_array
from seqlint.values.ops.reducing import cast
from seqlint.values.ops.slices import slice_length
from seqlint.values.shape import Dim, unknown_size
from seqlint.values.table import Table, fewer
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call

F = "pandas.DataFrame"


def lost(call: Call) -> Unknown:
    """What is answered when the frame itself is not known."""
    return unknown("the frame is not known", call.place)


@callee(f"{F}.shape", attribute=True)
def shape(call: Call, self: Any) -> Any:
    table = table_of(self, call)
    return lost(call) if table is None else (table.rows, table.width)


@callee(f"{F}.values", attribute=True)
def values(call: Call, self: Any) -> Any:
    table = table_of(self, call)
    return lost(call) if table is None else table.array("numpy").then(call.place, "its values", labels=table.labels)


@callee(f"{F}.to_numpy", f"{F}.as_matrix", f"{F}.__array__")
def to_numpy(call: Call, self: Any, dtype: Any = None, copy: Any = False, na_value: Any = None) -> Any:
    found = values(call, self)
    return cast(call, found, dtype) if dtype is not None else found


@callee(f"{F}.columns", attribute=True)
def columns(call: Call, self: Any) -> Any:
    table = table_of(self, call)
    if table is None:
        return lost(call)
    return Array((table.width,), "object", library="pandas", content=table.names)


@callee(f"{F}.keys")
def keys(call: Call, self: Any) -> Any:
    return columns(call, self)


@callee(f"{F}.index", attribute=True)
def index(call: Call, self: Any) -> Any:
    table = table_of(self, call)
    return (
        lost(call) if table is None else Array((table.rows,), None, library="pandas").then(call.place, "the row labels")
    )


@callee(f"{F}.T", attribute=True)
def transposed(call: Call, self: Any) -> Any:
    table = table_of(self, call)
    if table is None:
        return lost(call)
    return new_table(call, table, "transposed", rows=table.width, width=table.rows, names=None, columns={})


@callee(f"{F}.size", f"{F}.dtypes", f"{F}.axes", f"{F}.style", f"{F}.plot", attribute=True)
def unread(call: Call, self: Any) -> Any:
    return unknown("it depends on the data", call.place)


@callee(f"{F}.ndim", attribute=True)
def ndim(call: Call, self: Any) -> Any:
    return 2


class Locator(msgspec.Struct, frozen=True):
    """`frame.iloc` or `frame.loc`.

    Attributes:
        frame: the frame, or a series.
        labels: whether it selects by labels.
    """

    frame: Any
    labels: bool


class Positions(Locator, frozen=True):
    """`frame.iloc`."""

    type_path: ClassVar[str] = "pandas.iloc"


class ByLabels(Locator, frozen=True):
    """`frame.loc`."""

    type_path: ClassVar[str] = "pandas.loc"


@callee(f"{F}.iloc", f"{F}.iat", "numpy.ndarray.iloc", "numpy.ndarray.iat", attribute=True)
def iloc(call: Call, self: Any) -> Any:
    return Positions(self, labels=False)


@callee(f"{F}.loc", f"{F}.at", f"{F}.ix", "numpy.ndarray.loc", "numpy.ndarray.at", attribute=True)
def loc(call: Call, self: Any) -> Any:
    return ByLabels(self, labels=True)


@callee("pandas.iloc.__getitem__")
def iloc_item(call: Call, self: Any, key: Any) -> Any:
    table = table_of(self.frame, call) if isinstance(self, Locator) else None
    if table is not None:
        return by_positions(call, table, key)
    return _series_item(call, self, key)


@callee("pandas.loc.__getitem__")
def loc_item(call: Call, self: Any, key: Any) -> Any:
    table = table_of(self.frame, call) if isinstance(self, Locator) else None
    if table is not None:
        return by_labels(call, table, key)
    return _series_item(call, self, key)


def _series_item(call: Call, self: Any, key: Any) -> Any:
    from seqlint.values.ops import index as subscript

    if isinstance(self, Locator) and isinstance(self.frame, Array):
        return subscript(self.frame, key, call)
    return lost(call)


@callee("pandas.iloc.__setitem__", "pandas.loc.__setitem__", lifted=False)
def set_part(call: Call, self: Any, key: Any, value: Any) -> Any:
    table = table_of(self.frame, call) if isinstance(self, Locator) else None
    if table is not None:
        columns = _column_part(call, table, key, value)
        call.store[self.frame] = table.then(call.place, "a part set", columns=columns, range=None, dtype=None)
    return None


def _column_part(call: Call, table: Table, key: Any, value: Any) -> dict[Any, Array]:
    """The columns after `frame.loc[rows, "a"] = value`; none are known where another part is set."""
    from seqlint.values.ops import assign

    if not isinstance(key, tuple) or len(key) != 2 or not isinstance(key[1], str):
        return {}
    known = table.columns.get(key[1])
    others = {name: each for name, each in table.columns.items() if name != key[1]}
    return others if known is None else {**others, key[1]: assign(known, key[0], value, call)}


@callee(f"{F}.__getitem__")
def item(call: Call, self: Any, key: Any) -> Any:
    table = table_of(self, call)
    if table is None:
        return lost(call)
    if isinstance(key, (str, int)):
        return column(call, self, table, key)
    if isinstance(key, Slice):
        return new_table(
            call, table, "a slice of the rows", rows=slice_length(table.rows, key, samples=True), columns={}
        )
    wanted = names_of(key, call)
    if isinstance(key, Array) and key.dtype == "bool":
        return rows_where(call, table)
    if wanted is not None:
        return columns_by_name(call, table, wanted)
    if isinstance(key, Array) and isinstance(key.shape, tuple) and len(key.shape) == 1 and key.dtype == "object":
        return new_table(call, table, "some columns", width=key.shape[0], names=None, columns={})
    return unknown("which columns or rows are selected is not known", call.place)


@callee(f"{F}.__getattr__")
def attribute(call: Call, self: Any, name: Any) -> Any:
    """`frame.species`: a column, where no method or attribute has that name."""
    table = table_of(self, call)
    if table is None or not isinstance(name, str):
        return lost(call)
    return column(call, self, table, name)


@callee(f"{F}.__setitem__", lifted=False)
def set_item(call: Call, self: Any, key: Any, value: Any) -> Any:
    table = table_of(self, call)
    wanted = names_of(key, call)
    if table is None or isinstance(key, Array):
        return None
    if wanted is None:
        size = unknown_size("which columns are set is not known")
        call.store[self] = table.then(call.place, "columns set", width=size, names=None, columns={})
        return None
    made = as_array(value, call)
    if table.rows == 0 and table.width == 0 and isinstance(made, Array) and made.rank == 1:
        table = msgspec.structs.replace(table, rows=made.axis(0))
    width, names = table.width, table.names
    new = [name for name in wanted if name not in table.columns and (names is None or name not in names)]
    if new and names is None:
        return _perhaps_new(call, self, table, wanted, value)
    known = dict(table.columns)
    for name in wanted:
        known[name] = _as_column(call, table, made)
    call.store[self] = table.then(
        call.place,
        "a column set",
        width=width + len(new),
        names=(*names, *new) if names is not None else None,
        columns=known,
    )
    return None


def _perhaps_new(call: Call, self: Any, table: Table, wanted: tuple[Any, ...], value: Any) -> None:
    """The file may have had the column already, so the number of columns is a new size."""
    made = as_array(value, call)
    columns = {**table.columns, **{name: _as_column(call, table, made) for name in wanted}}
    size = unknown_size("whether the column is new depends on the file")
    call.store[self] = table.then(call.place, "a column set", width=size, columns=columns)


def _as_column(call: Call, table: Table, made: Array | Unknown) -> Array:
    if isinstance(made, Array) and made.rank == 1:
        return series(msgspec.structs.replace(made, shape=(table.rows,)))
    if isinstance(made, Array) and made.rank == 0:
        return series(msgspec.structs.replace(made, shape=(table.rows,), content=None)).then(
            call.place, "one value throughout", labels=made.labels
        )
    return Array((table.rows,), None, library="pandas").then(call.place, "a column set")


@callee(f"{F}.__delitem__", lifted=False)
def delete_item(call: Call, self: Any, key: Any) -> Any:
    pop(call, self, key)
    return None


@callee(f"{F}.pop", lifted=False)
def pop(call: Call, self: Any, item: Any) -> Any:
    table = table_of(self, call)
    if table is None:
        return lost(call)
    found = column(call, self, table, item)
    rest = table_of(self, call) or table
    call.store[self] = without(call, rest, (item,))
    return found


def without(call: Call, table: Table, wanted: tuple[Any, ...]) -> Table:
    """The frame without some columns."""
    names = tuple(name for name in table.names if name not in wanted) if table.names is not None else None
    columns = {name: each for name, each in table.columns.items() if name not in wanted}
    width: Dim = len(names) if names is not None else fewer(table.width, len(wanted))
    return table.then(call.place, "without some columns", width=width, names=names, columns=columns)


@callee(f"{F}.drop", lifted=False)
def drop(
    call: Call, self: Any, labels: Any = None, axis: Any = 0, index: Any = None, columns: Any = None, level: Any = None,
    inplace: Any = False, errors: Any = "raise",
) -> Any:  # fmt: skip
    table = table_of(self, call)
    if table is None:
        return lost(call)
    by_column = columns is not None or axis in {1, "columns"}
    wanted = names_of(columns if columns is not None else labels if by_column else None, call)
    if by_column and wanted is not None and errors == "raise":
        changed = without(call, table, wanted)
    elif by_column:
        size = unknown_size("which columns are dropped is not known")
        changed = table.then(call.place, "without some columns", width=size, names=None, columns={})
    else:
        gone = index if index is not None else labels
        count = 1 if isinstance(gone, (str, int)) else None
        rows = table.rows - count if count is not None else unknown_size("how many rows are dropped is not known")
        changed = table.then(call.place, "without some rows", rows=rows, columns={})
    return result(call, self, changed, inplace)


def result(call: Call, self: Any, changed: Table, inplace: Any) -> Any:
    """A new frame, or None after the frame itself was changed."""
    if inplace is True:
        call.store[self] = changed
        return None
    return call.store.new(changed)
