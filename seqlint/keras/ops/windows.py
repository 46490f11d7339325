"""Windows that slide over maps: convolution, pooling, patches, resizing; TensorFlow's `tf.nn` counts the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.maps import feature_map
from seqlint.keras.ops.tensor import tensor
from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.ops.numbers import dim_of, integer_of, shape_of
from seqlint.values.shape import Dim, Shape, UnknownShape, unknown_shape, unknown_size, window
from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call

_LAYOUT = "how the windows slide is not known"


def slid(
    call: Call,
    value: Any,
    sizes: Any,
    strides: Any,
    padding: Any,
    data_format: Any,
    channels: Dim | None,
    rates: Any = 1,
) -> Any:
    """A map after windows slid over it.

    Args:
        call: where it happens.
        value: the map, batch included.
        sizes: of the window, one for each axis.
        strides, rates: one number, or one for each axis; None for the strides stands for the window's own sizes.
        padding: "valid" or "same".
        data_format: where the channels stand.
        channels: how many go out; None for as many as come in.
    """
    array = tensor(call, value)
    if isinstance(array, Unknown):
        return array
    return array.then(
        call.place,
        "windows slid over it",
        shape=_shape(call, array, sizes, strides, padding, data_format, channels, rates),
        range=None,
    )


def _shape(
    call: Call, array: Array, sizes: Any, strides: Any, padding: Any, data_format: Any, channels: Dim | None, rates: Any
) -> Shape | UnknownShape:
    last = channels if data_format != "channels_first" else None
    if not isinstance(array.shape, tuple) or len(array.shape) < 3 or not isinstance(padding, str):
        return unknown_shape(array.shape.reason if isinstance(array.shape, UnknownShape) else _LAYOUT, last)
    axes = len(array.shape) - 2
    kernel = numbers(call, sizes, axes)
    steps = kernel if strides is None else numbers(call, strides, axes)
    dilation = numbers(call, rates, axes)
    if kernel is None or steps is None or dilation is None:
        return unknown_shape(_LAYOUT, last)
    found = feature_map(array.shape, axes, data_format)
    spatial = [
        window(size, kernel[axis], steps[axis], padding.lower(), dilation[axis])
        for axis, size in enumerate(found.spatial)
    ]
    return found.of(spatial, found.channels if channels is None else channels)


def numbers(call: Call, value: Any, axes: int) -> tuple[Dim, ...] | None:
    """One number for each axis: TensorFlow also takes one for the batch and one for the channels."""
    if integer_of(value) is not None:
        return (integer_of(value) or 1,) * axes
    items = call.items(value)
    if items is None:
        return None
    dims = [dim_of(each) for each in items]
    if len(dims) == 1:
        dims = dims * axes
    if len(dims) == axes + 2:
        dims = dims[1:-1]
    return None if len(dims) != axes or None in dims else tuple(each for each in dims if each is not None)


def convolved(
    call: Call, value: Any, kernel: Any, strides: Any, padding: Any, data_format: Any, rates: Any, *, deep: bool = False
) -> Any:
    """A convolution with a kernel of shape (…window, channels in, channels out); each channel alone if `deep`."""
    weights = tensor(call, kernel)
    shape = weights.shape if isinstance(weights, Array) else None
    if not isinstance(shape, tuple) or len(shape) < 3:
        return slid(call, value, None, strides, None, data_format, unknown_size("the kernel's shape is not known"))
    out = shape[-1] * shape[-2] if deep else shape[-1]
    return slid(call, value, shape[:-2], strides, padding, data_format, out, rates)


@callee("keras.ops.conv", "keras.backend.conv1d", "keras.backend.conv2d", "keras.backend.conv3d")
def conv(
    call: Call, inputs: Any, kernel: Any, strides: Any = 1, padding: Any = "valid", data_format: Any = None,
    dilation_rate: Any = 1, **_: Any,
) -> Any:  # fmt: skip
    """A convolution."""
    return convolved(call, inputs, kernel, strides, padding, data_format, dilation_rate)


@callee("keras.ops.depthwise_conv", "keras.backend.depthwise_conv2d")
def depthwise_conv(
    call: Call, inputs: Any, kernel: Any, strides: Any = 1, padding: Any = "valid", data_format: Any = None,
    dilation_rate: Any = 1, **_: Any,
) -> Any:  # fmt: skip
    """A convolution of each channel by itself."""
    return convolved(call, inputs, kernel, strides, padding, data_format, dilation_rate, deep=True)


@callee("keras.ops.max_pool", "keras.ops.average_pool")
def pool(
    call: Call, inputs: Any, pool_size: Any, strides: Any = None, padding: Any = "valid", data_format: Any = None
) -> Any:
    """The largest number or the mean of each window; the strides are the window's sizes if none are given."""
    return slid(call, inputs, pool_size, strides, padding, data_format, None)


@callee("keras.backend.pool2d", "keras.backend.pool3d")
def pool_of_backend(
    call: Call, x: Any, pool_size: Any, strides: Any = 1, padding: Any = "valid", data_format: Any = None, **_: Any
) -> Any:
    """The largest number or the mean of each window; the strides are 1 if none are given."""
    return slid(call, x, pool_size, strides, padding, data_format, None)


@callee("keras.ops.image.extract_patches")
def extract_patches(
    call: Call, images: Any, size: Any, strides: Any = None, dilation_rate: Any = 1, padding: Any = "valid", **_: Any
) -> Any:
    """Each window's numbers in one row."""
    return patches(call, images, size, strides, dilation_rate, padding)


def patches(call: Call, images: Any, size: Any, strides: Any, rates: Any, padding: Any) -> Any:
    """Windows as rows: (batch, rows, columns, height × width × channels)."""
    array, sizes = tensor(call, images), numbers(call, size, 2)
    if isinstance(array, Unknown):
        return array
    deep = array.axis(-1) if array.rank == 4 else unknown_size("how many colours there are is not known")
    row = sizes[0] * sizes[1] * deep if sizes is not None else unknown_size("the size of a patch is not known")
    return slid(call, array, size, strides, padding, "channels_last", row, rates)


@callee("keras.ops.image.resize")
def resize(call: Call, images: Any, size: Any, *args: Any, **kwargs: Any) -> Any:
    """Pictures of another size."""
    array, target = tensor(call, images), shape_of(size, call)
    if isinstance(array, Unknown):
        return array
    known = isinstance(array.shape, tuple) and len(array.shape) in {3, 4} and isinstance(target, tuple)
    shape = (
        (*array.shape[:-3], *target, array.shape[-1])  # type: ignore[index,misc]  # `known` says that both are tuples
        if known
        else unknown_shape("the size that is asked for is not known", array.axis(-1) if array.rank else None)
    )
    return array.then(call.place, "resized", shape=shape, range=array.range, image=True)
