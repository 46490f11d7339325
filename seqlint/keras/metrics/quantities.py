"""Metrics for quantities."""

from __future__ import annotations

from seqlint.keras.kinds import Anything
from seqlint.keras.metrics.metric import metric


@metric(
    labels="continuous", output="linear", task="quantities", better="down", short="mse", function="mean_squared_error"
)
def MeanSquaredError(name: Anything = "mean_squared_error", dtype: Anything = None) -> None:
    """The mean of the squared differences between prediction and target.

    Args:
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(labels="continuous", output="linear", task="quantities", better="down")
def RootMeanSquaredError(name: Anything = "root_mean_squared_error", dtype: Anything = None) -> None:
    """The root of the mean squared difference: a typical error in the unit of the quantity.

    Args:
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(
    labels="continuous", output="linear", task="quantities", better="down", short="mae", function="mean_absolute_error"
)
def MeanAbsoluteError(name: Anything = "mean_absolute_error", dtype: Anything = None) -> None:
    """How far a prediction is off on average, in the unit of the quantity. The number to watch in a regression.

    Args:
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(
    labels="continuous",
    output="linear",
    task="quantities",
    better="down",
    short="mape",
    function="mean_absolute_percentage_error",
)
def MeanAbsolutePercentageError(name: Anything = "mean_absolute_percentage_error", dtype: Anything = None) -> None:
    """How far a prediction is off on average, as a percentage of the target. A target of 0 makes it explode.

    Args:
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(
    labels="continuous",
    output="linear",
    task="quantities",
    better="down",
    short="msle",
    function="mean_squared_logarithmic_error",
)
def MeanSquaredLogarithmicError(name: Anything = "mean_squared_logarithmic_error", dtype: Anything = None) -> None:
    """The mean squared difference of the logarithms: how far off the factor is.

    Args:
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(
    labels="continuous",
    output="linear",
    task="quantities",
    better="down",
    function="log_cosh",
    callables=("logcosh",),
    two=("logcosh",),
)
def LogCoshError(name: Anything = "logcosh", dtype: Anything = None) -> None:
    """The mean of the logarithm of cosh of the difference: like a squared error that wild values disturb less.

    Args:
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(labels="continuous", output="linear", task="quantities", better="up")
def R2Score(
    class_aggregation: Anything = "uniform_average",
    num_regressors: Anything = 0,
    name: Anything = "r2_score",
    dtype: Anything = None,
) -> None:
    """How much of the targets' spread the model explains: 1 is all, 0 no more than their mean.

    Args:
        class_aggregation: how several outputs become one number.
        num_regressors: for the adjusted score: how many inputs the model uses.
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(labels="continuous", task="quantities", better="up", function="cosine_similarity", two=("cosine_proximity",))
def CosineSimilarity(name: Anything = "cosine_similarity", dtype: Anything = None, axis: Anything = -1) -> None:
    """How far prediction and target point in the same direction: 1 the same, 0 at right angles, -1 opposite.

    Args:
        name: the name in the logs.
        dtype: the number type that it is computed in.
        axis: the axis along which the vectors lie.
    """


@metric(
    labels="continuous", task="quantities", better="up", function="pearson_correlation", generations=(3,), since=(3, 7)
)
def PearsonCorrelation(name: Anything = "pearson_correlation", dtype: Anything = None, axis: Anything = -1) -> None:
    """How well prediction and target rise and fall together.

    Args:
        name: the name in the logs.
        dtype: the number type that it is computed in.
        axis: the axis along which they are compared.
    """


@metric(
    labels="continuous",
    task="quantities",
    better="up",
    function="concordance_correlation",
    generations=(3,),
    since=(3, 7),
)
def ConcordanceCorrelation(
    name: Anything = "concordance_correlation", dtype: Anything = None, axis: Anything = -1
) -> None:
    """How well prediction and target agree, in their rise and fall and in their size.

    Args:
        name: the name in the logs.
        dtype: the number type that it is computed in.
        axis: the axis along which they are compared.
    """


@metric(labels="continuous", task="quantities", better="down", function="poisson")
def Poisson(name: Anything = "poisson", dtype: Anything = None) -> None:
    """How badly the predicted rates explain the counts.

    Args:
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """
