"""Bidirectional (Keras: `layers/rnn/bidirectional.py`)."""

from __future__ import annotations

from typing import Any

from seqlint.keras.inner import Inner, inner_layer
from seqlint.keras.kinds import Anything, Context, MergeMode
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.rnn.base_rnn import overlooks
from seqlint.keras.models.record import Model
from seqlint.keras.weights import Weight
from seqlint.values.call import Call
from seqlint.values.refusal import IncompatibleAxis, Refused, UndefinedAxis
from seqlint.values.shape import Open, Shape, UnknownShape, broadcast, unknown_shape
from seqlint.values.unknown import OneOf, Unknown

_ALIKE = ("stateful", "return_sequences", "return_state")


@layer(tags="recurrent wrapper")
def Bidirectional(
    call: Call,
    layer: Anything,
    merge_mode: MergeMode = "concat",
    weights: Anything = None,
    backward_layer: Anything = None,
) -> Facets:
    """Reads the sequence twice, forwards and from its end, with two copies of a recurrent layer.

    output = merge(forward(input), backward(input from its end)). What stands later can then explain what came before,
    as in a sentence. The two results are joined: with merge_mode='concat' twice as many numbers go out as the layer has
    units. It is of no use where the future is not known yet, as in forecasting step by step.

    Args:
        layer: the recurrent layer that reads forwards: `LSTM`, `GRU`, `SimpleRNN`, `RNN` or a ConvLSTM. Its copy reads
            backwards.
        merge_mode: how the two results become one: 'concat' side by side, 'sum' added, 'mul' multiplied, 'ave'
            averaged. None gives both, which no layer of a Sequential can take.
        weights: arrays that both directions start with, instead of random ones.
        backward_layer: another layer for the way back. It needs `go_backwards=True`, and the same `return_sequences`,
            `return_state` and `stateful` as the first.

    Examples:
        (None, 30, 8) → Bidirectional(LSTM(32)) → (None, 64), 10_496 parameters
        (None, 9, 8) → Bidirectional(LSTM(32, return_sequences=True), 'sum') → (None, 9, 32), 10_496 parameters
        (None, 9, 8) → Bidirectional(GRU(4), backward_layer=LSTM(4, go_backwards=True)) → (None, 8), 376 parameters
        (None, 8) → Bidirectional(LSTM(32)) → IncompatibleRank
        (None, 30, 8) → Bidirectional(Dense(4)) → InvalidValue
        (None, 30, 8) → Bidirectional(LSTM(4), merge_mode='add') → InvalidValue
    """
    forward = inner_layer(layer, Context("Bidirectional", "layer", call))
    _recurrent(forward, "layer")
    backward = (
        forward
        if backward_layer is None
        else inner_layer(backward_layer, Context("Bidirectional", "backward_layer", call))
    )
    _check_backward(forward, backward)

    def output(shape: Shape) -> Shape | UnknownShape:
        _check_rank(forward, shape)
        result = forward.output(shape)
        if not isinstance(result, tuple) or merge_mode is None:
            return unknown_shape("two tensors go out") if isinstance(result, tuple) else result
        if merge_mode != "concat":
            return result
        other = backward.output(shape) if call.target.major == 2 else result
        return (*result[:-1], result[-1] + (other[-1] if isinstance(other, tuple) else result[-1]))

    def both(shape: Shape) -> tuple[Weight, ...]:
        _check_rank(forward, shape)
        if call.target.major == 2:
            _check_rank(backward, shape)
        one, other = forward.weights(shape), backward.weights(shape)
        if call.target.major == 2 and merge_mode in {"sum", "mul", "ave"}:
            _check_alike(forward.output(shape), backward.output(shape), shape)
        return _prefixed("forward", one) + _prefixed("backward", other)

    inside = forward.layer
    rank = None if inside is None else inside.facets.rank or inside.type.rank
    several = "one tensor for each direction (`merge_mode=None`)" if merge_mode is None else None
    if inside is not None and inside.facets.several:
        several = inside.facets.several
    return Facets(
        output,
        both,
        inner=(*forward.refs, *(backward.refs if backward is not forward else ())),
        within=lambda shape: shape,
        rank=rank,
        several=several,
    )


def _prefixed(direction: str, found: tuple[Weight, ...]) -> tuple[Weight, ...]:
    return tuple(Weight(f"{direction}_{each.name}", each.shape, each.trainable) for each in found)


def _check_rank(forward: Inner, shape: Shape) -> None:
    inside = forward.layer
    if not forward.fits(shape) and (forward.call.target.major < 3 or not overlooks(shape)):
        raise forward.refuse_rank(shape)  # a wrapper of this one lets other axes through, and nobody looks at them
    if inside is not None and inside.type.last_axis and isinstance(shape[-1], Open):
        raise Refused(UndefinedAxis, axis=-1, shape=shape)


def _check_alike(one: Shape | UnknownShape, other: Shape | UnknownShape, shape: Shape) -> None:
    """Keras 2 merges the two results while it builds."""
    if isinstance(one, tuple) and isinstance(other, tuple) and broadcast(one[1:], other[1:]) is None:
        raise Refused(
            IncompatibleAxis, "backward_layer", axis=-1, expected=one[-1], found=other[-1], shape=shape, why="axis"
        )


def _recurrent(inner: Inner, argument: str) -> None:
    """Only layers that can go backwards are taken."""
    found = inner.record
    if inner.layer is not None and "go_backwards" in inner.layer.type.signature.names():
        return
    if inner.layer is not None or isinstance(found, Model):
        context = Context("Bidirectional", argument, inner.call)
        raise context.refuse(
            inner.value,
            "a recurrent layer: LSTM, GRU, SimpleRNN, RNN or ConvLSTM",
            "ValueError: … could not be deserialized properly",
        )


def _check_backward(forward: Inner, backward: Inner) -> None:
    one, other = forward.layer, backward.layer
    if one is None or other is None:
        return
    if backward is forward:
        if one.argument("go_backwards") is True and forward.call.target.major >= 3:  # Keras 2 turns its copy round
            context = Context("Bidirectional", "layer", forward.call)
            keras = "ValueError: Forward layer and backward layer should have different `go_backwards` value."
            raise context.refuse(forward.value, "a layer that reads forwards (`go_backwards=False`)", keras)
        return
    _recurrent(backward, "backward_layer")
    context = Context("Bidirectional", "backward_layer", forward.call)
    if _known(one.argument("go_backwards")) and one.argument("go_backwards") == other.argument("go_backwards"):
        keras = "ValueError: Forward layer and backward layer should have different `go_backwards` value."
        raise context.refuse(backward.value, "a layer with the other `go_backwards`", keras)
    for name in _ALIKE:
        if _known(one.argument(name)) and _known(other.argument(name)) and one.argument(name) != other.argument(name):
            keras = f"ValueError: Forward layer and backward layer are expected to have the same value for '{name}'"
            raise context.refuse(backward.value, f"a layer with the same `{name}`", keras)


def _known(value: Any) -> bool:
    return not isinstance(value, (Unknown, OneOf))
