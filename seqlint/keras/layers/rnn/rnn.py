"""RNN (Keras: `layers/rnn/rnn.py`)."""

from __future__ import annotations

from seqlint.keras.inner import Inner
from seqlint.keras.kinds import Anything, Boolean, Context, is_unknown
from seqlint.keras.layer import Facets, Rank, at_least, layer
from seqlint.keras.layers.rnn.base_cell import cells_of, stacked
from seqlint.keras.layers.rnn.base_rnn import Recurrence
from seqlint.keras.layers.rnn.lstm import LSTM
from seqlint.keras.weights import Weight
from seqlint.values.call import Call
from seqlint.values.refusal import IncompatibleRank, Refused, UndefinedAxis
from seqlint.values.shape import Open, Shape, UnknownShape, unknown_shape


@layer(
    tags="recurrent",
    like=LSTM,
    removed="time_major",
    keras2="cell return_sequences return_state go_backwards stateful unroll time_major",
)
def RNN(
    call: Call,
    cell: Anything,
    return_sequences: Boolean = False,
    return_state: Boolean = False,
    go_backwards: Boolean = False,
    stateful: Boolean = False,
    unroll: Boolean = False,
    zero_output_for_mask: Boolean = False,
    *,
    time_major: Boolean = False,
) -> Facets:
    """Reads a sequence step by step with the cell, or the stack of cells, that it is given.

    The cell says what happens at one step; this layer goes through the steps and carries the state along. The input has
    to be (batch, steps, features).

    Args:
        cell: a cell such as `LSTMCell(32)`, a list of cells that are stacked, or a cell of your own with `call`,
            `state_size` and `output_size`.
        return_sequences: whether the output of every step goes out instead of only the last one.
        zero_output_for_mask: whether masked steps give zeros instead of repeating the output before.

    Examples:
        (None, 30, 8) → RNN(LSTMCell(32), return_sequences=True) → (None, 30, 32), 5_248 parameters
        (None, 30, 8) → RNN([GRUCell(16), SimpleRNNCell(4)]) → (None, 4), 1_332 parameters
    """
    cells = cells_of(call, "RNN", "cell", cell)
    listed = call.target.major >= 3 and _stacks_in_a_list(call, cell, cells)
    if listed and return_state and not is_unknown(return_state):
        keras = "ValueError: Undefined shapes are not supported."
        raise Context("RNN", "return_state", call).refuse(True, "False for stacks in a list", keras).when_applied()
    inside = stacked(cells)
    unrolled = unroll and call.target.major == 2
    recurrence = Recurrence(return_sequences, return_state, stateful, time_major, unrolled)

    def output(shape: Shape) -> Shape | UnknownShape:
        if len(shape) < 2:
            raise _too_flat(shape)
        if unrolled and len(shape) > 3:
            recurrence.output(shape, ())
            return unknown_shape("Keras 2 mixes the axes between time and features with the batch")
        if len(shape) > 3 and any(cell.layer is None or not cell.layer.has("cell") for cell in cells):
            return unknown_shape("what a cell of the program makes of further axes is not known")
        return recurrence.output(shape, inside.output((shape[0], shape[-1]))[1:])  # type: ignore[index]  # a stack of cells gives a tuple

    def weights(shape: Shape) -> tuple[Weight, ...]:
        output(shape)
        step = (shape[0], *shape[2:])
        if isinstance(step[-1], Open):
            raise _too_flat(shape) if len(shape) < 3 else Refused(UndefinedAxis, axis=-1, shape=shape)
        return inside.weights(step)

    if not cells:
        return _without_cells(call, cell, recurrence)
    rank = None if call.target.major >= 3 else Rank(3, None if unrolled and _simple(cells) else 3)
    one_step = (lambda shape: (shape[0], *shape[2:])) if len(cells) == 1 else None
    return Facets(output, weights, inner=inside.inner, within=one_step, rank=rank, several=recurrence.several)


def _without_cells(call: Call, cell: object, recurrence: Recurrence) -> Facets:
    """Keras 2 takes an empty list, and hands every step on as it is."""
    if recurrence.stateful:
        keras = "IndexError: list index out of range"
        raise Context("RNN", "cell", call).refuse(cell, "a list with cells in it", keras).when_applied()

    def output(shape: Shape) -> Shape | UnknownShape:
        if recurrence.several is not None:
            return unknown_shape("a list with one tensor goes out")
        return recurrence.output(shape, shape[2:])

    return Facets(output, rank=at_least(3))


def _stacks_in_a_list(call: Call, given: object, cells: tuple[Inner, ...]) -> bool:
    """Whether states are lists in a list, whose shapes Keras 3 does not work out."""
    names = [cell.layer.type.name for cell in cells if cell.layer is not None]
    return "StackedRNNCells" in names and call.items(given) is not None


def _simple(cells: tuple[Inner, ...]) -> bool:
    """Whether the cells' arithmetic overlooks further axes."""
    return all(_is_simple(cell) for cell in cells)


def _is_simple(cell: Inner) -> bool:
    layer = cell.layer
    if layer is not None and layer.type.name == "StackedRNNCells":
        return _simple(tuple(Inner(cell.call, ref) for ref in layer.facets.inner))
    return layer is not None and layer.type.name == "SimpleRNNCell"


def _too_flat(shape: Shape) -> Refused:
    return Refused(IncompatibleRank, expected="ndim=3", wanted=3, shape=shape)
