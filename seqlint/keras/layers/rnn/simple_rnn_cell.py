"""SimpleRNNCell (Keras: `layers/rnn/simple_rnn.py`)."""

from __future__ import annotations

from seqlint.keras.kinds import Activation, Boolean, Constraint, Dropped, Initializer, Regularizer, Seed
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.rnn.base_rnn import cell, cell_weights
from seqlint.keras.layers.rnn.lstm_cell import LSTMCell
from seqlint.keras.whole import Units


@layer(
    several="the tensor of one step and the states before it (a cell works inside `RNN`)",
    tags="cell",
    like=LSTMCell,
    keras2="units activation use_bias kernel_initializer recurrent_initializer bias_initializer "
    "kernel_regularizer recurrent_regularizer bias_regularizer kernel_constraint recurrent_constraint "
    "bias_constraint dropout recurrent_dropout",
)
def SimpleRNNCell(
    units: Units,
    activation: Activation = "tanh",
    use_bias: Boolean = True,
    kernel_initializer: Initializer = "glorot_uniform",
    recurrent_initializer: Initializer = "orthogonal",
    bias_initializer: Initializer = "zeros",
    kernel_regularizer: Regularizer = None,
    recurrent_regularizer: Regularizer = None,
    bias_regularizer: Regularizer = None,
    kernel_constraint: Constraint = None,
    recurrent_constraint: Constraint = None,
    bias_constraint: Constraint = None,
    dropout: Dropped = 0.0,
    recurrent_dropout: Dropped = 0.0,
    seed: Seed = None,
) -> Facets:
    """One step of a SimpleRNN, to be put into `RNN` alone or stacked with other cells.

    Args:
        units: how many numbers the cell's state has.
        activation: the function that each new state of the cell goes through.

    Examples:
        (None, 30, 8) → RNN(SimpleRNNCell(32)) → (None, 32), 1_312 parameters
        (None, 8) → SimpleRNNCell(32) → SeveralInputs
    """
    return cell(units, cell_weights(units, 1, use_bias))
