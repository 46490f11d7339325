"""Conv1D, Conv2D, Conv3D (Keras: `layers/convolutional/conv1d.py` …)."""

from __future__ import annotations

from seqlint.keras.kinds import (
    Activation,
    Boolean,
    Constraint,
    DataFormat,
    Initializer,
    Padding,
    Padding1D,
    Regularizer,
)
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.convolutional.base_conv import Kernel, convolution, demand
from seqlint.keras.whole import Groups, Kernel1D, Kernel2D, Kernel3D, LenientPositiveInt, Size1D, Size2D, Size3D
from seqlint.values.call import Call


@layer(rank=demand(2), tags="convolution affine")
def Conv2D(
    call: Call,
    filters: LenientPositiveInt,
    kernel_size: Kernel2D,
    strides: Size2D = (1, 1),
    padding: Padding = "valid",
    data_format: DataFormat = None,
    dilation_rate: Size2D = (1, 1),
    groups: Groups = 1,
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
    """Small windows slide over the image and look for patterns: edges first, parts of things in later layers.

    output = activation(Σ window · kernel + bias), for every place and filter: each of the {filters} filters multiplies
    the {kernel_size} window under it, over its input channels, with its own weights and writes one number; sliding over
    the whole image gives one map a filter. The same weights serve every place, so an edge is found wherever it is. A
    pooling layer or a convolution with strides usually follows, then more filters. The input is a batch of images:
    (batch, height, width, channels); a grey image needs a channel axis of size 1.

    Args:
        filters: how many patterns are looked for, so how many channels go out. 16 to 64 is usual in the first layer,
            and twice as many after each halving of the image.
        kernel_size: height and width of the window. One number makes it square. 3 is usual; a larger one sees more at
            once and costs more weights.
        strides: how far the window moves at each step. 1 visits every place; 2 halves height and width. The third
            positional argument is this one, so `Conv2D(32, 3, 3)` moves by 3 and does not mean a 3 × 3 kernel.
        padding: what happens at the border. 'valid' keeps the window inside the image, so the map gets smaller by
            kernel_size - 1; 'same' surrounds the image with zeros, so that with strides=1 the size stays.
        data_format: where the channels stand: 'channels_last' is (batch, height, width, channels), the default;
            'channels_first' is (batch, channels, height, width), which TensorFlow cannot run on a CPU.
        dilation_rate: gaps between the window's taps. 2 lets a 3 × 3 window span 5 × 5 with the same weights; it
            cannot be combined with strides above 1.
        groups: splits the channels into this many groups that do not see each other. It has to divide the input
            channels and `filters`; 1 lets every filter see every channel.
        activation: the function that every number of the map goes through; 'relu' is usual. Without one the layer is
            linear, and two linear layers in a row are no more than one.
        use_bias: whether each filter adds a constant. It can be left out when BatchNormalization follows, which has
            its own.
        kernel_initializer: how the filters' weights start before training; `he_normal` is usual with relu.
        bias_initializer: how the constants start.
        kernel_regularizer: a penalty on large filter weights, added to the loss, against overfitting.
        bias_regularizer: a penalty on large constants; seldom needed.
        activity_regularizer: a penalty on large numbers in the maps that go out.
        kernel_constraint: a limit that the filter weights are pulled back to after each step.
        bias_constraint: a limit that the constants are pulled back to after each step.

    Examples:
        (None, 28, 28, 1) → Conv2D(32, 3) → (None, 26, 26, 32), 320 parameters
        (None, 28, 28, 1) → Conv2D(32, 3, padding='same') → (None, 28, 28, 32), 320 parameters
        (None, 32, 32, 3) → Conv2D(64, (5, 3), strides=2) → (None, 14, 15, 64), 2_944 parameters
        (None, 28, 28, 8) → Conv2D(16, 3, groups=4, use_bias=False) → (None, 26, 26, 16), 288 parameters
        (None, 28, 28, 1) → Conv2D(8, 3, dilation_rate=2) → (None, 24, 24, 8), 80 parameters
        (None, None, None, 3) → Conv2D(8, 3) → (None, None, None, 8), 224 parameters
        (None, 3, 28, 28) → Conv2D(8, 3, data_format='channels_first') → (None, 8, 26, 26), 224 parameters
        (None, 784) → Conv2D(8, 3) → IncompatibleRank
        (None, 2, 2, 1) → Conv2D(8, 3) → WindowTooLarge
        (None, 28, 28, 3) → Conv2D(8, 3, groups=2) → IncompatibleAxis
        (None, 28, 28, 3) → Conv2D(8, 3, strides=2, dilation_rate=2) → InvalidValue
        (None, 28, 28, None) → Conv2D(8, 3) → UndefinedAxis
    """
    kernel = Kernel(call, "Conv2D", kernel_size, strides, padding, data_format, dilation_rate)
    return convolution(kernel, filters, groups, use_bias)


@layer(rank=demand(1), tags="convolution affine", like=Conv2D)
def Conv1D(
    call: Call,
    filters: LenientPositiveInt,
    kernel_size: Kernel1D,
    strides: Size1D = 1,
    padding: Padding1D = "valid",
    data_format: DataFormat = None,
    dilation_rate: Size1D = 1,
    groups: Groups = 1,
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
    """Windows of {kernel_size} steps slide along a sequence and look for patterns in it: words, notes, readings.

    output[t] = activation(Σ input[t + i] · kernel[i] + bias). Each of the {filters} filters multiplies the steps under
    it, with their features, by its own weights, and writes one number for each place. The input is a
    batch of sequences: (batch, steps, features); a series of single readings needs a last axis of size 1.

    Args:
        filters: how many patterns are looked for, so how many features each step has afterwards.
        kernel_size: how many steps in a row one filter sees.
        strides: how many steps the window moves at a time; 2 halves the length.
        padding: what happens at both ends. 'valid' keeps the window inside, so the sequence gets shorter; 'same' adds
            zeros so that with strides=1 the length stays; 'causal' adds them only before, so that no output sees
            later steps.
        data_format: where the features stand: 'channels_last' is (batch, steps, features), the default;
            'channels_first' is (batch, features, steps).
        dilation_rate: gaps between the steps that the window looks at. Doubling it from layer to layer sees far back
            with few weights; it cannot be combined with strides above 1.

    Examples:
        (None, 100, 8) → Conv1D(16, 5) → (None, 96, 16), 656 parameters
        (None, 100, 8) → Conv1D(16, 5, padding='causal') → (None, 100, 16), 656 parameters
        (None, 100, 8) → Conv1D(16, 5, strides=3, padding='same') → (None, 34, 16), 656 parameters
        (None, None, 8) → Conv1D(4, 3) → (None, None, 4), 100 parameters
        (None, 100) → Conv1D(4, 3) → IncompatibleRank
        (None, 2, 8) → Conv1D(4, 3) → WindowTooLarge
    """
    kernel = Kernel(call, "Conv1D", kernel_size, strides, padding, data_format, dilation_rate)
    return convolution(kernel, filters, groups, use_bias)


@layer(rank=demand(3), tags="convolution affine", like=Conv2D)
def Conv3D(
    call: Call,
    filters: LenientPositiveInt,
    kernel_size: Kernel3D,
    strides: Size3D = (1, 1, 1),
    padding: Padding = "valid",
    data_format: DataFormat = None,
    dilation_rate: Size3D = (1, 1, 1),
    groups: Groups = 1,
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
    """Small boxes slide through a volume, or through a film with time as its first axis, and look for patterns.

    output = activation(Σ box · kernel + bias), for every place and filter: each of the {filters} filters multiplies the
    {kernel_size} box under it, over its input channels, with its own weights and writes one number. The input has five
    axes: (batch, depth, height, width, channels).

    Args:
        kernel_size: depth, height and width of the box. One number makes it a cube.
        strides: how far the box moves at each step on its three axes; 2 halves all three sizes.
        padding: what happens at the faces of the volume. 'valid' keeps the box inside, so all sizes shrink; 'same'
            surrounds the volume with zeros, so that with strides=1 the sizes stay.
        data_format: where the channels stand: last, the default, or right after the batch ('channels_first').
        dilation_rate: gaps between the box's taps; it cannot be combined with strides above 1.

    Examples:
        (None, 16, 28, 28, 1) → Conv3D(8, 3) → (None, 14, 26, 26, 8), 224 parameters
        (None, 16, 28, 28, 3) → Conv3D(4, (1, 3, 3), padding='same') → (None, 16, 28, 28, 4), 112 parameters
        (None, 28, 28, 1) → Conv3D(8, 3) → IncompatibleRank
        (None, 2, 28, 28, 1) → Conv3D(8, 3) → WindowTooLarge
    """
    kernel = Kernel(call, "Conv3D", kernel_size, strides, padding, data_format, dilation_rate)
    return convolution(kernel, filters, groups, use_bias)
