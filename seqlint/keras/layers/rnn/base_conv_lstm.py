"""What the convolutional LSTMs share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.kinds import Context
from seqlint.keras.layer import Facets
from seqlint.keras.maps import feature_map
from seqlint.keras.weights import Weight, weight
from seqlint.keras.whole import NumpysInt
from seqlint.values.refusal import Refused, UndefinedAxis
from seqlint.values.shape import Dim, Open, Shape, UnknownShape

if TYPE_CHECKING:
    from seqlint.keras.layers.convolutional.base_conv import Kernel
    from seqlint.keras.layers.rnn.base_rnn import Recurrence


def conv_lstm(kernel: Kernel, filters: Dim, use_bias: Any, recurrence: Recurrence) -> Facets:
    """An LSTM whose four gates are convolutions."""
    kernel.refuse_dilated_strides(late=kernel.call.target.major < 3)
    if isinstance(filters, NumpysInt) and kernel.call.target.major >= 3 and recurrence.several is not None:
        keras = "ValueError: Undefined shapes are not supported."
        wanted = "a Python int next to `return_state=True` (this is a numpy integer: wrap it in `int(…)`)"
        raise Context(kernel.callee, "filters", kernel.call).refuse(filters, wanted, keras).when_applied()

    def step(shape: Shape) -> Shape:
        return (shape[0], *shape[2:])

    def output(shape: Shape) -> Shape | UnknownShape:
        return recurrence.output(shape, kernel.output(step(shape), filters, forgets=True)[1:])

    def weights(shape: Shape) -> tuple[Weight, ...]:
        fmap = feature_map(step(shape), kernel.axes, kernel.data_format)
        for index, size in enumerate(fmap.spatial):
            if isinstance(size, Open) and kernel.call.target.major >= 3:
                keras = "ValueError: ConvLSTM layers only support static input shapes for the spatial dimension."
                raise Refused(UndefinedAxis, keras=keras, axis=fmap.axis(index) + 1, shape=shape)
            if isinstance(size, Open) and recurrence.stateful:
                keras = "ValueError: If a RNN is stateful, it needs to know its batch size."
                raise Refused(UndefinedAxis, "stateful", keras, axis=fmap.axis(index) + 1, shape=shape)
        output(shape)
        gates = filters * 4
        channels = kernel.channels(step(shape))
        own = weight("kernel", *kernel.size, channels, gates) + weight("recurrent_kernel", *kernel.size, filters, gates)
        return own + (weight("bias", gates) if use_bias else ())

    def steps(shape: Shape) -> tuple[str, ...]:
        return kernel.steps(step(shape))

    return Facets(output, weights, steps=steps, several=recurrence.several)
