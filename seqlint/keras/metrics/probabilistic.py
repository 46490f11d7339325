"""Losses to watch as metrics: crossentropies and margins."""

from __future__ import annotations

from seqlint.keras.kinds import Anything, Boolean
from seqlint.keras.metrics.metric import metric, resolved


@resolved("crossentropy", "ce", generations=(2,))
def crossentropy() -> None:
    """How little probability the model gives to the right answer.

    Keras 2 looks at the shapes and takes the binary, categorical or sparse crossentropy. Keras 3 knows this name as a
    loss only.
    """


@metric(
    labels="binary",
    output="sigmoid",
    task="classes",
    better="down",
    short="bce",
    short_two=False,
    function="binary_crossentropy",
)
def BinaryCrossentropy(
    name: Anything = "binary_crossentropy",
    dtype: Anything = None,
    from_logits: Boolean = False,
    label_smoothing: Anything = 0,
) -> None:
    """The binary crossentropy as a number to watch.

    Args:
        name: the name in the logs.
        dtype: the number type that it is computed in.
        from_logits: True if the last layer has no activation.
        label_smoothing: pulls the labels a little towards 0.5.
    """


@metric(labels="one-hot", output="softmax", task="classes", better="down", function="categorical_crossentropy")
def CategoricalCrossentropy(
    name: Anything = "categorical_crossentropy",
    dtype: Anything = None,
    from_logits: Boolean = False,
    label_smoothing: Anything = 0,
    axis: Anything = -1,
) -> None:
    """The categorical crossentropy as a number to watch; the labels are one-hot rows.

    Args:
        name: the name in the logs.
        dtype: the number type that it is computed in.
        from_logits: True if the last layer has no activation.
        label_smoothing: takes a little from the right class and spreads it over all.
        axis: the axis of the classes.
    """


@metric(labels="indices", output="softmax", task="classes", better="down", function="sparse_categorical_crossentropy")
def SparseCategoricalCrossentropy(
    name: Anything = "sparse_categorical_crossentropy",
    dtype: Anything = None,
    from_logits: Boolean = False,
    ignore_class: Anything = None,
    axis: Anything = -1,
) -> None:
    """The sparse categorical crossentropy as a number to watch; the labels are class numbers.

    Args:
        name: the name in the logs.
        dtype: the number type that it is computed in.
        from_logits: True if the last layer has no activation.
        ignore_class: a class number that does not count.
        axis: the axis of the classes.
    """


@metric(
    labels="continuous",
    output="softmax",
    better="down",
    callables=("kld", "KLD", "kl_divergence"),
    function="kullback_leibler_divergence",
    defaults={"name": "kullback_leibler_divergence"},
)
def KLDivergence(name: Anything = "kl_divergence", dtype: Anything = None) -> None:
    """How far the predicted probabilities are from those of the labels.

    Args:
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(labels="binary", output="linear", task="classes", better="down", function="hinge")
def Hinge(name: Anything = "hinge", dtype: Anything = None) -> None:
    """How far the scores are from the right side of a margin.

    Args:
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(labels="binary", output="linear", task="classes", better="down", function="squared_hinge")
def SquaredHinge(name: Anything = "squared_hinge", dtype: Anything = None) -> None:
    """The hinge squared.

    Args:
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(labels="one-hot", output="linear", task="classes", better="down", function="categorical_hinge")
def CategoricalHinge(name: Anything = "categorical_hinge", dtype: Anything = None) -> None:
    """How far the score of the right class is from standing 1 above the best wrong one.

    Args:
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """
