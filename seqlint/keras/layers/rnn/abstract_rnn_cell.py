"""AbstractRNNCell (Keras 2: `layers/rnn/abstract_rnn_cell.py`)."""

from __future__ import annotations

from seqlint.keras.kinds import Anything, Boolean
from seqlint.keras.layer import Facets, layer


@layer(
    several="the tensor of one step and the states before it (a cell works inside `RNN`)", generations=(2,), tags="cell"
)
def AbstractRNNCell(
    trainable: Boolean = True, name: Anything = None, dtype: Anything = None, dynamic: Boolean = False
) -> Facets:
    """The base class of cells that a program writes itself. Only in Keras 2.

    It does nothing: a subclass says what one step does (`call`), and how large its state and its output are.

    Args:
        trainable: whether the cell's weights change in training.
        name: the cell's name; Keras makes one up when it is left out.
        dtype: the type of the cell's numbers.
        dynamic: whether the cell can only run step by step, not as a graph.
    """
    return Facets()
