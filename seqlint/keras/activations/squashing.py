"""Activations that squeeze every value into a range: sigmoid, tanh, softmax and their relatives."""

from __future__ import annotations

import math

from seqlint.keras.activations.activation import activation


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


@activation("1 / (1 + exp(-x))", 0.0, 1.0, probability="sigmoid-like")
def sigmoid(x: float) -> float:
    """Squeezes each value into 0 … 1, each one alone, so that it can be read as a probability.

    Right in the last layer for yes/no (one unit) and for several labels that may hold at once (one unit a label),
    together with `binary_crossentropy`. For one class out of many take `softmax`. Between layers it learns slowly:
    for large and small values its slope is almost 0; take `relu` there.

    Args:
        x: the values.
    """
    return _sigmoid(x)


@activation("tanh(x)", -1.0, 1.0)
def tanh(x: float) -> float:
    """Squeezes each value into -1 … 1, with 0 in the middle.

    The usual choice inside recurrent layers, and for a last layer whose targets lie between -1 and 1 (images scaled
    that way). It gives no probabilities. In deep stacks its slope is almost 0 for large values; take `relu` there.

    Args:
        x: the values.
    """
    return math.tanh(x)


@activation("exp(xᵢ) / Σ exp(xⱼ)", 0.0, 1.0, probability="softmax-like", pointwise=False)
def softmax(x: float, axis: int = -1) -> None:
    """Turns the scores of one sample into probabilities: each between 0 and 1, and together 1.

    Right in the last layer when each sample belongs to exactly one of several classes: one unit a class. The largest
    score becomes the largest probability. It goes with `categorical_crossentropy` (one-hot labels) or
    `sparse_categorical_crossentropy` (class numbers). Over one single unit it always gives 1: take `sigmoid` for
    yes/no. Between layers it throws information away; take `relu` there.

    Args:
        x: the scores.
        axis: the axis whose values sum to 1; -1, the last, is the classes.
    """


@activation(
    "exp(xᵢ) / Σ exp(xⱼ)",
    0.0,
    1.0,
    name="Softmax",
    three=False,
    two=("Softmax",),
    probability="softmax-like",
    pointwise=False,
)
def softmax_layer(x: float) -> None:
    """Turns the scores of one sample into probabilities that sum to 1: the layer of that name, made by its string.

    Keras 2 accepts the class name as a string; Keras 3 does not. Write `softmax`.

    Args:
        x: the scores.
    """


@activation("xᵢ - log Σ exp(xⱼ)", None, 0.0, pointwise=False)
def log_softmax(x: float, axis: int = -1) -> None:
    """The logarithm of softmax: log-probabilities, each 0 or less.

    For losses that you write yourself. Keras' crossentropy losses want probabilities or logits: `softmax`, or no
    activation with `from_logits=True`.

    Args:
        x: the scores.
        axis: the axis whose probabilities sum to 1.
    """


@activation(
    "projection of x onto the probabilities",
    0.0,
    1.0,
    two=(),
    since=(3, 8),
    probability="softmax-like",
    pointwise=False,
)
def sparsemax(x: float, axis: int = -1) -> None:
    """Like softmax, but gives exactly 0 to the classes that are far behind.

    A class with probability 0 makes the crossentropy infinite or its gradient vanish, so it seldom fits a plain
    classifier.

    Args:
        x: the scores.
        axis: the axis whose values sum to 1.
    """


@activation("log(sigmoid(x))", None, 0.0, two=(), since=(3, 7))
def log_sigmoid(x: float) -> float:
    """The logarithm of sigmoid: a log-probability, 0 or less.

    For losses that you write yourself. `binary_crossentropy` wants the probability: `sigmoid`, or no activation with
    `from_logits=True`.

    Args:
        x: the values.
    """
    return min(x, 0.0) - math.log1p(math.exp(-abs(x)))


@activation("relu6(x + 3) / 6", 0.0, 1.0, two=(), probability="sigmoid-like")
def hard_sigmoid(x: float) -> float:
    """A sigmoid made of three straight lines: 0 below -3, 1 above 3.

    Cheaper than sigmoid. In a last layer a probability of exactly 0 or 1 stops the learning; take `sigmoid` there.

    Args:
        x: the values.
    """
    return min(max(x + 3, 0.0), 6.0) / 6


@activation(
    "0.2·x + 0.5, cut to 0 … 1",
    0.0,
    1.0,
    name="hard_sigmoid",
    three=False,
    two=("hard_sigmoid",),
    probability="sigmoid-like",
)
def hard_sigmoid_of_keras_2(x: float) -> float:
    """A sigmoid made of three straight lines: 0 below -2.5, 1 above 2.5.

    Cheaper than sigmoid. Keras 3 has another slope (x / 6 + 0.5), so a model moved there gives other numbers.

    Args:
        x: the values.
    """
    return min(max(0.2 * x + 0.5, 0.0), 1.0)


@activation("(x + 1) / 2, cut to 0 … 1", 0.0, 1.0, two=(), since=(3, 10), probability="sigmoid-like")
def sparse_sigmoid(x: float) -> float:
    """A sigmoid made of three straight lines: 0 below -1, 1 above 1.

    The partner of `sparse_plus`. Its exact zeros and ones stop the learning in a last layer.

    Args:
        x: the values.
    """
    return min(max((x + 1) / 2, 0.0), 1.0)


@activation("x / (1 + |x|)", -1.0, 1.0)
def softsign(x: float) -> float:
    """Squeezes each value into -1 … 1, more slowly than tanh.

    Its ends are reached later than tanh's, so it saturates less. It gives no probabilities.

    Args:
        x: the values.
    """
    return x / (1 + abs(x))


@activation("x cut to -1 … 1", -1.0, 1.0, two=(), since=(3, 7))
def hard_tanh(x: float) -> float:
    """A tanh made of three straight lines.

    Args:
        x: the values.
    """
    return min(max(x, -1.0), 1.0)
