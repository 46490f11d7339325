"""DepthwiseConv1D, DepthwiseConv2D (Keras: `layers/convolutional/depthwise_conv1d.py` …)."""

from __future__ import annotations

from typing import Any

from seqlint.keras.kinds import Activation, Boolean, Constraint, DataFormat, Initializer, Padding, Regularizer
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.convolutional.base_conv import Kernel, demand
from seqlint.keras.layers.convolutional.conv import Conv1D, Conv2D
from seqlint.keras.weights import Weight, bias, weight
from seqlint.keras.whole import Kernel1D, Kernel2D, Multiplier, Size1D, Size2D
from seqlint.values.call import Call
from seqlint.values.shape import Dim, Shape

KERNELS_2 = "groups kernel_initializer kernel_regularizer kernel_constraint"
"""Arguments of the plain convolution that Keras 2 still takes here."""


def _depthwise(kernel: Kernel, multiplier: Dim, use_bias: Any) -> Facets:
    if kernel.call.target.major == 2:
        kernel.refuse_dilated_strides()

    def output(shape: Shape) -> Shape:
        return kernel.output(shape, None, multiplier, forgets=True)

    def weights(shape: Shape) -> tuple[Weight, ...]:
        output(shape)
        channels = kernel.channels(shape)
        return weight("kernel", *kernel.size, channels, multiplier) + bias(channels * multiplier, use_bias)

    return Facets(output, weights, steps=kernel.steps)


@layer(rank=demand(2), tags="convolution affine", like=Conv2D, forgotten2=KERNELS_2)
def DepthwiseConv2D(
    call: Call,
    kernel_size: Kernel2D,
    strides: Size2D = (1, 1),
    padding: Padding = "valid",
    depth_multiplier: Multiplier = 1,
    data_format: DataFormat = None,
    dilation_rate: Size2D = (1, 1),
    activation: Activation = None,
    use_bias: Boolean = True,
    depthwise_initializer: Initializer = "glorot_uniform",
    bias_initializer: Initializer = "zeros",
    depthwise_regularizer: Regularizer = None,
    bias_regularizer: Regularizer = None,
    activity_regularizer: Regularizer = None,
    depthwise_constraint: Constraint = None,
    bias_constraint: Constraint = None,
) -> Facets:
    """Looks for patterns in each channel by itself; the channels are not mixed.

    output = activation(Σ window of one channel · kernel + bias). Every input channel has {depth_multiplier} filters of
    its own. It is cheap, and usually followed by a 1 × 1 Conv2D that mixes the channels.

    Args:
        kernel_size: height and width of the window. It is the first argument: there is no `filters` here.
        strides: how far the window moves at each step. It is the second argument, so `DepthwiseConv2D(8, 3)` is an
            8 × 8 window that moves by 3.
        depth_multiplier: how many filters each channel has; the channels that go out are the input's times this.
        dilation_rate: gaps between the window's taps, to see further with the same weights.
        depthwise_initializer: how the filters' weights start before training.
        depthwise_regularizer: a penalty on large filter weights, against overfitting.
        depthwise_constraint: a limit that the filters' weights are pulled back to after each step.

    Examples:
        (None, 28, 28, 16) → DepthwiseConv2D(3) → (None, 26, 26, 16), 160 parameters
        (None, 9, 9, 16) → DepthwiseConv2D(3, 1, 'same', depth_multiplier=2) → (None, 9, 9, 32), 320 parameters
        (None, 784) → DepthwiseConv2D(3) → IncompatibleRank
    """
    kernel = Kernel(call, "DepthwiseConv2D", kernel_size, strides, padding, data_format, dilation_rate)
    return _depthwise(kernel, depth_multiplier, use_bias)


@layer(rank=demand(1), tags="convolution affine", like=Conv1D, forgotten2=KERNELS_2)
def DepthwiseConv1D(
    call: Call,
    kernel_size: Kernel1D,
    strides: Size1D = 1,
    padding: Padding = "valid",
    depth_multiplier: Multiplier = 1,
    data_format: DataFormat = None,
    dilation_rate: Size1D = 1,
    activation: Activation = None,
    use_bias: Boolean = True,
    depthwise_initializer: Initializer = "glorot_uniform",
    bias_initializer: Initializer = "zeros",
    depthwise_regularizer: Regularizer = None,
    bias_regularizer: Regularizer = None,
    activity_regularizer: Regularizer = None,
    depthwise_constraint: Constraint = None,
    bias_constraint: Constraint = None,
) -> Facets:
    """Looks for patterns along the sequence in each feature by itself; the features are not mixed.

    output[t] = activation(Σ input[t + i] · kernel[i] + bias), feature by feature. Every feature has {depth_multiplier}
    filters of {kernel_size} steps of its own.

    Args:
        kernel_size: how many steps in a row one filter sees. It is the first argument: there is no `filters` here.
        padding: what happens at both ends: 'valid' shortens the sequence, 'same' adds zeros so that it stays.
        depth_multiplier: how many filters each feature has; the features that go out are the input's times this.
        dilation_rate: gaps between the steps that the window looks at.
        depthwise_initializer: how the filters' weights start before training.
        depthwise_regularizer: a penalty on large filter weights, against overfitting.
        depthwise_constraint: a limit that the filters' weights are pulled back to after each step.

    Examples:
        (None, 100, 8) → DepthwiseConv1D(3) → (None, 98, 8), 32 parameters
        (None, 100) → DepthwiseConv1D(3) → IncompatibleRank
    """
    kernel = Kernel(call, "DepthwiseConv1D", kernel_size, strides, padding, data_format, dilation_rate)
    return _depthwise(kernel, depth_multiplier, use_bias)
