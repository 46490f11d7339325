"""Metrics for masks: how far the predicted and the true regions overlap."""

from __future__ import annotations

from seqlint.keras.kinds import Anything, Boolean
from seqlint.keras.metrics.metric import metric


@metric(labels="binary", output="sigmoid", task="classes", better="up")
def BinaryIoU(
    target_class_ids: Anything = (0, 1), threshold: Anything = 0.5, name: Anything = None, dtype: Anything = None
) -> None:
    """The overlap of two masks divided by the area that they cover together; labels and outputs lie in 0 … 1.

    Args:
        target_class_ids: which of background (0) and object (1) count.
        threshold: from which output on a pixel counts as object.
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(labels="indices", output="any", task="classes", better="up", named=False)
def IoU(
    num_classes: Anything,
    target_class_ids: Anything,
    name: Anything = None,
    dtype: Anything = None,
    ignore_class: Anything = None,
    sparse_y_true: Boolean = True,
    sparse_y_pred: Boolean = True,
    axis: Anything = -1,
) -> None:
    """The overlap divided by the covered area, for the classes that you name.

    Unless told otherwise it expects class numbers on both sides; a model's softmax needs `sparse_y_pred=False`.

    Args:
        num_classes: how many classes there are.
        target_class_ids: the classes that count.
        name: the name in the logs.
        dtype: the number type that it is computed in.
        ignore_class: a class number that does not count.
        sparse_y_true: whether the labels are class numbers.
        sparse_y_pred: whether the predictions are class numbers.
        axis: the axis of the classes.
    """


@metric(labels="indices", output="any", task="classes", better="up", named=False)
def MeanIoU(
    num_classes: Anything,
    name: Anything = None,
    dtype: Anything = None,
    ignore_class: Anything = None,
    sparse_y_true: Boolean = True,
    sparse_y_pred: Boolean = True,
    axis: Anything = -1,
) -> None:
    """The overlap divided by the covered area, averaged over all classes.

    Unless told otherwise it expects class numbers on both sides; a model's softmax needs `sparse_y_pred=False`.

    Args:
        num_classes: how many classes there are.
        name: the name in the logs.
        dtype: the number type that it is computed in.
        ignore_class: a class number that does not count.
        sparse_y_true: whether the labels are class numbers.
        sparse_y_pred: whether the predictions are class numbers.
        axis: the axis of the classes.
    """


@metric(labels="one-hot", output="softmax", task="classes", better="up", named=False)
def OneHotIoU(
    num_classes: Anything,
    target_class_ids: Anything,
    name: Anything = None,
    dtype: Anything = None,
    ignore_class: Anything = None,
    sparse_y_pred: Boolean = False,
    axis: Anything = -1,
) -> None:
    """The overlap divided by the covered area, for the classes that you name; the labels are one-hot.

    Args:
        num_classes: how many classes there are.
        target_class_ids: the classes that count.
        name: the name in the logs.
        dtype: the number type that it is computed in.
        ignore_class: a class number that does not count.
        sparse_y_pred: whether the predictions are class numbers.
        axis: the axis of the classes.
    """


@metric(labels="one-hot", output="softmax", task="classes", better="up", named=False)
def OneHotMeanIoU(
    num_classes: Anything,
    name: Anything = None,
    dtype: Anything = None,
    ignore_class: Anything = None,
    sparse_y_pred: Boolean = False,
    axis: Anything = -1,
) -> None:
    """The overlap divided by the covered area, averaged over all classes; the labels are one-hot.

    Args:
        num_classes: how many classes there are.
        name: the name in the logs.
        dtype: the number type that it is computed in.
        ignore_class: a class number that does not count.
        sparse_y_pred: whether the predictions are class numbers.
        axis: the axis of the classes.
    """
