"""Losses for quantities."""

from __future__ import annotations

from seqlint.keras.kinds import Anything
from seqlint.keras.losses.loss import Reduction, loss


@loss(labels="continuous", output="linear", short="mse")
def MeanSquaredError(
    reduction: Reduction = "sum_over_batch_size", name: Anything = "mean_squared_error", dtype: Anything = None
) -> None:
    """The mean of the squared differences between prediction and target.

    The usual loss for a quantity (a price, a temperature). The last layer has as many units as there are quantities,
    and no activation. Large errors count much more than small ones; where a few wild values spoil it, take `huber` or
    `mae`. It is no loss for classes. Shapes that differ are stretched without a word: (n,) against (n, 1) is made
    equal, but (n, 1) against (n, 10) trains on nonsense.

    Args:
        reduction: how the losses of a batch become one number.
        name: the name of the loss in the logs.
        dtype: the number type that the loss is computed in.
    """


@loss(labels="continuous", output="linear", short="mae")
def MeanAbsoluteError(
    reduction: Reduction = "sum_over_batch_size", name: Anything = "mean_absolute_error", dtype: Anything = None
) -> None:
    """The mean of the differences between prediction and target, without their signs.

    For a quantity, in the unit of the quantity itself. Wild values count less than with `mse`. The last layer has no
    activation.

    Args:
        reduction: how the losses of a batch become one number.
        name: the name of the loss in the logs.
        dtype: the number type that the loss is computed in.
    """


@loss(labels="continuous", output="linear", short="mape")
def MeanAbsolutePercentageError(
    reduction: Reduction = "sum_over_batch_size",
    name: Anything = "mean_absolute_percentage_error",
    dtype: Anything = None,
) -> None:
    """The mean difference as a percentage of the target.

    For positive quantities of very different sizes. A target of 0 makes it explode.

    Args:
        reduction: how the losses of a batch become one number.
        name: the name of the loss in the logs.
        dtype: the number type that the loss is computed in.
    """


@loss(labels="continuous", output="linear", short="msle")
def MeanSquaredLogarithmicError(
    reduction: Reduction = "sum_over_batch_size",
    name: Anything = "mean_squared_logarithmic_error",
    dtype: Anything = None,
) -> None:
    """The mean squared difference of the logarithms of prediction and target.

    For positive quantities where the factor matters, not the difference. Values below 0 are taken as 0.

    Args:
        reduction: how the losses of a batch become one number.
        name: the name of the loss in the logs.
        dtype: the number type that the loss is computed in.
    """


@loss(labels="continuous", output="linear", two=("huber_loss",))
def Huber(
    delta: Anything = 1.0,
    reduction: Reduction = "sum_over_batch_size",
    name: Anything = "huber_loss",
    dtype: Anything = None,
) -> None:
    """Squared for small differences, straight for large ones.

    For a quantity with some wild values: near the target it is `mse`, far away `mae`. The last layer has no activation.

    Args:
        delta: the difference at which it turns from one into the other.
        reduction: how the losses of a batch become one number.
        name: the name of the loss in the logs.
        dtype: the number type that the loss is computed in.
    """


@loss(labels="continuous", output="linear", two=("logcosh",), callables=("logcosh",))
def LogCosh(reduction: Reduction = "sum_over_batch_size", name: Anything = "log_cosh", dtype: Anything = None) -> None:
    """The logarithm of the hyperbolic cosine of the difference: a smooth `huber`.

    For a quantity with some wild values. The last layer has no activation.

    Args:
        reduction: how the losses of a batch become one number.
        name: the name of the loss in the logs.
        dtype: the number type that the loss is computed in.
    """


@loss(labels="continuous", output="any")
def CosineSimilarity(
    axis: Anything = -1,
    reduction: Reduction = "sum_over_batch_size",
    name: Anything = "cosine_similarity",
    dtype: Anything = None,
) -> None:
    """How far prediction and target point in different directions: -1 the same, 0 at right angles, 1 opposite.

    For vectors whose length does not matter (embeddings). With one unit it only tells the sign.

    Args:
        axis: the axis along which the vectors lie.
        reduction: how the losses of a batch become one number.
        name: the name of the loss in the logs.
        dtype: the number type that the loss is computed in.
    """
