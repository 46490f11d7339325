"""Many numbers to few: `mean`, `max`, `argmax`, `unique`, `sort` … as functions and as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.ops import layout, reducing
from seqlint.values.ops.indexing import take as take_elements
from seqlint.values.ops.making import as_array
from seqlint.values.ops.numbers import axis_of, dim_of, integer_of
from seqlint.values.shape import Dim, product, unknown_shape, unknown_size
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call

_NAMES = {
    "sum": "sum",
    "nansum": "sum",
    "mean": "mean",
    "nanmean": "mean",
    "std": "std",
    "nanstd": "std",
    "var": "var",
    "nanvar": "var",
    "prod": "prod",
}

_EXTREMES = {
    "max": "max",
    "amax": "max",
    "nanmax": "max",
    "min": "min",
    "amin": "min",
    "nanmin": "min",
    "any": "any",
    "all": "all",
}


def _with_dtype(name: str, kind: str) -> None:
    @callee(f"numpy.{name}", f"numpy.ndarray.{name}")
    def function(
        call: Call, a: Any, axis: Any = None, dtype: Any = None, out: Any = None, ddof: Any = 0, keepdims: Any = False,
        **kwargs: Any,
    ) -> Any:  # fmt: skip
        spread = kind in {"std", "var"} and ddof != 0
        return reducing.reduce(call, "deviation" if spread else kind, a, axis, keepdims=keepdims, dtype=dtype)


def _without_dtype(name: str, kind: str) -> None:
    @callee(f"numpy.{name}", f"numpy.ndarray.{name}")
    def function(call: Call, a: Any, axis: Any = None, out: Any = None, keepdims: Any = False, **kwargs: Any) -> Any:
        return reducing.reduce(call, kind, a, axis, keepdims=keepdims)


for _name, _kind in _NAMES.items():
    _with_dtype(_name, _kind)
for _name, _kind in _EXTREMES.items():
    _without_dtype(_name, _kind)


@callee("numpy.median", "numpy.nanmedian")
def median(
    call: Call, a: Any, axis: Any = None, out: Any = None, overwrite_input: Any = False, keepdims: Any = False
) -> Any:
    return reducing.reduce(call, "median", a, axis, keepdims=keepdims)


@callee("numpy.average")
def average(
    call: Call, a: Any, axis: Any = None, weights: Any = None, returned: Any = False, *, keepdims: Any = False
) -> Any:
    return reducing.reduce(call, "average" if weights is None else "weighted", a, axis, keepdims=keepdims)


@callee("numpy.ptp", "numpy.ndarray.ptp")
def ptp(call: Call, a: Any, axis: Any = None, out: Any = None, keepdims: Any = False) -> Any:
    return reducing.reduce(call, "spread", a, axis, keepdims=keepdims)


@callee("numpy.percentile", "numpy.quantile", "numpy.nanpercentile", "numpy.nanquantile")
def percentile(
    call: Call, a: Any, q: Any, axis: Any = None, out: Any = None, *, keepdims: Any = False, **kwargs: Any
) -> Any:
    found = reducing.reduce(call, "quantile", a, axis, keepdims=keepdims)
    wanted = as_array(q, call)
    if (
        isinstance(found, Array)
        and isinstance(wanted, Array)
        and isinstance(wanted.shape, tuple)
        and isinstance(found.shape, tuple)
    ):
        return found.then(call.place, "quantiles", shape=wanted.shape + found.shape)
    return unknown("which quantiles are asked for is not known", call.place)


@callee(
    "numpy.argmax", "numpy.ndarray.argmax", "numpy.argmin", "numpy.ndarray.argmin", "numpy.nanargmax",
    "numpy.nanargmin", told=True,
)  # fmt: skip
def argmax(call: Call, a: Any, axis: Any = None, out: Any = None, *, keepdims: Any = False) -> Any:
    return reducing.argmax(call, a, axis, keepdims=keepdims)


@callee("numpy.argsort", "numpy.ndarray.argsort", "numpy.argpartition")
def argsort(call: Call, a: Any, axis: Any = -1, kind: Any = None, order: Any = None, *, stable: Any = None) -> Any:
    array = as_array(a, call)
    if isinstance(array, Unknown):
        return array
    if array.shape == () or axis is None:
        array = as_array(layout.flatten(call, array), call)
        if isinstance(array, Unknown):
            return array
    size = array.shape[-1] if isinstance(array.shape, tuple) and array.shape and axis in {-1, None} else None
    low_high = (0, size - 1) if isinstance(size, int) and size else None
    return array.then(call.place, "the order of the elements", dtype="int64", range=low_high, image=False)


@callee("numpy.sort", "numpy.partition")
def sort(call: Call, a: Any, axis: Any = -1, kind: Any = None, order: Any = None, *, stable: Any = None) -> Any:
    array = as_array(a, call)
    if isinstance(array, Array) and isinstance(array.content, tuple) and array.rank == 1:
        try:
            return array.then(call.place, "sorted", content=tuple(sorted(array.content)), labels=array.labels)
        except TypeError:
            return array.then(call.place, "sorted")
    return layout.reorder(call, a, "sorted", samples=isinstance(array, Array) and array.rank == 1)


@callee("numpy.unique")
def unique(
    call: Call, ar: Any, return_index: Any = False, return_inverse: Any = False, return_counts: Any = False,
    axis: Any = None, *, equal_nan: Any = True, sorted: Any = True,
) -> Any:  # fmt: skip
    values = reducing.distinct(call, ar) if axis is None else unknown("rows that differ depend on the data", call.place)
    if isinstance(values, Unknown):
        return values
    several = [flag for flag in (return_index, return_inverse, return_counts) if flag is True]
    if not several:
        return values
    results = [values]
    for flag, inverse in ((return_index, False), (return_inverse, True), (return_counts, False)):
        if flag is True:
            results.append(
                _inverse(call, ar, values)
                if inverse
                else values.then(call.place, "positions or counts", dtype="int64", range=None)
            )
    return tuple(results)


def _inverse(call: Call, ar: Any, values: Array) -> Any:
    array = as_array(ar, call)
    if isinstance(array, Unknown):
        return array
    from seqlint.values.ops.making import indices

    shape = (product(array.shape),) if isinstance(array.shape, tuple) else (unknown_size("the rank is not known"),)
    labels = indices(values.axis(0), call, proven=True)
    return array.then(call.place, "the class of each element", shape=shape, dtype="int64", range=None, labels=labels)


@callee("numpy.bincount")
def bincount(call: Call, x: Any, weights: Any = None, minlength: Any = 0) -> Any:
    array = as_array(x, call)
    highest = (
        array.labels.highest if isinstance(array, Array) and array.labels is not None and array.labels.proven else None
    )
    size = highest + 1 if highest is not None else unknown_size("the largest number is in the data")
    return Array((size,), "int64").then(call.place, "how often each number occurs")


@callee("numpy.histogram")
def histogram(call: Call, a: Any, bins: Any = 10, range: Any = None, density: Any = None, weights: Any = None) -> Any:
    count = dim_of(bins)
    size = unknown_size("the number of bins is not known") if count is None or not isinstance(bins, int) else count
    return (
        Array((size,), "int64").then(call.place, "counts"),
        Array((size + 1,), "float64").then(call.place, "edges"),
    )


@callee("numpy.count_nonzero")
def count_nonzero(call: Call, a: Any, axis: Any = None, *, keepdims: Any = False) -> Any:
    return reducing.reduce(call, "count", a, axis, keepdims=keepdims, dtype="int64")


@callee("numpy.nonzero", "numpy.ndarray.nonzero", "numpy.flatnonzero")
def nonzero(call: Call, a: Any) -> Any:
    return reducing.nonzero(call, a)


@callee("numpy.argwhere")
def argwhere(call: Call, a: Any) -> Any:
    array = as_array(a, call)
    rank: Dim = (
        array.rank if isinstance(array, Array) and array.rank is not None else unknown_size("the rank is not known")
    )
    return Array((unknown_size("how many are found depends on the data"), rank), "int64").then(call.place, "positions")


@callee("numpy.cumsum", "numpy.ndarray.cumsum", "numpy.cumprod", "numpy.ndarray.cumprod")
def cumsum(call: Call, a: Any, axis: Any = None, dtype: Any = None, out: Any = None) -> Any:
    return reducing.accumulate(call, a, axis, "running totals")


@callee("numpy.diff")
def diff(call: Call, a: Any, n: Any = 1, axis: Any = -1, prepend: Any = None, append: Any = None) -> Any:
    if prepend is not None or append is not None:
        return unknown("seqlint does not follow `prepend` of `np.diff`", call.place)
    return reducing.difference(call, a, n, axis)


@callee("numpy.gradient")
def gradient(call: Call, f: Any, *args: Any, **kwargs: Any) -> Any:
    array = as_array(f, call)
    if isinstance(array, Array) and array.rank == 1:
        return array.then(call.place, "slopes", dtype="float64", range=None)
    return unknown("the number of axes of the slopes is not known", call.place)


@callee("numpy.take", "numpy.ndarray.take")
def take(call: Call, a: Any, indices: Any, axis: Any = None, out: Any = None, mode: Any = "raise") -> Any:
    array = as_array(a, call)
    if isinstance(array, Unknown):
        return array
    number = integer_of(axis)
    if axis is not None and number is None:
        return unknown("along which axis elements are taken is not known", call.place)
    return take_elements(call, array, indices, number)


@callee("numpy.take_along_axis")
def take_along_axis(call: Call, arr: Any, indices: Any, axis: Any = -1) -> Any:
    array, picked = as_array(arr, call), as_array(indices, call)
    if isinstance(array, Unknown) or isinstance(picked, Unknown):
        return array
    return array.then(call.place, "picked elements", shape=picked.shape)


@callee("numpy.compress", "numpy.extract")
def compress(call: Call, condition: Any, a: Any, axis: Any = None) -> Any:
    array = as_array(a, call)
    if isinstance(array, Unknown):
        return array
    count = unknown_size("how many elements the condition selects depends on the data")
    if axis is None:
        return array.then(call.place, "selected elements", shape=(count,))
    at = axis_of(axis, array.rank) if array.rank is not None else None
    if at is None or not isinstance(array.shape, tuple):
        return array.then(call.place, "selected elements", shape=unknown_shape("along which axis is not known"))
    return array.then(call.place, "selected elements", shape=(*array.shape[:at], count, *array.shape[at + 1 :]))


@callee("numpy.array_equal", "numpy.allclose", "numpy.array_equiv", "numpy.shares_memory", "numpy.may_share_memory")
def array_equal(call: Call, a1: Any, a2: Any, *args: Any, **kwargs: Any) -> Any:
    return unknown("whether the arrays are equal depends on their numbers", call.place)


@callee("numpy.corrcoef", "numpy.cov")
def corrcoef(call: Call, x: Any, *args: Any, **kwargs: Any) -> Any:
    array = as_array(x, call)
    if isinstance(array, Array) and array.rank == 2 and not args and not kwargs:
        return array.then(
            call.place, "how the rows vary together", shape=(array.axis(0), array.axis(0)), dtype="float64", range=None
        )
    return unknown("the shape of the correlations is not known", call.place)


@callee("numpy.trapz", "numpy.trapezoid", "numpy.trace")
def total(call: Call, a: Any, *args: Any, **kwargs: Any) -> Any:
    return unknown("it is computed from the data", call.place)
