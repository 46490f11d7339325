"""Accuracies: which share of the predictions is right."""

from __future__ import annotations

from seqlint.keras.kinds import Anything, Boolean
from seqlint.keras.metrics.metric import metric, resolved


@resolved("accuracy", "acc", generations=(2, 3))
def accuracy() -> None:
    """Which share of the samples the model gets right.

    Keras looks at the shapes and takes the accuracy that fits: `BinaryAccuracy` where the model gives one number a
    sample, `SparseCategoricalAccuracy` where the labels are class numbers, `CategoricalAccuracy` where they are
    one-hot rows. It is for classes only: for a quantity it counts exact hits and says nothing, take `mae` there. Where
    one class is rare, a high accuracy can mean that the model always says the other; look at `AUC` or `Recall` too.
    """


@metric(task="classes", better="up", named=False)
def Accuracy(name: Anything = "accuracy", dtype: Anything = None) -> None:
    """Which share of the predictions equals the label exactly.

    For predictions that are class numbers already. A model gives probabilities, which equal no label: take the string
    `"accuracy"`, or `SparseCategoricalAccuracy`, `CategoricalAccuracy` or `BinaryAccuracy`.

    Args:
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(labels="binary", output="sigmoid", task="classes", better="up", function="binary_accuracy")
def BinaryAccuracy(name: Anything = "binary_accuracy", dtype: Anything = None, threshold: Anything = 0.5) -> None:
    """Which share of the 0/1 labels is met when every output above a threshold counts as 1.

    For yes/no with a sigmoid. On raw scores (no activation) the threshold should be 0.

    Args:
        name: the name in the logs.
        dtype: the number type that it is computed in.
        threshold: from where on an output counts as 1.
    """


@metric(labels="one-hot", output="softmax", task="classes", better="up", function="categorical_accuracy")
def CategoricalAccuracy(name: Anything = "categorical_accuracy", dtype: Anything = None) -> None:
    """For how many samples the largest output stands where the one-hot label has its 1.

    Args:
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(labels="indices", output="softmax", task="classes", better="up", function="sparse_categorical_accuracy")
def SparseCategoricalAccuracy(name: Anything = "sparse_categorical_accuracy", dtype: Anything = None) -> None:
    """For how many samples the largest output is that of the class whose number is the label.

    Args:
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(labels="one-hot", output="softmax", task="classes", better="up", function="top_k_categorical_accuracy")
def TopKCategoricalAccuracy(
    k: Anything = 5, name: Anything = "top_k_categorical_accuracy", dtype: Anything = None
) -> None:
    """For how many samples the right class is among the k largest outputs; the labels are one-hot rows.

    Args:
        k: how many of the largest outputs count.
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(
    labels="indices",
    output="softmax",
    task="classes",
    better="up",
    function="sparse_top_k_categorical_accuracy",
    only={3: ("from_sorted_ids",)},
)
def SparseTopKCategoricalAccuracy(
    k: Anything = 5,
    name: Anything = "sparse_top_k_categorical_accuracy",
    dtype: Anything = None,
    from_sorted_ids: Boolean = False,
) -> None:
    """For how many samples the right class is among the k largest outputs; the labels are class numbers.

    Args:
        k: how many of the largest outputs count.
        name: the name in the logs.
        dtype: the number type that it is computed in.
        from_sorted_ids: whether the predictions are class numbers, the best first.
    """
