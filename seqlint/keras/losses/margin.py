"""Losses that want a margin between right and wrong, or an overlap: hinge and its relatives, and masks."""

from __future__ import annotations

from seqlint.keras.kinds import Anything, Boolean
from seqlint.keras.losses.loss import Reduction, loss


@loss(labels="binary", output="linear")
def Hinge(reduction: Reduction = "sum_over_batch_size", name: Anything = "hinge", dtype: Anything = None) -> None:
    """How far a score is from the right side of a margin: max(0, 1 - label · score).

    For yes/no in the manner of a support vector machine. Labels are -1 or 1 (0 is taken as -1); the last layer is
    `Dense(1)` without activation, or with tanh.

    Args:
        reduction: how the losses of a batch become one number.
        name: the name of the loss in the logs.
        dtype: the number type that the loss is computed in.
    """


@loss(labels="binary", output="linear")
def SquaredHinge(
    reduction: Reduction = "sum_over_batch_size", name: Anything = "squared_hinge", dtype: Anything = None
) -> None:
    """The hinge loss squared: scores far on the wrong side count more.

    Labels are -1 or 1 (0 is taken as -1); the last layer is `Dense(1)` without activation, or with tanh.

    Args:
        reduction: how the losses of a batch become one number.
        name: the name of the loss in the logs.
        dtype: the number type that the loss is computed in.
    """


@loss(labels="one-hot", output="linear")
def CategoricalHinge(
    reduction: Reduction = "sum_over_batch_size", name: Anything = "categorical_hinge", dtype: Anything = None
) -> None:
    """How far the score of the right class is from standing 1 above the best wrong one.

    For one class out of several. Labels are one-hot rows; the last layer has one unit a class and no activation.

    Args:
        reduction: how the losses of a batch become one number.
        name: the name of the loss in the logs.
        dtype: the number type that the loss is computed in.
    """


@loss(labels="binary", output="sigmoid", generations=(3,), since=(3, 3))
def Dice(
    reduction: Reduction = "sum_over_batch_size",
    name: Anything = "dice",
    axis: Anything = None,
    dtype: Anything = None,
) -> None:
    """One minus the overlap of two masks.

    For segmentation, above all where the object covers few pixels. Labels are masks of 0 and 1 of the output's shape;
    the last layer has sigmoid.

    Args:
        reduction: how the losses of a batch become one number.
        name: the name of the loss in the logs.
        axis: the axes over which a mask is summed; None sums over the whole batch.
        dtype: the number type that the loss is computed in.
    """


@loss(labels="binary", output="sigmoid", generations=(3,), since=(3, 3))
def Tversky(
    alpha: Anything = 0.5,
    beta: Anything = 0.5,
    reduction: Reduction = "sum_over_batch_size",
    name: Anything = "tversky",
    axis: Anything = None,
    dtype: Anything = None,
) -> None:
    """A dice loss that can punish missed pixels and false pixels differently.

    Labels are masks of 0 and 1 of the output's shape; the last layer has sigmoid.

    Args:
        alpha: how much a false pixel costs.
        beta: how much a missed pixel costs.
        reduction: how the losses of a batch become one number.
        name: the name of the loss in the logs.
        axis: the axes over which a mask is summed; None sums over the whole batch.
        dtype: the number type that the loss is computed in.
    """


@loss(labels="indices", output="linear", shapes="free", generations=(3,), since=(3, 7))
def Circle(
    gamma: Anything = 80.0,
    margin: Anything = 0.4,
    remove_diagonal: Boolean = True,
    reduction: Reduction = "sum_over_batch_size",
    name: Anything = "circle",
    dtype: Anything = None,
) -> None:
    """Pulls vectors of one class together and pushes those of different classes apart.

    For embeddings (faces, products). Labels are class numbers; the output is one vector a sample, of length 1.

    Args:
        gamma: how strongly the distances are stretched.
        margin: how far apart the classes should be.
        remove_diagonal: whether a sample is not compared with itself.
        reduction: how the losses of a batch become one number.
        name: the name of the loss in the logs.
        dtype: the number type that the loss is computed in.
    """
