"""imbalanced-learn: samples of rare classes made, or those of frequent ones left out, until all are as many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from seqlint.libraries import everything_under
from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.ops.making import as_array
from seqlint.values.shape import unknown_shape, unknown_size
from seqlint.values.table import Table
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call

_COUNT = "how many samples there are after resampling depends on the data"


class Sampler(msgspec.Struct, frozen=True):
    """A sampler, such as `SMOTE()`."""

    type_path: ClassVar[str] = "imblearn.Sampler"


@everything_under("imblearn.over_sampling", "imblearn.under_sampling", "imblearn.combine")
def sampler(call: Call, arguments: Arguments) -> Any:
    return Sampler()


@callee("imblearn.Sampler.fit_resample", "imblearn.Sampler.fit_sample", lifted=False)
def fit_resample(call: Call, self: Any, X: Any, y: Any, **kwargs: Any) -> Any:
    """Features and labels with other rows; the columns and the classes stay."""
    rows = unknown_size(_COUNT)
    return _resampled(call, X, rows), _resampled(call, y, rows)


def _resampled(call: Call, value: Any, rows: Any) -> Any:
    table: Table | None = call.store.record(value, Table)
    if table is not None:
        columns = {
            name: msgspec.structs.replace(each, shape=(rows,), content=None) for name, each in table.columns.items()
        }
        return call.store.new(table.then(call.place, "resampled", rows=rows, columns=columns, labels=table.labels))
    array = as_array(value, call)
    if isinstance(array, Unknown):
        return unknown(array.reason, call.place)
    if isinstance(array.shape, tuple):
        shape: Any = (rows, *array.shape[1:])
    else:
        shape = unknown_shape(array.shape.reason, array.shape.last)
        shape.axes[0] = rows
    made: Array = array.then(call.place, "resampled", shape=shape, labels=array.labels)
    return made
