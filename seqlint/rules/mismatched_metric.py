"""What Keras makes of a metric of classes whose labels are of another form than the metric compares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from seqlint.keras.layer import snake
from seqlint.keras.names import Named

if TYPE_CHECKING:
    from seqlint.keras.metrics import Metric
    from seqlint.rules.meeting import Meeting

_COLUMNS = frozenset({"f1_score", "fbeta_score", "f_beta_score", "r2_score"})
"""Metrics that count the columns of the labels."""
_PICKED = frozenset({"one_hot_io_u", "one_hot_mean_io_u"})
"""Metrics that take the largest of a row themselves, whatever the row is."""


class Mismatch(msgspec.Struct, frozen=True):
    """A metric that does not fit its labels.

    Attributes:
        name: the metric, as its function is called.
        wants: what it compares, in words.
        keras: what Keras raises; empty where it shows a wrong number.
        sometimes: whether it raises for most numbers of samples, and the number of a batch is not known.
    """

    name: str
    wants: str
    keras: str
    sometimes: bool = False


def mismatch(metric: object, met: Meeting) -> Mismatch | None:
    """What is wrong with a metric that is given next to a loss over several classes; None if nothing is.

    Args:
        metric: the metric.
        met: the labels that meet the loss, with one number or one row for each sample.
    """
    if not isinstance(metric, Named):
        return None
    name, entry = snake(metric.name), metric.entry
    if met.objective.kind == "categorical":
        wrong = name == "sparse_categorical_accuracy" and not met.single
        return Mismatch(name, "class numbers", "ValueError: Dimensions must be equal") if wrong else None
    if not met.single or _fits(metric):
        return None
    wants = "amounts" if entry.task == "quantities" else "rows"
    raised = _raised(name, entry, met)
    return Mismatch(name, wants, raised, raised == _INCOMPATIBLE and met.apart is None)


def _fits(metric: Named) -> bool:
    """Whether it takes class numbers, or may with its arguments."""
    entry = metric.entry
    if entry.resolved or any(metric.argument(name) is not None for name in ("class_id", "num_labels")):
        return True
    if metric.argument("multi_label", False) is not False:
        return True
    return entry.labels == "indices" or (entry.labels == "any" and metric.name != "Accuracy")


def _raised(name: str, entry: Metric, met: Meeting) -> str:
    """What Keras raises for class numbers next to several probabilities.

    Measured with every metric, for labels of shape (n,) and (n, 1).
    """
    flat, newer = len(met.shape) == 1, met.fit.target.major >= 3
    if name in {"binary_crossentropy", "categorical_crossentropy"}:
        same = "rank (ndim)" if flat else "shape"
        return f"ValueError: Arguments `target` and `output` must have the same {same}" if newer else _UNEQUAL
    if _thresholds(name, entry):
        return _INCOMPATIBLE if newer else _UNEQUAL
    if not newer and name == "accuracy":
        return _UNEQUAL
    if not newer:
        return "ValueError: Tensor conversion requested dtype float32" if name in _COLUMNS - {"r2_score"} else ""
    if not flat or name == "categorical_accuracy" or name in _PICKED:
        return ""
    if name in _COLUMNS:
        return "ValueError: … expects 2D inputs with shape (batch_size, output_dim)"
    if name == "top_k_categorical_accuracy":
        return "ValueError: Shape must be rank 1 but is rank 0"
    return "" if met.apart is False else _INCOMPATIBLE


_INCOMPATIBLE = "InvalidArgumentError: Incompatible shapes"
_UNEQUAL = "ValueError: Shapes (None, …) and (None, 1) are incompatible"


def _thresholds(name: str, entry: Metric) -> bool:
    """Whether it counts how many values lie above thresholds, as Precision, AUC and TruePositives do."""
    return entry.labels == "binary" and entry.output == "sigmoid" and name != "binary_accuracy"
