"""TensorFlow's convolutions, pooling, patches and crops (`tf.nn`, `tf.image`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.ops.tensor import tensor
from seqlint.keras.ops.windows import convolved, patches, slid
from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.ops.numbers import dim_of, integer_of, shape_of
from seqlint.values.ops.reducing import reduce
from seqlint.values.shape import Dim, Shape, UnknownShape, unknown_shape, unknown_size
from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


def _layout(data_format: Any) -> str:
    """Keras' word for TensorFlow's `NHWC`."""
    return "channels_first" if isinstance(data_format, str) and data_format.startswith("NC") else "channels_last"


@callee("tensorflow.nn.conv1d", "tensorflow.nn.conv2d", "tensorflow.nn.conv3d", "tensorflow.nn.convolution")
def conv(
    call: Call, input: Any, filters: Any = None, strides: Any = 1, padding: Any = "VALID", data_format: Any = None,
    dilations: Any = 1, name: Any = None, *, filter: Any = None, stride: Any = None,
) -> Any:  # fmt: skip
    kernel = filter if filters is None else filters
    steps = strides if stride is None else stride
    if isinstance(strides, str):  # tf.nn.convolution(input, filters, strides, padding) may leave the strides out
        steps, padding = 1, strides
    return convolved(call, input, kernel, steps or 1, padding, _layout(data_format), dilations or 1)


@callee("tensorflow.nn.depthwise_conv2d")
def depthwise_conv2d(
    call: Call, input: Any, filter: Any, strides: Any, padding: Any, data_format: Any = None, dilations: Any = None,
    name: Any = None,
) -> Any:  # fmt: skip
    return convolved(call, input, filter, strides, padding, _layout(data_format), dilations or 1, deep=True)


@callee("tensorflow.nn.conv2d_transpose", "tensorflow.nn.conv1d_transpose", "tensorflow.nn.conv3d_transpose")
def conv_transpose(call: Call, input: Any, filters: Any, output_shape: Any, *args: Any, **kwargs: Any) -> Any:
    array = tensor(call, input)
    if isinstance(array, Unknown):
        return array
    return array.then(call.place, "a convolution turned round", shape=shape_of(output_shape, call), range=None)


@callee(
    "tensorflow.nn.max_pool",
    "tensorflow.nn.avg_pool",
    "tensorflow.nn.max_pool1d",
    "tensorflow.nn.avg_pool1d",
    "tensorflow.nn.max_pool2d",
    "tensorflow.nn.avg_pool2d",
    "tensorflow.nn.max_pool3d",
    "tensorflow.nn.avg_pool3d",
)
def pool(
    call: Call, input: Any = None, ksize: Any = None, strides: Any = None, padding: Any = "VALID",
    data_format: Any = None, name: Any = None, *, value: Any = None,
) -> Any:  # fmt: skip
    return slid(call, value if input is None else input, ksize, strides, padding, _layout(data_format), None)


@callee(
    "tensorflow.image.extract_patches", "tensorflow.extract_image_patches", "tensorflow.image.extract_image_patches"
)
def extract_patches(
    call: Call, images: Any, sizes: Any = None, strides: Any = None, rates: Any = 1, padding: Any = "VALID",
    name: Any = None, *, ksizes: Any = None,
) -> Any:  # fmt: skip
    return patches(call, images, ksizes if sizes is None else sizes, strides, rates, padding)


@callee("tensorflow.image.crop_and_resize")
def crop_and_resize(
    call: Call, image: Any, boxes: Any, box_indices: Any, crop_size: Any, *args: Any, **kwargs: Any
) -> Any:
    array, cuts, size = tensor(call, image), tensor(call, boxes), shape_of(crop_size, call)
    if isinstance(array, Unknown):
        return array
    count = cuts.axis(0) if isinstance(cuts, Array) and cuts.rank else unknown_size("the number of boxes is not known")
    shape: Shape | UnknownShape = unknown_shape("the size of the crops is not known")
    if isinstance(size, tuple) and array.rank == 4:
        shape = (count, *size, array.axis(-1))
    return array.then(call.place, "cut out and resized", shape=shape, dtype="float32", image=True)


@callee("tensorflow.nn.moments")
def moments(call: Call, x: Any, axes: Any, shift: Any = None, keepdims: Any = False, name: Any = None) -> Any:
    array = tensor(call, x)
    if isinstance(array, Unknown):
        return array
    return tuple(reduce(call, kind, array, axes, keepdims=keepdims) for kind in ("mean", "var"))


@callee("tensorflow.nn.batch_normalization", "tensorflow.nn.local_response_normalization", "tensorflow.nn.lrn")
def normalized(call: Call, x: Any, *args: Any, **kwargs: Any) -> Any:
    array = tensor(call, x)
    return array if isinstance(array, Unknown) else array.then(call.place, "normalized", range=None)


@callee("tensorflow.nn.embedding_lookup")
def embedding_lookup(call: Call, params: Any, ids: Any, *args: Any, **kwargs: Any) -> Any:
    table, numbers = tensor(call, params), tensor(call, ids)
    if isinstance(table, Unknown) or isinstance(numbers, Unknown):
        return table if isinstance(table, Unknown) else numbers
    shape: Shape | UnknownShape = unknown_shape("the shape of the table is not known")
    if isinstance(table.shape, tuple) and isinstance(numbers.shape, tuple):
        shape = (*numbers.shape, *table.shape[1:])
    return table.then(call.place, "rows of a table", shape=shape)


@callee("tensorflow.nn.space_to_depth", "tensorflow.space_to_depth")
def space_to_depth(call: Call, input: Any, block_size: Any, *args: Any, **kwargs: Any) -> Any:
    return _blocks(call, input, block_size, deeper=True)


@callee("tensorflow.nn.depth_to_space", "tensorflow.depth_to_space")
def depth_to_space(call: Call, input: Any, block_size: Any, *args: Any, **kwargs: Any) -> Any:
    return _blocks(call, input, block_size, deeper=False)


def _blocks(call: Call, value: Any, block_size: Any, *, deeper: bool) -> Any:
    array, block = tensor(call, value), integer_of(block_size)
    if isinstance(array, Unknown):
        return array
    shape: Shape | UnknownShape = unknown_shape("the size of the blocks is not known")
    if isinstance(array.shape, tuple) and len(array.shape) == 4 and block:
        batch, height, width, depth = array.shape
        if deeper:
            shape = (batch, height // block, width // block, depth * block * block)
        else:
            shape = (batch, height * block, width * block, depth // (block * block))
    return array.then(call.place, "pixels moved between the axes", shape=shape)


@callee("tensorflow.image.ssim", "tensorflow.image.psnr")
def compared(call: Call, img1: Any, *args: Any, **kwargs: Any) -> Any:
    array = tensor(call, img1)
    if isinstance(array, Unknown) or array.rank is None:
        return array
    lead: tuple[Dim, ...] = array.shape[:-3] if isinstance(array.shape, tuple) else ()
    return Array(lead, "float32", library="tensorflow").then(call.place, "how alike the pictures are")


@callee("tensorflow.random.categorical")
def categorical(call: Call, logits: Any, num_samples: Any, *args: Any, **kwargs: Any) -> Any:
    array, count = tensor(call, logits), dim_of(num_samples)
    if isinstance(array, Unknown):
        return array
    rows = array.axis(0) if array.rank else unknown_size("the number of rows is not known")
    size = unknown_size("how many are drawn is not known") if count is None else count
    return Array((rows, size), "int64", library="tensorflow").then(call.place, "drawn at random")
