"""Methods of frames that give other rows, other columns or other values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.libraries.pandas.frame import F, lost, result, without
from seqlint.libraries.pandas.reading import names_of, new_table, series, table_of
from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.containers import DictRecord, Sequence, Slice
from seqlint.values.functions import Function, Partial
from seqlint.values.ops.numbers import dim_of, dtype_of
from seqlint.values.ops.reducing import cast, reduce
from seqlint.values.ops.slices import slice_length
from seqlint.values.shape import unknown_size
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


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
        return result(call, self, table.then(call.place, text, rows=rows, columns=columns), inplace)


_fewer_rows(("dropna", "drop_duplicates", "query", "truncate"), "how many rows stay depends on the data", "some rows")


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
        return result(call, self, changed, inplace)


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
    given = call.store.record(dtype, DictRecord)
    types = dict.fromkeys(table.columns, dtype) if given is None else given.entries
    columns = {name: cast(call, each, types[name]) if name in types else each for name, each in table.columns.items()}
    whole = dtype_of(dtype) if given is None else None
    return new_table(call, table, "in another type", dtype=whole, columns=columns, labels=table.labels)


@callee(f"{F}.reset_index", lifted=False)
def reset_index(
    call: Call, self: Any, level: Any = None, *, drop: Any = False, inplace: Any = False, **kwargs: Any
) -> Any:
    table = table_of(self, call)
    if table is None:
        return lost(call)
    if drop is True:
        return result(call, self, table.then(call.place, "the same rows"), inplace)
    changed = table.then(call.place, "the index as a column", width=table.width + 1, names=None)
    return result(call, self, changed, inplace)


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
        changed = without(call, table, wanted) if drop is True else table
    return result(call, self, changed, inplace)


@callee(f"{F}.rename", f"{F}.set_axis", lifted=False)
def rename(call: Call, self: Any, *args: Any, inplace: Any = False, **kwargs: Any) -> Any:
    table = table_of(self, call)
    if table is None:
        return lost(call)
    return result(call, self, table.then(call.place, "other names", names=None, columns={}), inplace)


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
    f"{F}.groupby",
    f"{F}.apply",
    f"{F}.agg",
    f"{F}.aggregate",
    f"{F}.stack",
    f"{F}.melt",
    f"{F}.nunique",
    f"{F}.value_counts",
    f"{F}.rolling",
    f"{F}.resample",
    f"{F}.eval",
    f"{F}.explode",
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


def _of_other_size(names: tuple[str, ...], text: str, *, rows: str = "", columns: str = "") -> None:
    """Methods of which only that is known: a frame comes out, and which of its sizes depend on the data."""

    @callee(*(f"{F}.{name}" for name in names))
    def method(call: Call, self: Any, *args: Any, **kwargs: Any) -> Any:
        table = table_of(self, call)
        if table is None:
            return lost(call)
        height = unknown_size(rows) if rows else table.rows
        width = unknown_size(columns) if columns else table.width
        names = None if columns else table.names
        return new_table(call, table, text, rows=height, width=width, names=names, columns={}, dtype=None, range=None)


_NUMERIC = "how many columns hold numbers is in the data"
_MATCHED = "which rows match is in the data"
_CHANGED = "which columns come out is in the data"

_of_other_size(("select_dtypes", "filter"), "some columns", columns=_CHANGED)
_of_other_size(("merge", "join", "pivot", "pivot_table"), "matched with another frame", rows=_MATCHED, columns=_CHANGED)
_of_other_size(
    ("describe", "corr", "cov"),
    "statistics of its columns",
    rows="which statistics there are depends on the columns",
    columns=_NUMERIC,
)
_of_other_size(("isnull", "isna", "notnull", "notna", "isin"), "a test of each value")


@callee(f"{F}.assign", lifted=False)
def assign(call: Call, self: Any, **columns: Any) -> Any:
    """A new frame with more columns; a function makes its column of the frame so far."""
    from seqlint.libraries.pandas.frame import set_item

    table = table_of(self, call)
    if table is None:
        return lost(call)
    made = new_table(call, table, "columns set")
    for name, value in columns.items():
        set_item(call, made, name, call.call(value, [made]) if isinstance(value, (Function, Partial)) else value)
    return made


@callee(f"{F}.transpose")
def transpose(call: Call, self: Any, *args: Any, **kwargs: Any) -> Any:
    table = table_of(self, call)
    if table is None:
        return lost(call)
    return new_table(call, table, "transposed", rows=table.width, width=table.rows, names=None, columns={})


@callee(f"{F}.append", f"{F}._append", lifted=False)
def append(call: Call, self: Any, other: Any = None, ignore_index: Any = False, *args: Any, **kwargs: Any) -> Any:
    from seqlint.libraries.pandas.reading import concat

    return concat(call, (self, other))
