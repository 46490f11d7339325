"""TimeDistributed (Keras: `layers/rnn/time_distributed.py`)."""

from __future__ import annotations

from seqlint.keras.inner import Inner, inner_layer
from seqlint.keras.kinds import Anything, Context
from seqlint.keras.layer import Facets, Layer, at_least, layer
from seqlint.keras.layers.rnn.base_rnn import overlooks
from seqlint.keras.weights import Weight
from seqlint.values.call import Call
from seqlint.values.refusal import Refused, UndefinedAxis
from seqlint.values.shape import Open, Shape, UnknownShape, unknown_shape


@layer(rank=at_least(3), tags="wrapper")
def TimeDistributed(call: Call, layer: Anything) -> Facets:
    """Applies one layer, with the same weights, to every step of a sequence by itself.

    output[t] = layer(input[t]). A film becomes one image after the other for a Conv2D, a text one word after the other
    for a Dense. The wrapped layer sees one step, (batch, …), and the results are put in a row again.

    Args:
        layer: the layer, or the whole model, that each step goes through.

    Examples:
        (None, 10, 16) → TimeDistributed(Dense(8)) → (None, 10, 8), 136 parameters
        (None, 10, 28, 28, 1) → TimeDistributed(Conv2D(4, 3)) → (None, 10, 26, 26, 4), 40 parameters
        (None, 10, 4, 4, 2) → TimeDistributed(Flatten()) → (None, 10, 32), 0 parameters
        (None, 16) → TimeDistributed(Dense(8)) → IncompatibleRank
        (None, 28, 28, 1) → TimeDistributed(Conv2D(4, 3)) → IncompatibleRank
    """
    inner = inner_layer(layer, Context("TimeDistributed", "layer", call))

    def one_step(shape: Shape) -> Shape:
        return (shape[0], *shape[2:])

    def output(shape: Shape) -> Shape | UnknownShape:
        step = one_step(shape)
        if not _goes_on(inner, step):
            return unknown_shape("the wrapped layer wants another number of axes")
        result = inner.output(step)
        return (
            (result[0], shape[1], *result[1:]) if isinstance(result, tuple) and result else unknown_shape(inner.reason)
        )

    def weights(shape: Shape) -> tuple[Weight, ...]:
        step = one_step(shape)
        _check(inner, step)
        return inner.weights(step) if _goes_on(inner, step) else ()

    return Facets(output, weights, inner=inner.refs, within=one_step)


def _goes_on(inner: Inner, step: Shape) -> bool:
    """Whether the wrapped layer's shape arithmetic holds."""
    if inner.fits(step) or inner.call.target.major == 2:
        return inner.fits(step)
    recurrent = inner.layer is not None and inner.layer.has("recurrent") and not inner.layer.has("convolution")
    return recurrent and overlooks(step)


def _check(inner: Inner, step: Shape) -> None:
    """Keras 3 does not ask the wrapped layer's `input_spec`; what has weights of that rank refuses all the same."""
    inside = inner.layer
    if inside is None:
        return
    if inside.type is TimeDistributed and not inner.fits(step):
        raise inner.refuse_rank(step)
    if not _goes_on(inner, step) and (
        inner.call.target.major == 2 or inside.has("convolution") or inside.has("recurrent") or inside.has("affine")
    ):
        raise inner.refuse_rank(step)
    if inside.has("pooling") and not inner.fits(step) and isinstance(inside.argument("pool_size"), tuple):
        windows, sizes = len(inside.argument("pool_size")), len(step) - 2
        if windows != sizes and 1 not in {windows, sizes}:
            raise inner.refuse_rank(step)
        _check_broadcast(inner, inside, step)
    if inside.type.last_axis and step and isinstance(step[-1], Open):
        raise Refused(UndefinedAxis, "layer", axis=-1, shape=step)


def _check_broadcast(inner: Inner, inside: Layer, step: Shape) -> None:
    """A pool for other axes: numpy spreads one size over all windows, and an open one counts as -1 there."""
    pool, strides = inside.argument("pool_size"), inside.argument("strides")
    steps = strides if isinstance(strides, tuple) else pool
    sizes = step[1:-1] if inside.argument("data_format") != "channels_first" else step[2:]
    for index in range(max(len(pool), len(sizes)) if sizes else 0):
        size = sizes[index % len(sizes)]
        if isinstance(size, Open):
            size = -1 if index >= len(sizes) else 1 << 40
        window, stride = pool[index % len(pool)], steps[index % len(pool)]
        ints = isinstance(size, int) and isinstance(window, int) and isinstance(stride, int)
        if inside.argument("padding") == "valid" and ints and stride and (size - window) // stride + 1 <= 0:
            raise inner.refuse_rank(step)
