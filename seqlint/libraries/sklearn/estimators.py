"""Metrics and the other models of scikit-learn: numbers that the data decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.libraries import everything_under
from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.ops.making import as_array
from seqlint.values.ops.reducing import classes_of
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call


@callee("sklearn.metrics.confusion_matrix")
def confusion_matrix(call: Call, y_true: Any = None, y_pred: Any = None, **kwargs: Any) -> Any:
    array = as_array(y_true, call)
    if isinstance(array, Unknown):
        return unknown("how many classes occur depends on the data", call.place)
    count = classes_of(array)
    return Array((count, count), "int64").then(call.place, "how often each class was taken for each")


@callee("sklearn.utils.class_weight.compute_class_weight")
def compute_class_weight(call: Call, class_weight: Any = None, *, classes: Any = None, y: Any = None) -> Any:
    array = as_array(classes, call) if classes is not None else unknown("the classes are not known")
    if isinstance(array, Unknown) or array.shape == ():
        return unknown("how many classes there are is not known", call.place)
    return Array((array.axis(0),), "float64").then(call.place, "a weight for each class")


@callee("sklearn.utils.class_weight.compute_sample_weight", "sklearn.utils.compute_sample_weight")
def compute_sample_weight(call: Call, class_weight: Any, y: Any, *, indices: Any = None) -> Any:
    array = as_array(y, call)
    if isinstance(array, Unknown) or array.shape == ():
        return unknown("how many labels there are is not known", call.place)
    return Array((array.axis(0),), "float64").then(call.place, "a weight for each sample")


@everything_under("sklearn.metrics")
def metric(call: Call, arguments: Arguments) -> Any:
    return unknown("it is computed from the data", call.place)
