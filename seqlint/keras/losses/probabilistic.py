"""Losses for classes and probabilities."""

from __future__ import annotations

from seqlint.keras.kinds import Anything, Boolean
from seqlint.keras.losses.loss import Reduction, loss, resolved


@resolved("crossentropy", "ce", since=(3, 0))
def crossentropy() -> None:
    """How little probability the model gives to the right answer.

    Keras looks at the shapes and takes the crossentropy that fits: binary where the model gives one number a sample,
    sparse where the labels are class numbers, categorical where they are one-hot rows.
    """


@loss(labels="binary", output="sigmoid", shapes_two="broadcast", shapes="equal", short="bce")
def BinaryCrossentropy(
    from_logits: Boolean = False,
    label_smoothing: Anything = 0.0,
    axis: Anything = -1,
    reduction: Reduction = "sum_over_batch_size",
    name: Anything = "binary_crossentropy",
    dtype: Anything = None,
) -> None:
    """How far each probability is from its 0 or 1, each output alone.

    For yes/no: labels 0 or 1, one a sample, and `Dense(1, activation="sigmoid")` as last layer. For several labels
    that may hold at once: rows of 0 and 1, and one sigmoid unit for each label. Where each sample belongs to exactly
    one of several classes it is the wrong loss: take `categorical_crossentropy` (one-hot labels) or
    `sparse_categorical_crossentropy` (class numbers) with softmax.

    Args:
        from_logits: True if the last layer has no activation, so that raw scores arrive.
        label_smoothing: pulls the labels a little towards 0.5, so that the model is less sure of itself.
        axis: the axis over which the outputs of a sample are averaged.
        reduction: how the losses of a batch become one number.
        name: the name of the loss in the logs.
        dtype: the number type that the loss is computed in.
    """


@loss(labels="binary", output="sigmoid", shapes_two="broadcast", shapes="equal", named_since=(3, 3))
def BinaryFocalCrossentropy(
    apply_class_balancing: Boolean = False,
    alpha: Anything = 0.25,
    gamma: Anything = 2.0,
    from_logits: Boolean = False,
    label_smoothing: Anything = 0.0,
    axis: Anything = -1,
    reduction: Reduction = "sum_over_batch_size",
    name: Anything = "binary_focal_crossentropy",
    dtype: Anything = None,
) -> None:
    """A binary crossentropy in which samples that are already right count less.

    For yes/no data where one side is rare. Labels and last layer as for `binary_crossentropy`: 0 or 1, and sigmoid.

    Args:
        apply_class_balancing: whether the two sides are weighted by `alpha`.
        alpha: the weight of label 1; label 0 gets the rest.
        gamma: how strongly the easy samples are turned down; 0 gives the plain crossentropy.
        from_logits: True if the last layer has no activation.
        label_smoothing: pulls the labels a little towards 0.5.
        axis: the axis over which the outputs of a sample are averaged.
        reduction: how the losses of a batch become one number.
        name: the name of the loss in the logs.
        dtype: the number type that the loss is computed in.
    """


@loss(labels="one-hot", output="softmax", shapes="equal", sibling="SparseCategoricalCrossentropy")
def CategoricalCrossentropy(
    from_logits: Boolean = False,
    label_smoothing: Anything = 0.0,
    axis: Anything = -1,
    reduction: Reduction = "sum_over_batch_size",
    name: Anything = "categorical_crossentropy",
    dtype: Anything = None,
) -> None:
    """How little probability the model gives to the right class; the labels are one-hot rows.

    For one class out of several. Each label is a row with a 1 in the place of the class and 0 elsewhere, as
    `to_categorical` makes it, as long as the last layer is wide; the last layer has softmax and one unit a class. If
    the labels are class numbers (0, 1, 2 …), take `sparse_categorical_crossentropy` instead.

    Args:
        from_logits: True if the last layer has no activation, so that raw scores arrive.
        label_smoothing: takes a little from the right class and spreads it over all, so that the model is less sure.
        axis: the axis of the classes.
        reduction: how the losses of a batch become one number.
        name: the name of the loss in the logs.
        dtype: the number type that the loss is computed in.
    """


@loss(labels="one-hot", output="softmax", shapes_two="equal", named_since=(3, 3))
def CategoricalFocalCrossentropy(
    alpha: Anything = 0.25,
    gamma: Anything = 2.0,
    from_logits: Boolean = False,
    label_smoothing: Anything = 0.0,
    axis: Anything = -1,
    reduction: Reduction = "sum_over_batch_size",
    name: Anything = "categorical_focal_crossentropy",
    dtype: Anything = None,
) -> None:
    """A categorical crossentropy in which samples that are already right count less.

    For several classes of which some are rare. Labels and last layer as for `categorical_crossentropy`: one-hot rows,
    and softmax.

    Args:
        alpha: the weight of each class: one number or a list with one for each.
        gamma: how strongly the easy samples are turned down; 0 gives the plain crossentropy.
        from_logits: True if the last layer has no activation.
        label_smoothing: takes a little from the right class and spreads it over all.
        axis: the axis of the classes.
        reduction: how the losses of a batch become one number.
        name: the name of the loss in the logs.
        dtype: the number type that the loss is computed in.
    """


@loss(labels="indices", output="softmax", shapes="indices", sibling="CategoricalCrossentropy", only={3: ("axis",)})
def SparseCategoricalCrossentropy(
    from_logits: Boolean = False,
    ignore_class: Anything = None,
    reduction: Reduction = "sum_over_batch_size",
    axis: Anything = -1,
    name: Anything = "sparse_categorical_crossentropy",
    dtype: Anything = None,
) -> None:
    """How little probability the model gives to the right class; the labels are class numbers.

    For one class out of several. Each label is one integer, 0 for the first class up to n - 1 for the last; the last
    layer has softmax and n units. If the labels are one-hot rows, take `categorical_crossentropy` instead.

    Args:
        from_logits: True if the last layer has no activation, so that raw scores arrive.
        ignore_class: a class number that does not count (an unlabelled part of a picture).
        reduction: how the losses of a batch become one number.
        axis: the axis of the classes.
        name: the name of the loss in the logs.
        dtype: the number type that the loss is computed in.
    """


@loss(
    labels="indices",
    output="softmax",
    shapes="free",
    named=False,
    generations=(3,),
    since=(3, 10),
    function="categorical_generalized_cross_entropy",
)
def CategoricalGeneralizedCrossEntropy(
    q: Anything = 0.5,
    reduction: Reduction = "sum_over_batch_size",
    name: Anything = "categorical_generalized_cross_entropy",
    dtype: Anything = None,
) -> None:
    """A crossentropy that wrong labels disturb less.

    Labels are class numbers, as for `sparse_categorical_crossentropy`; the last layer has softmax. No string names it.

    Args:
        q: between 0 (like crossentropy) and 1 (like the absolute error): how little a wrong label counts.
        reduction: how the losses of a batch become one number.
        name: the name of the loss in the logs.
        dtype: the number type that the loss is computed in.
    """


@loss(
    labels="continuous",
    output="softmax",
    short="kld",
    two=("kullback_leibler_divergence",),
    callables=("kullback_leibler_divergence",),
)
def KLDivergence(
    reduction: Reduction = "sum_over_batch_size", name: Anything = "kl_divergence", dtype: Anything = None
) -> None:
    """How far one distribution of probabilities is from another.

    For labels that are themselves probabilities: rows that sum to 1. The last layer has softmax. With one-hot labels
    it gives what `categorical_crossentropy` gives.

    Args:
        reduction: how the losses of a batch become one number.
        name: the name of the loss in the logs.
        dtype: the number type that the loss is computed in.
    """


@loss(labels="continuous", output="any")
def Poisson(reduction: Reduction = "sum_over_batch_size", name: Anything = "poisson", dtype: Anything = None) -> None:
    """How badly a rate explains a count.

    For targets that are counts (0, 1, 2 … calls an hour). The last layer must give a positive number: `softplus` or
    `exponential`.

    Args:
        reduction: how the losses of a batch become one number.
        name: the name of the loss in the logs.
        dtype: the number type that the loss is computed in.
    """


@loss(labels="indices", output="linear", shapes="free", function="ctc", generations=(3,), named_since=(3, 4))
def CTC(reduction: Reduction = "sum_over_batch_size", name: Anything = "ctc", dtype: Anything = None) -> None:
    """How badly a sequence of scores explains a shorter sequence of symbols, wherever these lie in it.

    For speech and handwriting. Labels are rows of class numbers in which 0 means nothing, of shape (batch, length).
    The output has shape (batch, steps, classes) and no activation.

    Args:
        reduction: how the losses of a batch become one number.
        name: the name of the loss in the logs.
        dtype: the number type that the loss is computed in.
    """
