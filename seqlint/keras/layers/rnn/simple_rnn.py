"""SimpleRNN (Keras: `layers/rnn/simple_rnn.py`)."""

from __future__ import annotations

from seqlint.keras.kinds import (
    Activation,
    Boolean,
    Constraint,
    Dropped,
    Initializer,
    Regularizer,
    RegularizerUnreadBy3,
    Seed,
)
from seqlint.keras.layer import Facets, exactly, layer
from seqlint.keras.layers.rnn.base_rnn import Recurrence, cell_weights, recurrent
from seqlint.keras.layers.rnn.lstm import LSTM
from seqlint.keras.whole import Units
from seqlint.values.call import Call


@layer(
    rank=exactly(3),
    last_axis=True,
    tags="recurrent",
    like=LSTM,
    keras2="units activation use_bias kernel_initializer recurrent_initializer bias_initializer "
    "kernel_regularizer recurrent_regularizer bias_regularizer activity_regularizer kernel_constraint "
    "recurrent_constraint bias_constraint dropout recurrent_dropout return_sequences return_state "
    "go_backwards stateful unroll",
)
def SimpleRNN(
    call: Call,
    units: Units,
    activation: Activation = "tanh",
    use_bias: Boolean = True,
    kernel_initializer: Initializer = "glorot_uniform",
    recurrent_initializer: Initializer = "orthogonal",
    bias_initializer: Initializer = "zeros",
    kernel_regularizer: Regularizer = None,
    recurrent_regularizer: Regularizer = None,
    bias_regularizer: Regularizer = None,
    activity_regularizer: RegularizerUnreadBy3 = None,
    kernel_constraint: Constraint = None,
    recurrent_constraint: Constraint = None,
    bias_constraint: Constraint = None,
    dropout: Dropped = 0.0,
    recurrent_dropout: Dropped = 0.0,
    return_sequences: Boolean = False,
    return_state: Boolean = False,
    go_backwards: Boolean = False,
    stateful: Boolean = False,
    unroll: Boolean = False,
    seed: Seed = None,
) -> Facets:
    """Reads a sequence step by step: each output is a mix of the step's features and the output before.

    state = activation(step · kernel + previous state · recurrent kernel + bias). It forgets within some ten steps; LSTM
    and GRU remember longer. The input has to be (batch, steps, features).

    Args:
        units: how many numbers the state has, so how many leave the layer.
        activation: the function that each new state goes through; 'tanh' keeps it between -1 and 1.
        use_bias: whether a constant is added to each number of the state.

    Examples:
        (None, 30, 8) → SimpleRNN(32) → (None, 32), 1_312 parameters
        (None, 30, 8) → SimpleRNN(32, return_sequences=True) → (None, 30, 32), 1_312 parameters
        (None, 8) → SimpleRNN(32) → IncompatibleRank
    """
    unrolled = unroll and call.target.major == 2
    recurrence = Recurrence(return_sequences, return_state, stateful, unrolled=unrolled)
    return recurrent(recurrence, units, cell_weights(units, 1, use_bias))
