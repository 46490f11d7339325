"""SeparableConv1D, SeparableConv2D (Keras: `layers/convolutional/separable_conv1d.py` …)."""

from __future__ import annotations

from typing import Any

from seqlint.keras.kinds import (
    Activation,
    Boolean,
    Constraint,
    Context,
    DataFormat,
    Initializer,
    Padding,
    PaddingSeparable1D,
    Regularizer,
)
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.convolutional.base_conv import Kernel, demand
from seqlint.keras.layers.convolutional.conv import Conv1D, Conv2D
from seqlint.keras.layers.convolutional.depthwise_conv import KERNELS_2
from seqlint.keras.weights import Weight, bias, weight
from seqlint.keras.whole import Kernel1D, Kernel2D, Multiplier, Size1D, Size2D, UngroupedFilters
from seqlint.values.call import Call
from seqlint.values.shape import Dim, Shape


def _separable(kernel: Kernel, filters: Dim, multiplier: Dim, use_bias: Any) -> Facets:
    if kernel.call.target.major == 2:
        kernel.refuse_dilated_strides()

    def output(shape: Shape) -> Shape:
        if multiplier == 0:
            keras = "ValueError: Depth of filter must not be 0"
            raise Context(kernel.callee, "depth_multiplier", kernel.call).refuse(
                multiplier, "a positive integer", keras
            )
        return kernel.output(shape, filters, forgets=True)

    def weights(shape: Shape) -> tuple[Weight, ...]:
        output(shape)
        channels = kernel.channels(shape)
        if kernel.call.target.major == 2 and multiplier == 0:
            context = Context(f"SeparableConv{kernel.axes}D", "depth_multiplier", kernel.call)
            raise context.refuse(0, "a positive integer", "ValueError: Depth of filter must not be 0")
        depthwise = weight("depthwise_kernel", *kernel.size, channels, multiplier)
        pointwise = weight("pointwise_kernel", *(1,) * kernel.axes, channels * multiplier, filters)
        return depthwise + pointwise + bias(filters, use_bias)

    return Facets(output, weights, steps=kernel.steps)


@layer(rank=demand(2), tags="convolution affine", like=Conv2D, forgotten2=KERNELS_2)
def SeparableConv2D(
    call: Call,
    filters: UngroupedFilters,
    kernel_size: Kernel2D,
    strides: Size2D = (1, 1),
    padding: Padding = "valid",
    data_format: DataFormat = None,
    dilation_rate: Size2D = (1, 1),
    depth_multiplier: Multiplier = 1,
    activation: Activation = None,
    use_bias: Boolean = True,
    depthwise_initializer: Initializer = "glorot_uniform",
    pointwise_initializer: Initializer = "glorot_uniform",
    bias_initializer: Initializer = "zeros",
    depthwise_regularizer: Regularizer = None,
    pointwise_regularizer: Regularizer = None,
    bias_regularizer: Regularizer = None,
    activity_regularizer: Regularizer = None,
    depthwise_constraint: Constraint = None,
    pointwise_constraint: Constraint = None,
    bias_constraint: Constraint = None,
) -> Facets:
    """A convolution in two cheap steps: first each channel alone, then a mix of all channels at each place.

    output = activation(Σ (window of one channel · depthwise kernel) · pointwise kernel + bias). The first step slides
    {depth_multiplier} {kernel_size} filters over every input channel by itself; the second is a 1 × 1 convolution to
    {filters} channels. It does nearly the work of Conv2D with a small part of its weights.

    Args:
        filters: how many channels the mixing step gives, so how many go out.
        kernel_size: height and width of the window of the first step.
        strides: how far the window moves at each step; 2 halves height and width.
        dilation_rate: gaps between the window's taps, to see further with the same weights.
        depth_multiplier: how many patterns the first step looks for in each channel; 1 is usual.
        depthwise_initializer: how the weights of the channel by channel step start.
        pointwise_initializer: how the weights of the mixing step start.
        depthwise_regularizer: a penalty on large weights of the channel by channel step.
        pointwise_regularizer: a penalty on large weights of the mixing step.
        depthwise_constraint: a limit on the weights of the channel by channel step.
        pointwise_constraint: a limit on the weights of the mixing step.

    Examples:
        (None, 28, 28, 16) → SeparableConv2D(32, 3) → (None, 26, 26, 32), 688 parameters
        (None, 28, 28, 16) → SeparableConv2D(32, 3, 2, use_bias=False) → (None, 13, 13, 32), 656 parameters
        (None, 28, 28, 3) → SeparableConv2D(8, 3, depth_multiplier=2) → (None, 26, 26, 8), 110 parameters
        (None, 784) → SeparableConv2D(8, 3) → IncompatibleRank
    """
    kernel = Kernel(call, "SeparableConv2D", kernel_size, strides, padding, data_format, dilation_rate)
    return _separable(kernel, filters, depth_multiplier, use_bias)


@layer(rank=demand(1), tags="convolution affine", like=Conv1D, forgotten2=KERNELS_2)
def SeparableConv1D(
    call: Call,
    filters: UngroupedFilters,
    kernel_size: Kernel1D,
    strides: Size1D = 1,
    padding: PaddingSeparable1D = "valid",
    data_format: DataFormat = None,
    dilation_rate: Size1D = 1,
    depth_multiplier: Multiplier = 1,
    activation: Activation = None,
    use_bias: Boolean = True,
    depthwise_initializer: Initializer = "glorot_uniform",
    pointwise_initializer: Initializer = "glorot_uniform",
    bias_initializer: Initializer = "zeros",
    depthwise_regularizer: Regularizer = None,
    pointwise_regularizer: Regularizer = None,
    bias_regularizer: Regularizer = None,
    activity_regularizer: Regularizer = None,
    depthwise_constraint: Constraint = None,
    pointwise_constraint: Constraint = None,
    bias_constraint: Constraint = None,
) -> Facets:
    """Conv1D in two cheap steps: first each feature along the sequence, then a mix of all features at each step.

    output = activation(Σ (window of one feature · depthwise kernel) · pointwise kernel + bias). The first step slides
    {depth_multiplier} filters of {kernel_size} steps along every feature by itself; the second mixes the results of one
    place to {filters} features.

    Args:
        filters: how many features the mixing step gives.
        kernel_size: how many steps in a row the first step sees.
        padding: what happens at both ends: 'valid' shortens the sequence, 'same' adds zeros. 'causal' is only for
            Keras 2.
        dilation_rate: gaps between the steps that the window looks at.
        depth_multiplier: how many patterns are looked for in each feature; 1 is usual.
        depthwise_initializer: how the weights of the feature by feature step start.
        pointwise_initializer: how the weights of the mixing step start.
        depthwise_regularizer: a penalty on large weights of the feature by feature step.
        pointwise_regularizer: a penalty on large weights of the mixing step.
        depthwise_constraint: a limit on the weights of the feature by feature step.
        pointwise_constraint: a limit on the weights of the mixing step.

    Examples:
        (None, 100, 8) → SeparableConv1D(16, 3) → (None, 98, 16), 168 parameters
        (None, 100) → SeparableConv1D(16, 3) → IncompatibleRank
    """
    kernel = Kernel(call, "SeparableConv1D", kernel_size, strides, padding, data_format, dilation_rate)
    return _separable(kernel, filters, depth_multiplier, use_bias)
