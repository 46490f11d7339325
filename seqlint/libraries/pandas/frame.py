"""Methods, attributes and subscripts of frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from seqlint.libraries.pandas.reading import names_of, new_table, series, table_of
from seqlint.libraries.pandas.selecting import by_labels, by_positions, column, columns_by_name, rows_where
from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.containers import Sequence, Slice
from seqlint.values.ops.making import as_array
from seqlint.values.ops.numbers import dim_of, dtype_of
from seqlint.values.ops.reducing import cast, reduce
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
        call.store[self.frame] = table.then(call.place, "a part set", columns={}, range=None, dtype=None)
    return None


@callee(f"{F}.__getitem__")
def item(call: Call, self: Any, key: Any) -> Any:
    table = table_of(self, call)
    if table is None:
        return lost(call)
    if isinstance(key, str | int):
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
        return series(msgspec.structs.replace(made, shape=(table.rows,), content=None))
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
    call.store[self] = _without(call, rest, (item,))
    return found


def _without(call: Call, table: Table, wanted: tuple[Any, ...]) -> Table:
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
        changed = _without(call, table, wanted)
    elif by_column:
        size = unknown_size("which columns are dropped is not known")
        changed = table.then(call.place, "without some columns", width=size, names=None, columns={})
    else:
        gone = index if index is not None else labels
        count = 1 if isinstance(gone, str | int) else None
        rows = table.rows - count if count is not None else unknown_size("how many rows are dropped is not known")
        changed = table.then(call.place, "without some rows", rows=rows, columns={})
    return _result(call, self, changed, inplace)


def _result(call: Call, self: Any, changed: Table, inplace: Any) -> Any:
    if inplace is True:
        call.store[self] = changed
        return None
    return call.store.new(changed)


def _fewer_rows(names: tuple[str, ...], reason: str, text: str) -> None:
    @callee(*(f"{F}.{name}" for name in names), lifted=False)
    def method(call: Call, self: Any, *args: Any, inplace: Any = False, **kwargs: Any) -> Any:
        table = table_of(self, call)
        if table is None:
            return lost(call)
        rows = unknown_size(reason)
        columns = {
            name: msgspec.structs.replace(each, shape=(rows,), content=None) for name, each in table.columns.items()
        }
        return _result(call, self, table.then(call.place, text, rows=rows, columns=columns), inplace)


_fewer_rows(
    ("dropna", "drop_duplicates", "query", "filter", "truncate"), "how many rows stay depends on the data", "some rows"
)


def _same_rows(names: tuple[str, ...], text: str, *, keep: bool) -> None:
    @callee(*(f"{F}.{name}" for name in names), lifted=False)
    def method(call: Call, self: Any, *args: Any, inplace: Any = False, **kwargs: Any) -> Any:
        table = table_of(self, call)
        if table is None:
            return lost(call)
        columns = table.columns if keep else {}
        changed = table.then(
            call.place,
            text,
            columns=columns,
            range=table.range if keep else None,
            labels=table.labels if keep else None,
        )
        return _result(call, self, changed, inplace)


_same_rows(
    ("copy", "sort_values", "sort_index", "infer_objects", "convert_dtypes", "set_flags"), "the same rows", keep=True
)
_same_rows(
    (
        "fillna",
        "replace",
        "interpolate",
        "ffill",
        "bfill",
        "clip",
        "round",
        "abs",
        "rank",
        "diff",
        "shift",
        "where",
        "mask",
        "cumsum",
        "applymap",
        "transform",
    ),
    "changed values",
    keep=False,
)


@callee(f"{F}.astype")
def astype(call: Call, self: Any, dtype: Any, copy: Any = None, errors: Any = "raise") -> Any:
    table = table_of(self, call)
    if table is None:
        return lost(call)
    return new_table(call, table, "in another type", dtype=dtype_of(dtype), columns={}, labels=table.labels)


@callee(f"{F}.reset_index", lifted=False)
def reset_index(
    call: Call, self: Any, level: Any = None, *, drop: Any = False, inplace: Any = False, **kwargs: Any
) -> Any:
    table = table_of(self, call)
    if table is None:
        return lost(call)
    if drop is True:
        return _result(call, self, table.then(call.place, "the same rows"), inplace)
    changed = table.then(call.place, "the index as a column", width=table.width + 1, names=None)
    return _result(call, self, changed, inplace)


@callee(f"{F}.set_index", lifted=False)
def set_index(call: Call, self: Any, keys: Any, *, drop: Any = True, inplace: Any = False, **kwargs: Any) -> Any:
    table = table_of(self, call)
    wanted = names_of(keys, call)
    if table is None:
        return lost(call)
    if wanted is None:
        changed = table.then(
            call.place, "an index set", width=unknown_size("what becomes the index is not known"), names=None
        )
    else:
        changed = _without(call, table, wanted) if drop is True else table
    return _result(call, self, changed, inplace)


@callee(f"{F}.rename", f"{F}.set_axis", lifted=False)
def rename(call: Call, self: Any, *args: Any, inplace: Any = False, **kwargs: Any) -> Any:
    table = table_of(self, call)
    if table is None:
        return lost(call)
    return _result(call, self, table.then(call.place, "other names", names=None, columns={}), inplace)


@callee(f"{F}.head", f"{F}.tail")
def head(call: Call, self: Any, n: Any = 5) -> Any:
    table = table_of(self, call)
    if table is None:
        return lost(call)
    return new_table(
        call, table, "a few rows", rows=slice_length(table.rows, Slice(None, n, None), samples=True), columns={}
    )


@callee(f"{F}.sample")
def sample(call: Call, self: Any, n: Any = None, frac: Any = None, *args: Any, **kwargs: Any) -> Any:
    table = table_of(self, call)
    if table is None:
        return lost(call)
    size = dim_of(n) if n is not None else table.rows if frac == 1 else None
    rows = unknown_size("how many rows are drawn is not known") if size is None else size
    return new_table(
        call, table, "rows drawn at random", rows=rows, columns=table.columns if rows == table.rows else {}
    )


@callee(f"{F}.insert", lifted=False)
def insert(call: Call, self: Any, loc: Any, column: Any, value: Any, allow_duplicates: Any = False) -> Any:
    table = table_of(self, call)
    if table is not None:
        call.store[self] = table.then(call.place, "a column put in", width=table.width + 1, names=None)
    return None


@callee(
    f"{F}.select_dtypes",
    f"{F}.groupby",
    f"{F}.merge",
    f"{F}.join",
    f"{F}.pivot",
    f"{F}.pivot_table",
    f"{F}.apply",
    f"{F}.agg",
    f"{F}.aggregate",
    f"{F}.corr",
    f"{F}.describe",
    f"{F}.stack",
    f"{F}.melt",
    f"{F}.isnull",
    f"{F}.isna",
    f"{F}.notnull",
    f"{F}.nunique",
    f"{F}.value_counts",
    f"{F}.rolling",
    f"{F}.resample",
    f"{F}.eval",
    f"{F}.explode",
    f"{F}.assign",
    f"{F}.append",
)
def complicated(call: Call, self: Any, *args: Any, **kwargs: Any) -> Any:
    return unknown("what this makes of the frame depends on the data", call.place)


@callee(f"{F}.info", f"{F}.hist", f"{F}.boxplot", f"{F}.to_csv", f"{F}.to_pickle", f"{F}.to_json", f"{F}.to_excel")
def nothing(call: Call, self: Any, *args: Any, **kwargs: Any) -> Any:
    return None


def _reduction(name: str) -> None:
    @callee(f"{F}.{name}")
    def method(call: Call, self: Any, axis: Any = 0, *args: Any, **kwargs: Any) -> Any:
        table = table_of(self, call)
        found = (
            lost(call)
            if table is None
            else reduce(
                call,
                name if name != "std" else "deviation",
                table.array(),
                0 if axis in {None, "index"} else 1 if axis == "columns" else axis,
            )
        )
        return series(found) if isinstance(found, Array) else found


for _name in ("sum", "mean", "min", "max", "std", "median", "prod", "any", "all"):
    _reduction(_name)


@callee(f"{F}.iterrows", f"{F}.itertuples", f"{F}.items", f"{F}.iteritems")
def iterate(call: Call, self: Any, *args: Any, **kwargs: Any) -> Any:
    table = table_of(self, call)
    if table is None:
        return lost(call)
    return unknown("seqlint does not follow the rows of a frame one by one", call.place)


@callee(f"{F}.__iter__")
def names(call: Call, self: Any) -> Any:
    table = table_of(self, call)
    if table is None:
        return lost(call)
    if table.names is not None:
        from seqlint.values.join import one_of

        return Sequence(one_of(table.names), len(table.names))
    return Sequence(unknown("the names of the columns are in the data", call.place), table.width)
