"""LSTM (Keras: `layers/rnn/lstm.py`)."""

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
from seqlint.keras.whole import TwoStates
from seqlint.values.call import Call


@layer(
    rank=exactly(3),
    last_axis=True,
    tags="recurrent",
    removed="time_major",
    keras2="units activation recurrent_activation use_bias kernel_initializer recurrent_initializer "
    "bias_initializer unit_forget_bias kernel_regularizer recurrent_regularizer bias_regularizer "
    "activity_regularizer kernel_constraint recurrent_constraint bias_constraint dropout "
    "recurrent_dropout return_sequences return_state go_backwards stateful time_major unroll",
)
def LSTM(
    call: Call,
    units: TwoStates,
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
    unroll: Boolean = False,
    use_cudnn: UseCudnn = "auto",
    *,
    time_major: Boolean = False,
) -> Facets:
    """Reads a sequence step by step and remembers what matters, over many steps (long short-term memory).

    c ← f · c + i · {activation}(x · W + h · U + b) and h = o · {activation}(c), with gates f, i, o =
    {recurrent_activation}(x · W + h · U + b). At each step four small networks of {units} units look at the step's
    {input.last} features and at the previous state: what to forget, what to add, what to keep, what to tell. What goes
    out is a summary of what was read so far. The input has to be (batch, steps, features); a series of single readings
    needs a last axis of size 1.

    Args:
        units: how many numbers the memory has, so how many leave the layer. 32 to 256 is usual; weights grow with its
            square.
        activation: the function that what is added to the memory goes through. With 'tanh' a GPU's fast routine can be
            used; 'relu' often makes training unstable.
        recurrent_activation: the function that opens and closes the gates; 'sigmoid' gives 0 for shut and 1 for open.
        use_bias: whether each gate adds a constant.
        kernel_initializer: how the weights for the input start before training.
        recurrent_initializer: how the weights for the previous state start; 'orthogonal' keeps a signal alive over
            many steps.
        bias_initializer: how the constants start.
        unit_forget_bias: whether the forget gate starts with the constant 1, so that the memory is kept at first.
        kernel_regularizer: a penalty on large weights for the input, against overfitting.
        recurrent_regularizer: a penalty on large weights for the previous state.
        bias_regularizer: a penalty on large constants.
        activity_regularizer: a penalty on large outputs.
        kernel_constraint: a limit that the weights for the input are pulled back to after each step of training.
        recurrent_constraint: a limit that the weights for the state are pulled back to.
        bias_constraint: a limit that the constants are pulled back to.
        dropout: the share of the input features that is switched off at random while training, against overfitting.
        recurrent_dropout: the share of the state that is switched off at random while training; above 0 a GPU's fast
            routine cannot be used.
        seed: a number that makes the random choices of dropout repeatable.
        return_sequences: whether the state after every step goes out, (batch, steps, {units}), instead of only the last
            one, (batch, {units}). True is needed when another recurrent layer follows.
        return_state: whether the final state goes out as a second tensor. In a Sequential the next layer cannot take
            that; it is for models with several inputs.
        go_backwards: whether the sequence is read from its end.
        stateful: whether the state of one batch is where the next one starts. It needs a fixed batch size, and
            `reset_states()` between independent sequences.
        unroll: whether the loop is written out step by step: faster for short sequences, at the price of memory. It
            needs a known length.
        use_cudnn: whether a GPU's own fast routine is used: 'auto' does so where the other arguments allow it.
        time_major: whether the input is (steps, batch, features) instead of (batch, steps, features). Only in Keras 2.

    Examples:
        (None, 30, 8) → LSTM(32) → (None, 32), 5_248 parameters
        (None, 30, 8) → LSTM(32, return_sequences=True) → (None, 30, 32), 5_248 parameters
        (None, None, 1) → LSTM(50) → (None, 50), 10_400 parameters
        (16, 30, 8) → LSTM(32, stateful=True) → (16, 32), 5_248 parameters
        (None, 8) → LSTM(32) → IncompatibleRank
        (None, 30, None) → LSTM(32) → UndefinedAxis
        (None, 30, 8) → LSTM(32, stateful=True) → UndefinedAxis
    """
    fast = not unroll and bool(use_bias)
    if call.target.major < 3 and fast and is_fast(activation, recurrent_activation, recurrent_dropout):
        check_flags(call, "LSTM", go_backwards, time_major)
    unrolled = unroll and call.target.major == 2
    recurrence = Recurrence(return_sequences, return_state, stateful, time_major, unrolled)
    return recurrent(recurrence, units, cell_weights(units, 4, use_bias))
