"""pandas' DataFrame: rows, columns by name where they are known, and the array that it becomes.

A frame changes in place, so it is a record of the store; a Series is an `Array` whose library is "pandas".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from seqlint.values.array import Array, Labels, Step, promote
from seqlint.values.shape import Dim, Symbol, join_dims, unknown_size

if TYPE_CHECKING:
    from seqlint.values.place import Place


class Table(msgspec.Struct, frozen=True, eq=False):
    """A DataFrame.

    Attributes:
        rows: number of rows.
        width: number of columns.
        names: names of all columns in order, None where they are not all known.
        columns: the columns that are known, by name: those the program makes, and those it asked for.
        dtype: dtype of the values where all columns have the same.
        range: smallest and largest value, where known.
        history: how it came to be.
        source: what it was read from, in words ("`titanic.csv`"), for reasons.
        labels: what the frame says about classes, where it is one-hot as a whole.
    """

    type_path: ClassVar[str] = "pandas.DataFrame"

    rows: Dim
    width: Dim
    names: tuple[Any, ...] | None = None
    columns: dict[Any, Array] = {}
    dtype: str | None = None
    range: tuple[float, float] | None = None
    history: Step | None = None
    source: str = ""
    labels: Labels | None = None

    def then(self, place: Place | None, text: str, **changes: Any) -> Table:
        """This frame after one more step; its labels are dropped unless they are among the changes."""
        changes.setdefault("labels", None)
        changed = msgspec.structs.replace(self, **changes)
        step = Step(place, text, (changed.rows, changed.width), changed.dtype, changed.range, self.history)
        return msgspec.structs.replace(changed, history=step)

    def array(self, library: str = "pandas") -> Array:
        """Its values."""
        dtype, low_high = self.dtype, self.range
        if self.names and all(name in self.columns for name in self.names):
            columns = [self.columns[name] for name in self.names]
            dtype = columns[0].dtype
            for column in columns[1:]:
                dtype = promote(dtype, column.dtype)
            texts = {column.dtype in {"str", "object"} for column in columns if column.dtype is not None}
            dtype = "object" if len(texts) == 2 else dtype
            ranges = [column.range for column in columns]
            if all(ranges):
                low_high = (min(each[0] for each in ranges if each), max(each[1] for each in ranges if each))
        depth = len(self.history.chain()) if self.history else 0
        return Array((self.rows, self.width), dtype, low_high, self.labels, library, history=self.history, depth=depth)

    def join(self, other: Table) -> Table:
        """One frame for two paths."""
        reason = "it differs between paths"
        return Table(
            rows=join_dims(self.rows, other.rows, reason),
            width=join_dims(self.width, other.width, reason),
            names=self.names if self.names == other.names else None,
            columns={name: column for name, column in self.columns.items() if other.columns.get(name) is column},
            dtype=self.dtype if self.dtype == other.dtype else None,
            range=self.range if self.range == other.range else None,
            history=self.history,
            source=self.source if self.source == other.source else "",
        )


_fewer: dict[tuple[Dim, int], Dim] = {}
_MOST_FEWER = 4096


def fewer(width: Dim, count: int) -> Dim:
    """A number of columns after some are gone.

    A number without a name stays one symbol, so that the program can name it (`X.shape[1]`), and the same columns
    taken off the same frame give the same symbol.
    """
    if not isinstance(width, Symbol) or width.named:
        return width - count
    key = (width, count)
    if key not in _fewer:
        if len(_fewer) >= _MOST_FEWER:
            _fewer.clear()
        _fewer[key] = unknown_size(width.reason)
    return _fewer[key]


def those_fewer(width: Dim) -> list[tuple[int, Dim]]:
    """The numbers of columns that `fewer` made of this one, each with how many are gone."""
    return [(count, less) for (whole, count), less in _fewer.items() if whole is width or whole == width]
