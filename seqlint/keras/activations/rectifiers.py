"""Activations with a bend at zero: relu and its relatives."""

from __future__ import annotations

import math

from seqlint.keras.activations.activation import activation


@activation("max(0, x)", 0.0, older={"negative_slope": "alpha"})
def relu(x: float, negative_slope: float = 0.0, max_value: float | None = None, threshold: float = 0.0) -> float:
    """Keeps what is positive and turns everything negative into 0.

    The usual choice between layers: it is fast, and its slope of 1 lets large networks learn. Without such a bend two
    layers in a row are no more than one. A unit whose sum is negative for every sample gives 0 for ever and learns no
    more; `leaky_relu` avoids that. Do not use it in the last layer, unless the targets are quantities that are never
    negative: it gives no probabilities.

    Args:
        x: the values.
        negative_slope: how much of a negative value is let through; 0 lets nothing through.
        max_value: a largest value; larger ones are cut to it.
        threshold: the value below which everything counts as negative.
    """
    top = math.inf if max_value is None else max_value
    return min(x, top) if x >= threshold else negative_slope * (x - threshold)


@activation("x if x > 0 else 0.2·x", two=())
def leaky_relu(x: float, negative_slope: float = 0.2) -> float:
    """Keeps what is positive and lets a small part of what is negative through.

    Like relu, but a unit with a negative sum still has a slope and can recover. Try it where many units of a relu
    layer have died, and in generative networks. Not for the last layer of a classifier.

    Args:
        x: the values.
        negative_slope: the part of a negative value that is let through.
    """
    return x if x >= 0 else negative_slope * x


@activation("x if x > 0 else 0.2·x", name="leaky_relu", three=False, two=("leaky_relu",))
def leaky_relu_of_tensorflow(features: float, alpha: float = 0.2) -> float:
    """Keeps what is positive and lets a small part of what is negative through.

    Like relu, but a unit with a negative sum still has a slope and can recover. Try it where many units of a relu
    layer have died. In Keras 2 the string `leaky_relu` is TensorFlow's function with a slope of 0.2; the layer
    `LeakyReLU` has 0.3.

    Args:
        features: the values.
        alpha: the part of a negative value that is let through.
    """
    return features if features >= 0 else alpha * features


@activation("x if x > 0 else 0.3·x", name="LeakyReLU", three=False, two=("LeakyReLU",))
def leaky_relu_layer(x: float, alpha: float = 0.3) -> float:
    """Keeps what is positive and lets 0.3 of what is negative through: the layer of that name, made by its string.

    Keras 2 accepts the class name as a string; Keras 3 does not. Write `leaky_relu`, or a `LeakyReLU` layer of its own.

    Args:
        x: the values.
        alpha: the part of a negative value that is let through.
    """
    return x if x >= 0 else alpha * x


@activation("max(0, x)", 0.0, name="ReLU", three=False, two=("ReLU",))
def relu_layer(x: float) -> float:
    """Keeps what is positive and turns everything negative into 0: the layer of that name, made by its string.

    Keras 2 accepts the class name as a string; Keras 3 does not. Write `relu`.

    Args:
        x: the values.
    """
    return max(0.0, x)


@activation(
    "x if x > 0 else a·x, with a learned for each value", name="PReLU", three=False, two=("PReLU",), pointwise=False
)
def prelu_layer(x: float) -> None:
    """Keeps what is positive and lets a learned part of what is negative through: the layer, made by its string.

    Keras 2 accepts the class name as a string; Keras 3 does not. Write a `PReLU` layer of its own.

    Args:
        x: the values.
    """


@activation("min(max(0, x), 6)", 0.0, 6.0)
def relu6(x: float) -> float:
    """Keeps what lies between 0 and 6 and cuts the rest.

    A relu with a ceiling. Made for networks that run on phones with few bits a number (MobileNet). Elsewhere relu does.

    Args:
        x: the values.
    """
    return min(max(0.0, x), 6.0)


@activation("x if x > 0 else exp(x) - 1", -1.0)
def elu(x: float, alpha: float = 1.0) -> float:
    """Keeps what is positive and bends what is negative smoothly towards -1.

    Its mean output lies nearer to zero than relu's, which can speed up learning, and no unit dies. It costs an
    exponential. Not for the last layer of a classifier.

    Args:
        x: the values.
        alpha: the value that very negative inputs come near to, with a minus sign.
    """
    return x if x > 0 else alpha * math.expm1(x)


@activation("x if x > 0 else exp(x) - 1", -1.0, name="ELU", three=False, two=("ELU",))
def elu_layer(x: float) -> float:
    """Keeps what is positive and bends what is negative towards -1: the layer of that name, made by its string.

    Keras 2 accepts the class name as a string; Keras 3 does not. Write `elu`.

    Args:
        x: the values.
    """
    return x if x > 0 else math.expm1(x)


@activation("x if x > 0 else α·(exp(x / α) - 1)", -1.0, two=(), since=(3, 7))
def celu(x: float, alpha: float = 1.0) -> float:
    """Keeps what is positive and bends what is negative smoothly towards -alpha.

    An elu whose slope has no jump at zero for any alpha. With alpha = 1 the two are the same.

    Args:
        x: the values.
        alpha: how far below zero the bend goes, and how soft it is.
    """
    return x if x > 0 else alpha * math.expm1(x / alpha)


@activation("1.0507·x if x > 0 else 1.7581·(exp(x) - 1)", -1.7580993408473766)
def selu(x: float) -> float:
    """An elu scaled so that a deep stack of Dense layers keeps mean 0 and spread 1 by itself.

    That holds only together with `kernel_initializer="lecun_normal"`, standardised inputs, and `AlphaDropout` in
    place of `Dropout`. Where one of these is missing, relu is the better choice.

    Args:
        x: the values.
    """
    return 1.0507009873554805 * (x if x > 0 else 1.6732632423543772 * math.expm1(x))


@activation("max(x, threshold value) else a default", two=(), since=(3, 8))
def threshold(x: float, threshold: float, default_value: float) -> float:
    """Keeps what is above a threshold and replaces the rest by one value.

    It has no usual setting: both numbers must be given, so as a bare string it fails when the layer is called.

    Args:
        x: the values.
        threshold: what is not above it is replaced.
        default_value: what stands for the replaced values.
    """
    return x if x > threshold else default_value
