"""GRU (Keras: `layers/rnn/gru.py`)."""

from __future__ import annotations

from seqlint.keras.kinds import (
    Activation,
    Boolean,
    Constraint,
    Dropped,
    Initializer,
    Regularizer,
    Seed,
    UseCudnn,
)
from seqlint.keras.layer import Facets, exactly, layer
from seqlint.keras.layers.rnn.base_rnn import Recurrence, cell_weights, check_flags, is_fast, recurrent
from seqlint.keras.layers.rnn.lstm import LSTM
from seqlint.keras.whole import Units
from seqlint.values.call import Call


@layer(
    rank=exactly(3),
    last_axis=True,
    tags="recurrent",
    like=LSTM,
    removed="time_major",
    keras2="units activation recurrent_activation use_bias kernel_initializer recurrent_initializer "
    "bias_initializer kernel_regularizer recurrent_regularizer bias_regularizer activity_regularizer "
    "kernel_constraint recurrent_constraint bias_constraint dropout recurrent_dropout return_sequences "
    "return_state go_backwards stateful unroll time_major reset_after",
)
def GRU(
    call: Call,
    units: Units,
    activation: Activation = "tanh",
    recurrent_activation: Activation = "sigmoid",
    use_bias: Boolean = True,
    kernel_initializer: Initializer = "glorot_uniform",
    recurrent_initializer: Initializer = "orthogonal",
    bias_initializer: Initializer = "zeros",
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
    unroll: Boolean = False,
    reset_after: Boolean = True,
    use_cudnn: UseCudnn = "auto",
    *,
    time_major: Boolean = False,
) -> Facets:
    """Reads a sequence step by step and keeps a summary of it; a smaller sibling of LSTM (gated recurrent unit).

    h ← z · h + (1 − z) · {activation}(x · W + r · (h · U) + b), with gates z, r = {recurrent_activation}(x · W + h · U
    + b). At each step three small networks of {units} units look at the step's {input.last} features and at the
    previous state: how much of it to keep, how much to renew, and with what. The input has to be (batch, steps,
    features).

    Args:
        units: how many numbers the state has, so how many leave the layer. 32 to 256 is usual.
        activation: the function that the new part of the state goes through.
        reset_after: whether the reset gate works after the multiplication with the state. True is the form that a GPU
            runs fast, with a second set of biases; False is the one of the first paper.

    Examples:
        (None, 30, 8) → GRU(32) → (None, 32), 4_032 parameters
        (None, 30, 8) → GRU(32, reset_after=False) → (None, 32), 3_936 parameters
        (None, 30, 8) → GRU(32, return_sequences=True, use_bias=False) → (None, 30, 32), 3_840 parameters
        (None, 8) → GRU(32) → IncompatibleRank
    """
    fast = not unroll and bool(use_bias) and bool(reset_after)
    if call.target.major < 3 and fast and is_fast(activation, recurrent_activation, recurrent_dropout):
        check_flags(call, "GRU", go_backwards, time_major)
    unrolled = unroll and call.target.major == 2
    recurrence = Recurrence(return_sequences, return_state, stateful, time_major, unrolled)
    return recurrent(recurrence, units, cell_weights(units, 3, use_bias, two_biases=reset_after))
