"""SciPy: what keeps the shape of an array."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.ops.making import as_array

if TYPE_CHECKING:
    from seqlint.values.call import Call


@callee("scipy.stats.zscore")
def zscore(call: Call, a: Any, *args: Any, **kwargs: Any) -> Any:
    array = as_array(a, call)
    if not isinstance(array, Array):
        return array
    return array.then(call.place, "shifted and scaled", dtype="float64", range=None, library="numpy")


@callee("scipy.special.expit", "scipy.special.softmax")
def probabilities(call: Call, x: Any, *args: Any, **kwargs: Any) -> Any:
    array = as_array(x, call)
    if not isinstance(array, Array):
        return array
    return array.then(call.place, "probabilities", dtype="float64", range=(0.0, 1.0), library="numpy")


@callee("scipy.ndimage.gaussian_filter", "scipy.ndimage.median_filter", "scipy.signal.medfilt")
def smoothed(call: Call, input: Any, *args: Any, **kwargs: Any) -> Any:
    array = as_array(input, call)
    return array.then(call.place, "smoothed", library="numpy") if isinstance(array, Array) else array
