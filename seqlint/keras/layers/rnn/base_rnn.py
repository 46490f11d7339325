"""What the recurrent layers share: one step after the other, with a state that is carried along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.keras.layer import Facets
from seqlint.keras.nested import is_list
from seqlint.keras.weights import Weight, weight
from seqlint.values.refusal import InvalidValue, Refused, UndefinedAxis
from seqlint.values.shape import Dim, Open, Shape, UnknownShape, unknown_shape

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.values.call import Call
    from seqlint.values.store import Ref

SEVERAL = "the output and its states (`return_state=True`)"


class Recurrence(msgspec.Struct, frozen=True):
    """How a recurrent layer goes through a sequence.

    Attributes:
        sequences: whether the output of every step goes out.
        state: whether the states go out as well.
        stateful: whether the state is kept from batch to batch.
        time_major: whether time stands before the batch (Keras 2).
        unrolled: whether the loop is written out when the layer is built (Keras 2), which needs a known length.
    """

    sequences: Any
    state: Any
    stateful: Any
    time_major: Any = False
    unrolled: Any = False

    def output(self, shape: Shape, result: Shape) -> Shape | UnknownShape:
        """The shape that goes out, where one step gives `result` (without the batch).

        Raises:
            Refused: if a state is to be kept for a batch of unknown size.
        """
        batch, time = (shape[1], shape[0]) if self.time_major else (shape[0], shape[1])
        if self.stateful and isinstance(batch, Open):
            keras = "ValueError: When using `stateful=True` in a RNN, the batch size must be static."
            raise Refused(UndefinedAxis, "stateful", keras, axis=0, shape=shape)
        if self.unrolled and isinstance(time, Open):
            keras = "ValueError: Unrolling requires a fixed number of timesteps."
            raise Refused(UndefinedAxis, "unroll", keras, axis=0 if self.time_major else 1, shape=shape)
        if self.state:
            return unknown_shape("`return_state=True` gives a list of tensors")
        return self.one(batch, time, result)

    def one(self, batch: Dim, time: Dim, result: Shape) -> Shape:
        """The output alone, without states."""
        if not self.sequences:
            return (batch, *result)
        return (time, batch, *result) if self.time_major else (batch, time, *result)

    @property
    def several(self) -> str | None:
        """What goes out besides the output, in words."""
        return SEVERAL if self.state else None


def overlooks(step: Shape) -> bool:
    """Whether a recurrent layer that is not asked for its rank computes a shape all the same, in Keras 3.

    It overlooks axes between time and features, and takes a batch of known size for the features.
    """
    return len(step) > _SEQUENCES or (len(step) == _SEQUENCES - 1 and not isinstance(step[0], Open))


_SEQUENCES = 3
"""Axes of a batch of sequences."""


def recurrent(
    recurrence: Recurrence, units: Dim, step_weights: Callable[[Shape], tuple[Weight, ...]], inner: tuple[Ref, ...] = ()
) -> Facets:
    """A layer with a cell of `units` whose weights follow from the shape of one step."""

    def output(shape: Shape) -> Shape | UnknownShape:
        return recurrence.output(shape, (units,))

    def weights(shape: Shape) -> tuple[Weight, ...]:
        recurrence.output(shape, (units,))
        return step_weights((shape[0], *shape[2:]))

    def steps(shape: Shape) -> tuple[str, ...]:
        kept = "every step's state goes out" if recurrence.sequences else "only the last step's state goes out"
        return (f"features: {units} units", kept)

    return Facets(output, weights, steps=steps, inner=inner, several=recurrence.several)


def is_fast(activation: Any, recurrent_activation: Any, recurrent_dropout: Any) -> bool:
    """Whether Keras 2 computes the layer in one piece, as a graphics card could."""
    names = (getattr(activation, "name", None), getattr(recurrent_activation, "name", None))
    return names == ("tanh", "sigmoid") and isinstance(recurrent_dropout, (int, float)) and recurrent_dropout == 0


def check_flags(call: Call, callee: str, go_backwards: Any, time_major: Any) -> None:
    """Computed in one piece, the flags reach TensorFlow, which takes no other values for them.

    Raises:
        Refused: for a flag that it does not take.
    """
    wrong = isinstance(time_major, (int, float, str)) or time_major is None or is_list(call, time_major)
    for argument, value, refused in (
        ("go_backwards", go_backwards, go_backwards is None or isinstance(go_backwards, tuple)),
        ("time_major", time_major, wrong and not isinstance(time_major, bool)),
    ):
        if refused:
            keras = f"TypeError: Expected bool for argument '{argument}' not {value}."
            raise Refused(
                InvalidValue,
                argument,
                keras,
                callee=callee,
                argument=argument,
                value=value,
                wanted="True or False",
            ).when_applied()


def cell_weights(
    units: Dim, gates: int, use_bias: Any, *, two_biases: Any = False
) -> Callable[[Shape], tuple[Weight, ...]]:
    """Weights of a cell with that many gates: for the input, for the state, and the biases."""
    width = units * gates

    def weights(shape: Shape) -> tuple[Weight, ...]:
        biases = weight("bias", *((2,) if two_biases else ()), width) if use_bias else ()
        return weight("kernel", shape[-1], width) + weight("recurrent_kernel", units, width) + biases

    return weights


def cell(units: Dim, weights: Callable[[Shape], tuple[Weight, ...]]) -> Facets:
    """A cell: one step of a recurrent layer."""

    def output(shape: Shape) -> Shape:
        return (*shape[:-1], units)

    return Facets(output, weights)
