"""`sklearn.preprocessing`'s functions, which fit and transform in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.libraries.sklearn.preprocessing import Transformer, transformed
from seqlint.values.callee import callee

if TYPE_CHECKING:
    from seqlint.values.call import Call


@callee(
    "sklearn.preprocessing.scale",
    "sklearn.preprocessing.normalize",
    "sklearn.preprocessing.minmax_scale",
    "sklearn.preprocessing.robust_scale",
)
def scale(call: Call, X: Any, *args: Any, **kwargs: Any) -> Any:
    return transformed(call, Transformer("scaler"), X, fitted_here=True)


@callee("sklearn.preprocessing.label_binarize")
def label_binarize(call: Call, y: Any, *, classes: Any, **kwargs: Any) -> Any:
    from seqlint.values.ops.elements import length_of

    count = length_of(classes, call)
    return transformed(call, Transformer("binarizer", classes=count), y, fitted_here=False)
