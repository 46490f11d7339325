"""Metrics made of right and wrong positives and negatives."""

from __future__ import annotations

from seqlint.keras.kinds import Anything, Boolean
from seqlint.keras.metrics.metric import metric


@metric(labels="binary", output="sigmoid", task="classes", better="up")
def Precision(
    thresholds: Anything = None,
    top_k: Anything = None,
    class_id: Anything = None,
    name: Anything = None,
    dtype: Anything = None,
) -> None:
    """Of everything that the model called positive, how much is.

    Labels and outputs are compared place by place: 0/1 with a sigmoid, or one-hot rows with softmax. Class numbers
    against a softmax do not fit.

    Args:
        thresholds: from which output on something counts as positive; 0.5 unless you say otherwise.
        top_k: count the k largest outputs as positive instead.
        class_id: look at one class only.
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(labels="binary", output="sigmoid", task="classes", better="up")
def Recall(
    thresholds: Anything = None,
    top_k: Anything = None,
    class_id: Anything = None,
    name: Anything = None,
    dtype: Anything = None,
) -> None:
    """Of everything that is positive, how much the model found.

    Labels and outputs are compared place by place: 0/1 with a sigmoid, or one-hot rows with softmax.

    Args:
        thresholds: from which output on something counts as positive; 0.5 unless you say otherwise.
        top_k: count the k largest outputs as positive instead.
        class_id: look at one class only.
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(labels="binary", output="sigmoid", task="classes", better="up")
def AUC(
    num_thresholds: Anything = 200,
    curve: Anything = "ROC",
    summation_method: Anything = "interpolation",
    name: Anything = None,
    dtype: Anything = None,
    thresholds: Anything = None,
    multi_label: Boolean = False,
    num_labels: Anything = None,
    label_weights: Anything = None,
    from_logits: Boolean = False,
) -> None:
    """How well the model puts positives above negatives, whatever the threshold: 1 is perfect, 0.5 is chance.

    Good where one side is rare. Labels are 0/1 (or one-hot rows) and outputs probabilities.

    Args:
        num_thresholds: at how many thresholds the curve is measured.
        curve: `ROC`, or `PR` for precision against recall.
        summation_method: how the area under the curve is added up.
        name: the name in the logs.
        dtype: the number type that it is computed in.
        thresholds: the thresholds themselves.
        multi_label: whether each label has a curve of its own.
        num_labels: how many labels there are then.
        label_weights: how much each of them counts.
        from_logits: True if the last layer has no activation.
    """


@metric(labels="binary", output="sigmoid", task="classes", better="up")
def TruePositives(thresholds: Anything = None, name: Anything = None, dtype: Anything = None) -> None:
    """How many positives the model found.

    Args:
        thresholds: from which output on something counts as positive.
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(labels="binary", output="sigmoid", task="classes", better="up")
def TrueNegatives(thresholds: Anything = None, name: Anything = None, dtype: Anything = None) -> None:
    """How many negatives the model left alone.

    Args:
        thresholds: from which output on something counts as positive.
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(labels="binary", output="sigmoid", task="classes", better="down")
def FalsePositives(thresholds: Anything = None, name: Anything = None, dtype: Anything = None) -> None:
    """How many negatives the model called positive.

    Args:
        thresholds: from which output on something counts as positive.
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(labels="binary", output="sigmoid", task="classes", better="down")
def FalseNegatives(thresholds: Anything = None, name: Anything = None, dtype: Anything = None) -> None:
    """How many positives the model missed.

    Args:
        thresholds: from which output on something counts as positive.
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(labels="binary", output="sigmoid", task="classes", better="up", named=False)
def PrecisionAtRecall(
    recall: Anything,
    num_thresholds: Anything = 200,
    class_id: Anything = None,
    name: Anything = None,
    dtype: Anything = None,
) -> None:
    """The best precision at a recall that you ask for.

    Args:
        recall: the recall to reach, between 0 and 1.
        num_thresholds: how many thresholds are tried.
        class_id: look at one class only.
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(labels="binary", output="sigmoid", task="classes", better="up", named=False)
def RecallAtPrecision(
    precision: Anything,
    num_thresholds: Anything = 200,
    class_id: Anything = None,
    name: Anything = None,
    dtype: Anything = None,
) -> None:
    """The best recall at a precision that you ask for.

    Args:
        precision: the precision to reach, between 0 and 1.
        num_thresholds: how many thresholds are tried.
        class_id: look at one class only.
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(labels="binary", output="sigmoid", task="classes", better="up", named=False)
def SensitivityAtSpecificity(
    specificity: Anything,
    num_thresholds: Anything = 200,
    class_id: Anything = None,
    name: Anything = None,
    dtype: Anything = None,
) -> None:
    """The best share of found positives at a share of spared negatives that you ask for.

    Args:
        specificity: the share of negatives that must be left alone.
        num_thresholds: how many thresholds are tried.
        class_id: look at one class only.
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(labels="binary", output="sigmoid", task="classes", better="up", named=False)
def SpecificityAtSensitivity(
    sensitivity: Anything,
    num_thresholds: Anything = 200,
    class_id: Anything = None,
    name: Anything = None,
    dtype: Anything = None,
) -> None:
    """The best share of spared negatives at a share of found positives that you ask for.

    Args:
        sensitivity: the share of positives that must be found.
        num_thresholds: how many thresholds are tried.
        class_id: look at one class only.
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(labels="one-hot", output="softmax", task="classes", better="up")
def F1Score(
    average: Anything = None, threshold: Anything = None, name: Anything = "f1_score", dtype: Anything = None
) -> None:
    """Precision and recall in one number (their harmonic mean).

    Labels are one-hot rows, or rows of 0/1 with a threshold; class numbers do not fit.

    Args:
        average: how the classes become one number: `macro`, `micro`, `weighted`; None gives one number a class.
        threshold: from which output on a class counts; None takes the largest.
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """


@metric(labels="one-hot", output="softmax", task="classes", better="up")
def FBetaScore(
    average: Anything = None,
    beta: Anything = 1.0,
    threshold: Anything = None,
    name: Anything = "fbeta_score",
    dtype: Anything = None,
) -> None:
    """Precision and recall in one number, with a say in which counts more.

    Args:
        average: how the classes become one number: `macro`, `micro`, `weighted`; None gives one number a class.
        beta: how many times more recall counts than precision.
        threshold: from which output on a class counts; None takes the largest.
        name: the name in the logs.
        dtype: the number type that it is computed in.
    """
