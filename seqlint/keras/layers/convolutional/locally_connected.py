"""LocallyConnected1D, LocallyConnected2D (Keras 2: `layers/locally_connected/`)."""

from __future__ import annotations

from typing import Any

from seqlint.keras.kinds import (
    Activation,
    Boolean,
    Constraint,
    Context,
    DataFormat,
    Implementation,
    Initializer,
    Padding,
    Regularizer,
)
from seqlint.keras.layer import Facets, exactly, layer
from seqlint.keras.layers.convolutional.base_conv import Kernel
from seqlint.keras.layers.convolutional.conv import Conv1D, Conv2D
from seqlint.keras.maps import FeatureMap, feature_map
from seqlint.keras.weights import Weight, bias, weight
from seqlint.keras.whole import Kernel1D, Kernel2D, LocalFilters, NumpysInt, Steps1D, Steps2D
from seqlint.values.call import Call
from seqlint.values.refusal import Refused, UndefinedAxis
from seqlint.values.shape import NONE, Dim, Open, Shape, product, unknown_size


def _connected(kernel: Kernel, filters: Dim, use_bias: Any, implementation: Any) -> Facets:
    if kernel.padding != "valid" and implementation == 1:
        keras = (
            "ValueError: Invalid border mode for LocallyConnected (only 'valid' is supported if implementation is 1)"
        )
        raise Context(kernel.callee, "padding", kernel.call).refuse(kernel.padding, "'valid'", keras)

    if isinstance(filters, NumpysInt) and implementation in {2, 3}:
        keras = "ValueError: Received non-atomic and non-sequence element"
        wanted = "a Python int next to this `implementation` (this is a numpy integer: wrap it in `int(…)`)"
        raise Context(kernel.callee, "filters", kernel.call).refuse(filters, wanted, keras).when_applied()

    def moves() -> None:
        if 0 in kernel.strides:
            keras = "ZeroDivisionError: integer division or modulo by zero"
            raise Context(kernel.callee, "strides", kernel.call).refuse(kernel.strides, "positive integers", keras)

    def output(shape: Shape) -> Shape:
        moves()
        found = kernel.output(shape, filters)
        if filters == 0 and implementation == 3:
            keras = "ValueError: Shape (0,) must have rank 2"
            raise Context(kernel.callee, "filters", kernel.call).refuse(filters, "a positive integer", keras)
        return (NONE, *found[1:]) if filters == 0 and implementation == 1 else found

    def weights(shape: Shape) -> tuple[Weight, ...]:
        fmap = feature_map(shape, kernel.axes, kernel.data_format)
        for axis, size in enumerate(fmap.spatial):
            if isinstance(size, Open):
                raise Refused(UndefinedAxis, axis=fmap.axis(axis), shape=shape)
        moves()
        places = kernel.windows.positions(fmap, kernel.call.target)
        channels = kernel.channels(shape)
        main = weight("kernel", *_kernel_shape(kernel, fmap, places, channels, filters, implementation))
        return main + (weight("bias", *places, filters) if use_bias else bias(0, False))

    return Facets(output, weights, steps=kernel.steps)


def _kernel_shape(
    kernel: Kernel, fmap: FeatureMap, places: Shape, channels: Dim, filters: Dim, implementation: Any
) -> Shape:
    if implementation == 2:
        return (*fmap.spatial, channels, *places, filters)
    if implementation == 3:
        taps = product(_taps(kernel, index, fmap.spatial[index], places[index]) for index in range(kernel.axes))
        return (taps * channels * filters,)
    return (product(places), product(kernel.size) * channels, filters)


_MOST_PLACES = 100_000


def _taps(kernel: Kernel, index: int, length: Dim, places: Dim) -> Dim:
    """How many pairs of an input and an output place are connected along one axis."""
    size, stride = kernel.size[index], kernel.strides[index]
    if kernel.padding == "valid":
        return places * size
    if not (isinstance(size, int) and isinstance(stride, int) and isinstance(length, int) and isinstance(places, int)):
        return unknown_size("the connections depend on sizes that are not known")
    if places > _MOST_PLACES:
        return unknown_size("there are too many places to count their connections")
    starts = [place * stride - size // 2 for place in range(places)]
    return sum(min(length, start + size) - max(0, start) for start in starts)


@layer(rank=exactly(4, built=(4, None)), generations=(2,), tags="convolution affine", like=Conv2D)
def LocallyConnected2D(
    call: Call,
    filters: LocalFilters,
    kernel_size: Kernel2D,
    strides: Steps2D = (1, 1),
    padding: Padding = "valid",
    data_format: DataFormat = None,
    activation: Activation = None,
    use_bias: Boolean = True,
    kernel_initializer: Initializer = "glorot_uniform",
    bias_initializer: Initializer = "zeros",
    kernel_regularizer: Regularizer = None,
    bias_regularizer: Regularizer = None,
    activity_regularizer: Regularizer = None,
    kernel_constraint: Constraint = None,
    bias_constraint: Constraint = None,
    implementation: Implementation = 1,
) -> Facets:
    """Like Conv2D, but every place of the image has filters of its own: nothing is shared. Only in Keras 2.

    It can learn that an eye is looked for at the top and a mouth below, at the price of as many kernels as there are
    places.

    Args:
        filters: how many patterns are looked for at each place.
        padding: 'valid' keeps the windows inside the image; 'same' needs implementation 2 or 3.
        kernel_initializer: how the weights of all places start before training.
        implementation: how the weights are stored: 1 as a loop over places, 2 as one dense matrix with a mask, 3 as a
            sparse matrix. Small models run best with 2, large sparse ones with 3.

    Examples:
        (None, 8, 8, 3) → LocallyConnected2D(4, 3) → (None, 6, 6, 4), 4_032 parameters
        (None, 64) → LocallyConnected2D(4, 3) → IncompatibleRank
        (None, 8, 8, 3) → LocallyConnected2D(4, 3, padding='same') → InvalidValue
    """
    kernel = Kernel(call, "LocallyConnected2D", kernel_size, strides, padding, data_format, (1, 1))
    return _connected(kernel, filters, use_bias, implementation)


@layer(rank=exactly(3, built=(3, None)), generations=(2,), tags="convolution affine", like=Conv1D)
def LocallyConnected1D(
    call: Call,
    filters: LocalFilters,
    kernel_size: Kernel1D,
    strides: Steps1D = 1,
    padding: Padding = "valid",
    data_format: DataFormat = None,
    activation: Activation = None,
    use_bias: Boolean = True,
    kernel_initializer: Initializer = "glorot_uniform",
    bias_initializer: Initializer = "zeros",
    kernel_regularizer: Regularizer = None,
    bias_regularizer: Regularizer = None,
    activity_regularizer: Regularizer = None,
    kernel_constraint: Constraint = None,
    bias_constraint: Constraint = None,
    implementation: Implementation = 1,
) -> Facets:
    """Like Conv1D, but every place of the sequence has filters of its own: nothing is shared. Only in Keras 2.

    The length must be known, since the number of weights depends on it.

    Args:
        filters: how many patterns are looked for at each place.
        padding: 'valid' keeps the windows inside the sequence; 'same' needs implementation 2 or 3.
        kernel_initializer: how the weights of all places start before training.
        implementation: how the weights are stored: 1 as a loop over places, 2 as one dense matrix with a mask, 3 as a
            sparse matrix.

    Examples:
        (None, 10, 3) → LocallyConnected1D(4, 3) → (None, 8, 4), 320 parameters
        (None, 30) → LocallyConnected1D(4, 3) → IncompatibleRank
    """
    kernel = Kernel(call, "LocallyConnected1D", kernel_size, strides, padding, data_format, (1,))
    return _connected(kernel, filters, use_bias, implementation)
