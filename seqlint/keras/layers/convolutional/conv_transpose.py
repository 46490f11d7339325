"""Conv1DTranspose, Conv2DTranspose, Conv3DTranspose (Keras: `layers/convolutional/conv1d_transpose.py` …)."""

from __future__ import annotations

from seqlint.keras.kinds import Activation, Boolean, Constraint, DataFormat, Initializer, Padding, Regularizer
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.convolutional.base_conv import Kernel, demand
from seqlint.keras.layers.convolutional.base_conv_transpose import transposed
from seqlint.keras.layers.convolutional.conv import Conv1D, Conv2D, Conv3D
from seqlint.keras.whole import (
    Kernel1D,
    Kernel2D,
    Kernel3D,
    OptionalSteps1D,
    OptionalSteps2D,
    OptionalSteps3D,
    Size1D,
    Size2D,
    Size3D,
    UngroupedFilters,
)
from seqlint.values.call import Call


@layer(rank=demand(2), tags="convolution affine", like=Conv2D, forgotten2="groups")
def Conv2DTranspose(
    call: Call,
    filters: UngroupedFilters,
    kernel_size: Kernel2D,
    strides: Size2D = (1, 1),
    padding: Padding = "valid",
    output_padding: OptionalSteps2D = None,
    data_format: DataFormat = None,
    dilation_rate: Size2D = (1, 1),
    activation: Activation = None,
    use_bias: Boolean = True,
    kernel_initializer: Initializer = "glorot_uniform",
    bias_initializer: Initializer = "zeros",
    kernel_regularizer: Regularizer = None,
    bias_regularizer: Regularizer = None,
    activity_regularizer: Regularizer = None,
    kernel_constraint: Constraint = None,
    bias_constraint: Constraint = None,
) -> Facets:
    """Makes an image larger with weights that are learned: the usual way up in decoders and generators.

    output = activation(Σ input · kernel, each laid where its place starts, + bias). Every place of the input writes a
    {kernel_size} patch into the output, scaled by learned weights, {strides} apart; overlapping patches add up. {input}
    becomes {output}. With strides=2 and padding='same' alone both sides double.

    Args:
        filters: how many channels go out; usually fewer from layer to layer on the way up, and the image's own number
            in the last one.
        kernel_size: height and width of the patch that each place writes. A multiple of the stride avoids a
            checkerboard in the result.
        strides: how far apart the patches start, so how many times larger the image gets.
        padding: 'valid' keeps the patches' overhang; 'same' cuts it, so that the size is the input's times `strides`.
        output_padding: rows and columns to add, to choose among the sizes that a convolution would have shrunk to
            this input. It has to stay below `strides`.
        dilation_rate: gaps inside the patch; it cannot be combined with strides above 1.

    Examples:
        (None, 7, 7, 128) → Conv2DTranspose(64, 4, strides=2, padding='same') → (None, 14, 14, 64), 131_136 parameters
        (None, 7, 7, 8) → Conv2DTranspose(4, 3) → (None, 9, 9, 4), 292 parameters
        (None, 7, 7, 8) → Conv2DTranspose(4, 3, 2, 'same', output_padding=0) → (None, 13, 13, 4), 292 parameters
        (None, 7, 7, 8) → Conv2DTranspose(4, 2, strides=3) → (None, 21, 21, 4), 132 parameters
        (None, 7, 7, 8) → Conv2DTranspose(4, 3, strides=2, output_padding=2) → InvalidValue
        (None, 49) → Conv2DTranspose(4, 3) → IncompatibleRank
    """
    kernel = Kernel(call, "Conv2DTranspose", kernel_size, strides, padding, data_format, dilation_rate)
    return transposed(kernel, filters, output_padding, use_bias)


@layer(rank=demand(1), tags="convolution affine", like=Conv1D, forgotten2="groups")
def Conv1DTranspose(
    call: Call,
    filters: UngroupedFilters,
    kernel_size: Kernel1D,
    strides: Size1D = 1,
    padding: Padding = "valid",
    output_padding: OptionalSteps1D = None,
    data_format: DataFormat = None,
    dilation_rate: Size1D = 1,
    activation: Activation = None,
    use_bias: Boolean = True,
    kernel_initializer: Initializer = "glorot_uniform",
    bias_initializer: Initializer = "zeros",
    kernel_regularizer: Regularizer = None,
    bias_regularizer: Regularizer = None,
    activity_regularizer: Regularizer = None,
    kernel_constraint: Constraint = None,
    bias_constraint: Constraint = None,
) -> Facets:
    """Makes a sequence longer with weights that are learned: the reverse way of Conv1D.

    output = activation(Σ input · kernel, each laid where its step starts, + bias). Every step of the input writes
    {kernel_size} steps into the output, {strides} apart; overlaps add up.

    Args:
        filters: how many features each step of the longer sequence has.
        kernel_size: how many output steps each input step writes to.
        strides: how far apart those pieces start, so how many times longer the sequence gets.
        padding: 'valid' keeps what hangs over the end; 'same' cuts it, so that the length is the input's times
            `strides`.
        output_padding: steps to add at the end; it has to stay below `strides`.
        dilation_rate: gaps inside each written piece; it cannot be combined with strides above 1.

    Examples:
        (None, 50, 8) → Conv1DTranspose(4, 3, strides=2, padding='same') → (None, 100, 4), 100 parameters
        (None, 50, 8) → Conv1DTranspose(4, 3) → (None, 52, 4), 100 parameters
        (None, 50, 8) → Conv1DTranspose(4, 3, use_bias=False) → (None, 52, 4), 96 parameters
        (None, 50) → Conv1DTranspose(4, 3) → IncompatibleRank
    """
    kernel = Kernel(call, "Conv1DTranspose", kernel_size, strides, padding, data_format, dilation_rate)
    return transposed(kernel, filters, output_padding, use_bias)


@layer(
    rank=demand(3),
    tags="convolution affine",
    like=Conv3D,
    forgotten2="groups",
    keras2="filters kernel_size strides padding output_padding data_format dilation_rate activation use_bias "
    "kernel_initializer bias_initializer kernel_regularizer bias_regularizer activity_regularizer kernel_constraint "
    "bias_constraint",
)
def Conv3DTranspose(
    call: Call,
    filters: UngroupedFilters,
    kernel_size: Kernel3D,
    strides: Size3D = (1, 1, 1),
    padding: Padding = "valid",
    data_format: DataFormat = None,
    output_padding: OptionalSteps3D = None,
    dilation_rate: Size3D = (1, 1, 1),
    activation: Activation = None,
    use_bias: Boolean = True,
    kernel_initializer: Initializer = "glorot_uniform",
    bias_initializer: Initializer = "zeros",
    kernel_regularizer: Regularizer = None,
    bias_regularizer: Regularizer = None,
    activity_regularizer: Regularizer = None,
    kernel_constraint: Constraint = None,
    bias_constraint: Constraint = None,
) -> Facets:
    """Makes a volume larger with weights that are learned: the reverse way of Conv3D.

    output = activation(Σ input · kernel, each laid where its place starts, + bias). Every place of the input writes a
    {kernel_size} box into the output, {strides} apart; overlaps add up.

    Args:
        filters: how many channels the larger volume has.
        kernel_size: depth, height and width of the box that each place writes.
        strides: how far apart the boxes start, so how many times larger the volume gets on each axis.
        padding: 'valid' keeps what hangs over the faces; 'same' cuts it, so that each size is the input's times
            `strides`.
        output_padding: layers to add on each axis; they have to stay below `strides`.
        dilation_rate: gaps inside the box; it cannot be combined with strides above 1.

    Examples:
        (None, 4, 7, 7, 8) → Conv3DTranspose(4, 2, strides=2) → (None, 8, 14, 14, 4), 260 parameters
        (None, 4, 7, 7, 8) → Conv3DTranspose(4, 3, padding='same') → (None, 4, 7, 7, 4), 868 parameters
        (None, 7, 7, 8) → Conv3DTranspose(4, 3) → IncompatibleRank
    """
    kernel = Kernel(call, "Conv3DTranspose", kernel_size, strides, padding, data_format, dilation_rate)
    return transposed(kernel, filters, output_padding, use_bias)
