"""ConvLSTM1D, ConvLSTM2D, ConvLSTM3D (Keras: `layers/rnn/conv_lstm1d.py` …)."""

from __future__ import annotations

from seqlint.keras.kinds import (
    Activation,
    Boolean,
    Constraint,
    DataFormat,
    Dropped,
    Initializer,
    Padding,
    Regularizer,
    Seed,
)
from seqlint.keras.layer import Facets, exactly, layer
from seqlint.keras.layers.convolutional.base_conv import Kernel
from seqlint.keras.layers.rnn.base_conv_lstm import conv_lstm
from seqlint.keras.layers.rnn.base_rnn import Recurrence
from seqlint.keras.layers.rnn.lstm import LSTM
from seqlint.keras.whole import (
    Filters,
    Kernel1D,
    Kernel2D,
    Kernel3D,
    Size1D,
    Size2D,
    Size3D,
    Steps1D,
    Steps2D,
    Steps3D,
)
from seqlint.values.call import Call

KERAS2 = (
    "filters kernel_size strides padding data_format dilation_rate activation "
    "recurrent_activation='hard_sigmoid' use_bias kernel_initializer recurrent_initializer "
    "bias_initializer unit_forget_bias kernel_regularizer recurrent_regularizer bias_regularizer "
    "activity_regularizer kernel_constraint recurrent_constraint bias_constraint return_sequences "
    "return_state go_backwards stateful dropout recurrent_dropout"
)
"""The order of the arguments in Keras 2."""


@layer(rank=exactly(5, built=(5, None)), tags="recurrent convolution", like=LSTM, keras2=KERAS2)
def ConvLSTM2D(
    call: Call,
    filters: Filters,
    kernel_size: Kernel2D,
    strides: Steps2D = 1,
    padding: Padding = "valid",
    data_format: DataFormat = None,
    dilation_rate: Size2D = 1,
    activation: Activation = "tanh",
    recurrent_activation: Activation = "sigmoid",
    use_bias: Boolean = True,
    kernel_initializer: Initializer = "glorot_uniform",
    recurrent_initializer: Initializer = "orthogonal",
    bias_initializer: Initializer = "zeros",
    unit_forget_bias: Boolean = True,
    kernel_regularizer: Regularizer = None,
    recurrent_regularizer: Regularizer = None,
    bias_regularizer: Regularizer = None,
    activity_regularizer: Regularizer = None,
    kernel_constraint: Constraint = None,
    recurrent_constraint: Constraint = None,
    bias_constraint: Constraint = None,
    dropout: Dropped = 0.0,
    recurrent_dropout: Dropped = 0.0,
    seed: Seed = None,
    return_sequences: Boolean = False,
    return_state: Boolean = False,
    go_backwards: Boolean = False,
    stateful: Boolean = False,
) -> Facets:
    """Reads a film step by step with an LSTM whose gates are convolutions, which remember places.

    c ← f · c + i · {activation}(x ∗ W + h ∗ U + b) and h = o · tanh(c), where ∗ is a convolution. Each step is a
    picture; the memory is a map with {filters} channels. The input has to be (batch, steps, height, width, channels),
    and the sizes of a picture must be known.

    Args:
        filters: how many patterns the memory keeps at each place, so how many channels go out.
        kernel_size: height and width of the window that the gates look through.
        strides: how far the window moves over each picture; 2 halves height and width.
        padding: 'valid' keeps the window inside the picture, so maps get smaller; 'same' adds zeros so that with
            strides=1 they stay.
        data_format: where the channels stand: last, the default, or before height and width ('channels_first').
        dilation_rate: gaps between the taps on the input; it cannot be combined with strides above 1.
        return_sequences: whether the maps of every step go out instead of only the last ones.

    Examples:
        (None, 10, 32, 32, 1) → ConvLSTM2D(8, 3) → (None, 30, 30, 8), 2_624 parameters
        (None, 5, 9, 9, 1) → ConvLSTM2D(8, 3, return_sequences=True) → (None, 5, 7, 7, 8), 2_624 parameters
        (None, 32, 32, 1) → ConvLSTM2D(8, 3) → IncompatibleRank
        (None, 10, None, 32, 1) → ConvLSTM2D(8, 3) → UndefinedAxis
    """
    kernel = Kernel(call, "ConvLSTM2D", kernel_size, strides, padding, data_format, dilation_rate)
    return conv_lstm(kernel, filters, use_bias, Recurrence(return_sequences, return_state, stateful))


@layer(rank=exactly(4, built=(4, None)), tags="recurrent convolution", like=LSTM, keras2=KERAS2)
def ConvLSTM1D(
    call: Call,
    filters: Filters,
    kernel_size: Kernel1D,
    strides: Steps1D = 1,
    padding: Padding = "valid",
    data_format: DataFormat = None,
    dilation_rate: Size1D = 1,
    activation: Activation = "tanh",
    recurrent_activation: Activation = "sigmoid",
    use_bias: Boolean = True,
    kernel_initializer: Initializer = "glorot_uniform",
    recurrent_initializer: Initializer = "orthogonal",
    bias_initializer: Initializer = "zeros",
    unit_forget_bias: Boolean = True,
    kernel_regularizer: Regularizer = None,
    recurrent_regularizer: Regularizer = None,
    bias_regularizer: Regularizer = None,
    activity_regularizer: Regularizer = None,
    kernel_constraint: Constraint = None,
    recurrent_constraint: Constraint = None,
    bias_constraint: Constraint = None,
    dropout: Dropped = 0.0,
    recurrent_dropout: Dropped = 0.0,
    seed: Seed = None,
    return_sequences: Boolean = False,
    return_state: Boolean = False,
    go_backwards: Boolean = False,
    stateful: Boolean = False,
) -> Facets:
    """Reads a row of sequences step by step with an LSTM whose gates are convolutions, which remember places.

    c ← f · c + i · {activation}(x ∗ W + h ∗ U + b) and h = o · tanh(c), where ∗ is a convolution. Each step is a
    sequence; the memory is a map with {filters} channels. The input has to be (batch, steps, length, channels), and the
    sizes of a sequence must be known.

    Args:
        filters: how many patterns the memory keeps at each place, so how many channels go out.
        kernel_size: how many places of each sequence the gates look at together.
        strides: how far the window moves along each sequence; 2 halves its length.
        padding: 'valid' keeps the window inside, so the sequences get shorter; 'same' adds zeros so that with strides=1
            they stay.
        data_format: where the channels stand: last, the default, or before the length ('channels_first').
        dilation_rate: gaps between the taps on the input; it cannot be combined with strides above 1.
        return_sequences: whether the maps of every step go out instead of only the last ones.

    Examples:
        (None, 10, 32, 1) → ConvLSTM1D(8, 3) → (None, 30, 8), 896 parameters
        (None, 32, 1) → ConvLSTM1D(8, 3) → IncompatibleRank
    """
    kernel = Kernel(call, "ConvLSTM1D", kernel_size, strides, padding, data_format, dilation_rate)
    return conv_lstm(kernel, filters, use_bias, Recurrence(return_sequences, return_state, stateful))


@layer(rank=exactly(6, built=(6, None)), tags="recurrent convolution", like=LSTM, keras2=KERAS2)
def ConvLSTM3D(
    call: Call,
    filters: Filters,
    kernel_size: Kernel3D,
    strides: Steps3D = 1,
    padding: Padding = "valid",
    data_format: DataFormat = None,
    dilation_rate: Size3D = 1,
    activation: Activation = "tanh",
    recurrent_activation: Activation = "sigmoid",
    use_bias: Boolean = True,
    kernel_initializer: Initializer = "glorot_uniform",
    recurrent_initializer: Initializer = "orthogonal",
    bias_initializer: Initializer = "zeros",
    unit_forget_bias: Boolean = True,
    kernel_regularizer: Regularizer = None,
    recurrent_regularizer: Regularizer = None,
    bias_regularizer: Regularizer = None,
    activity_regularizer: Regularizer = None,
    kernel_constraint: Constraint = None,
    recurrent_constraint: Constraint = None,
    bias_constraint: Constraint = None,
    dropout: Dropped = 0.0,
    recurrent_dropout: Dropped = 0.0,
    seed: Seed = None,
    return_sequences: Boolean = False,
    return_state: Boolean = False,
    go_backwards: Boolean = False,
    stateful: Boolean = False,
) -> Facets:
    """Reads a row of volumes step by step with an LSTM whose gates are convolutions, which remember places.

    c ← f · c + i · {activation}(x ∗ W + h ∗ U + b) and h = o · tanh(c), where ∗ is a convolution. Each step is a
    volume; the memory is a map with {filters} channels. The input has to be (batch, steps, depth, height, width,
    channels), and the sizes of a volume must be known.

    Args:
        filters: how many patterns the memory keeps at each place, so how many channels go out.
        kernel_size: depth, height and width of the box that the gates look through.
        strides: how far the box moves through each volume; 2 halves all three sizes.
        padding: 'valid' keeps the box inside, so the volumes get smaller; 'same' adds zeros so that with strides=1 they
            stay.
        data_format: where the channels stand: last, the default, or before the spatial axes ('channels_first').
        dilation_rate: gaps between the taps on the input; it cannot be combined with strides above 1.
        return_sequences: whether the maps of every step go out instead of only the last ones.

    Examples:
        (None, 10, 8, 8, 8, 1) → ConvLSTM3D(2, 3) → (None, 6, 6, 6, 2), 656 parameters
        (None, 8, 8, 8, 1) → ConvLSTM3D(2, 3) → IncompatibleRank
    """
    kernel = Kernel(call, "ConvLSTM3D", kernel_size, strides, padding, data_format, dilation_rate)
    return conv_lstm(kernel, filters, use_bias, Recurrence(return_sequences, return_state, stateful))
