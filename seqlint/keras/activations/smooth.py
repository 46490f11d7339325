"""Activations without a corner: the soft relatives of relu."""

from __future__ import annotations

import math

from seqlint.keras.activations.activation import activation


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def _softplus(x: float) -> float:
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


@activation("x · sigmoid(x)", -0.2784645427610738, also=("swish",))
def silu(x: float) -> float:
    """A relu with a soft corner: large values pass, very negative ones vanish, small negative ones pass a little.

    Also called swish. Often a little better than relu in deep networks for images, at the price of an exponential.
    Not for the last layer.

    Args:
        x: the values.
    """
    return x * _sigmoid(x)


@activation("x · Φ(x)", -0.16997120747990369)
def gelu(x: float, approximate: bool = False) -> float:
    """A relu with a soft corner: each value times the chance that a normal number is smaller.

    The usual choice in transformers. Not for the last layer.

    Args:
        x: the values.
        approximate: work with a faster formula that is nearly the same.
    """
    if approximate:
        return 0.5 * x * (1 + math.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))
    return 0.5 * x * (1 + math.erf(x / math.sqrt(2)))


@activation("x · tanh(softplus(x))", -0.3088449758)
def mish(x: float) -> float:
    """A relu with a soft corner, close to silu.

    Known from object detectors (YOLOv4). It costs more than relu and rarely changes much elsewhere.

    Args:
        x: the values.
    """
    return x * math.tanh(_softplus(x))


@activation("log(1 + exp(x))", 0.0)
def softplus(x: float) -> float:
    """A relu with a soft corner that never quite reaches 0.

    Fit for a last layer that must give a positive number (a spread, a rate, a price). It gives no probabilities.

    Args:
        x: the values.
    """
    return _softplus(x)


@activation("(x + √(x² + b)) / 2", 0.0, two=(), since=(3, 7))
def squareplus(x: float, b: float = 4) -> float:
    """A relu with a soft corner made of a square root: like softplus, without an exponential.

    Args:
        x: the values.
        b: how soft the corner is; 0 gives relu.
    """
    return (x + math.sqrt(x * x + b)) / 2


@activation("0 below -1, x above 1, (x + 1)² / 4 between", 0.0, two=(), since=(3, 8))
def sparse_plus(x: float) -> float:
    """A relu with a soft corner between -1 and 1, and exactly 0 below.

    Args:
        x: the values.
    """
    return 0.0 if x <= -1 else x if x >= 1 else (x + 1) ** 2 / 4


@activation("x · relu6(x + 3) / 6", -0.375, also=("hard_swish",), two=())
def hard_silu(x: float) -> float:
    """A silu made of straight lines and a parabola: cheaper, for phones (MobileNetV3).

    Args:
        x: the values.
    """
    return x * min(max(x + 3, 0.0), 6.0) / 6


@activation("exp(x)", 0.0)
def exponential(x: float) -> float:
    """E to the power of each value: always positive, and growing very fast.

    Fit for a last layer that gives a rate to the poisson loss. Between layers it makes training explode.

    Args:
        x: the values.
    """
    return math.exp(x)


@activation("x", also=())
def linear(x: float) -> float:
    """Leaves every value as it is: the same as no activation.

    Right for the last layer of a regression, where any number may come out, and for logits, where the loss is told
    `from_logits=True`. Between two layers it makes the two no more than one.

    Args:
        x: the values.
    """
    return x


@activation("first half · sigmoid(second half)", two=(), since=(3, 7), pointwise=False)
def glu(x: float, axis: int = -1) -> None:
    """Splits the values in two halves and lets the second half decide how much of the first passes.

    The result has half as many values, so the axis must have an even size.

    Args:
        x: the values.
        axis: the axis that is split.
    """
