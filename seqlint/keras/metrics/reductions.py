"""Metrics that only add up what they are given: for training loops of your own."""

from __future__ import annotations

from seqlint.keras.kinds import Anything
from seqlint.keras.metrics.metric import metric


@metric()
def Mean(name: Anything = "mean", dtype: Anything = None) -> None:
    """The mean of all numbers that it is given. It compares nothing, so in `compile` it says nothing.

    Args:
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric()
def Sum(name: Anything = "sum", dtype: Anything = None) -> None:
    """The sum of all numbers that it is given. It compares nothing, so in `compile` it says nothing.

    Args:
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(generations=(2,))
def MeanTensor(name: Anything = "mean_tensor", dtype: Anything = None, shape: Anything = None) -> None:
    """The mean of all tensors that it is given, place by place. Only Keras 2 has it.

    Args:
        name: the name in the logs.
        dtype: the number type that it is computed in.
        shape: the shape of the tensors.
    """


@metric(generations=(2,), named=False)
def MeanRelativeError(normalizer: Anything, name: Anything = None, dtype: Anything = None) -> None:
    """The mean difference divided by a number for each place. Only Keras 2 has it.

    Args:
        normalizer: the numbers to divide by.
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(named=False)
def MeanMetricWrapper(fn: Anything, name: Anything = None, dtype: Anything = None) -> None:
    """Makes a metric of a function of labels and predictions.

    Args:
        fn: the function.
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """
