"""StackedRNNCells (Keras: `layers/rnn/stacked_rnn_cells.py`)."""

from __future__ import annotations

from seqlint.keras.kinds import Anything
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.rnn.base_cell import cells_of, stacked
from seqlint.values.call import Call


@layer(several="the tensor of one step and the states before it (a cell works inside `RNN`)", tags="cell")
def StackedRNNCells(call: Call, cells: Anything) -> Facets:
    """Several cells that work as one: at each step the first one's output is the second one's input, and so on.

    Args:
        cells: the list of cells, the first one nearest to the input.

    Examples:
        (None, 30, 8) → RNN(StackedRNNCells([LSTMCell(32), LSTMCell(16)])) → (None, 16), 8_384 parameters
        (None, 8) → StackedRNNCells([LSTMCell(32)]) → SeveralInputs
    """
    return stacked(cells_of(call, "StackedRNNCells", "cells", cells))
