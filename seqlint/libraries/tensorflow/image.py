"""Pictures as tensors: decoding, resizing, and what only changes their colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.values.array import Array, is_integer
from seqlint.values.callee import callee
from seqlint.values.ops.making import as_array
from seqlint.values.ops.numbers import BOUNDS, dim_of, dtype_of, shape_of
from seqlint.values.ops.reducing import with_library
from seqlint.values.shape import Dim, Shape, UnknownShape, unknown_shape, unknown_size
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call

_DECODERS = ("decode_jpeg", "decode_png", "decode_bmp", "decode_gif", "decode_image", "decode_and_crop_jpeg")

_SAME = (
    "random_flip_left_right", "random_flip_up_down", "flip_left_right", "flip_up_down", "random_brightness",
    "random_contrast", "random_hue", "random_saturation", "adjust_brightness", "adjust_contrast", "adjust_hue",
    "adjust_saturation", "adjust_gamma", "per_image_standardization", "random_jpeg_quality", "rgb_to_hsv", "hsv_to_rgb",
    "stateless_random_flip_left_right", "stateless_random_flip_up_down", "stateless_random_brightness",
    "stateless_random_contrast",
)  # fmt: skip


@callee(*(f"tensorflow.image.{name}" for name in _DECODERS), *(f"tensorflow.io.{name}" for name in _DECODERS))
def decode(
    call: Call,
    contents: Any,
    channels: Any = 0,
    *args: Any,
    dtype: Any = None,
    expand_animations: Any = True,
    **kwargs: Any,
) -> Any:
    depth = dim_of(channels)
    reason = "the size of the picture is in its file"
    last: Dim = (
        depth
        if isinstance(depth, int) and depth > 0
        else unknown_size("the picture's file says how many colours it has")
    )
    name = dtype_of(dtype) or "uint8"
    made = Array(
        (unknown_size(reason), unknown_size(reason), last),
        name,
        BOUNDS["uint8"] if name == "uint8" else None,
        library="tensorflow",
    )
    return made.then(call.place, "a picture from a file", image=True)


def _pictures(value: Any, call: Call) -> Array | Unknown:
    array = as_array(value, call)
    return array if isinstance(array, Unknown) else with_library(array, "tensorflow")


def _resized(shape: Shape | UnknownShape, height: Dim, width: Dim) -> Shape | UnknownShape:
    if isinstance(shape, tuple):
        return (*shape[:-3], height, width, shape[-1]) if len(shape) in {3, 4} else unknown_shape("this is no picture")
    return unknown_shape(shape.reason, shape.last)


def _target(size: Any, call: Call) -> tuple[Dim, Dim]:
    dims = shape_of(size, call)
    if isinstance(dims, tuple) and len(dims) == 2:
        return dims[0], dims[1]
    return unknown_size("the size that is asked for is not known"), unknown_size(
        "the size that is asked for is not known"
    )


@callee(
    "tensorflow.image.resize",
    "tensorflow.image.resize_with_pad",
    "tensorflow.image.resize_with_crop_or_pad",
    "tensorflow.image.resize_images",
    "tensorflow.image.resize_image_with_crop_or_pad",
    "tensorflow.image.resize_bilinear",
)
def resize(
    call: Call, images: Any = None, size: Any = None, target_width: Any = None, *args: Any, image: Any = None,
    target_height: Any = None, method: Any = "bilinear", preserve_aspect_ratio: Any = False, **kwargs: Any,
) -> Any:  # fmt: skip
    array = _pictures(image if images is None else images, call)
    if isinstance(array, Unknown):
        return array
    first = size if size is not None else target_height
    if target_width is not None and isinstance(target_width, (int, float)):
        high, wide = dim_of(first), dim_of(target_width)
        pair = (
            unknown_size("the height is not known") if high is None else high,
            unknown_size("the width is not known") if wide is None else wide,
        )
    else:
        pair = _target(first, call)
    if preserve_aspect_ratio is not False:
        pair = (unknown_size("the picture keeps its proportions"), unknown_size("the picture keeps its proportions"))
    dtype = array.dtype if method == "nearest" else "float32"
    low_high = array.range if method in {"bilinear", "nearest", "area"} else None
    return array.then(
        call.place, "resized", shape=_resized(array.shape, *pair), dtype=dtype, range=low_high, image=True
    )


@callee("tensorflow.image.random_crop", "tensorflow.image.stateless_random_crop")
def random_crop(call: Call, value: Any, size: Any, *args: Any, **kwargs: Any) -> Any:
    array = _pictures(value, call)
    return (
        array
        if isinstance(array, Unknown)
        else array.then(call.place, "cut out", shape=shape_of(size, call), image=True)
    )


@callee(
    "tensorflow.image.central_crop",
    "tensorflow.image.rot90",
    "tensorflow.image.transpose",
    "tensorflow.image.crop_to_bounding_box",
    "tensorflow.image.pad_to_bounding_box",
)
def cropped(call: Call, image: Any, *args: Any, **kwargs: Any) -> Any:
    array = _pictures(image, call)
    if isinstance(array, Unknown):
        return array
    reason = "how much is cut away is not worked out"
    return array.then(
        call.place, "cut out", shape=_resized(array.shape, unknown_size(reason), unknown_size(reason)), image=True
    )


def _coloured(names: tuple[str, ...]) -> None:
    @callee(*(f"tensorflow.image.{name}" for name in names))
    def same(call: Call, image: Any, *args: Any, **kwargs: Any) -> Any:
        array = _pictures(image, call)
        if isinstance(array, Unknown):
            return array
        return array.then(call.place, "the same picture, changed", range=None, image=True)


_coloured(_SAME)


def _channels(call: Call, images: Any, count: int, text: str) -> Any:
    array = _pictures(images, call)
    if isinstance(array, Unknown):
        return array
    shape = (*array.shape[:-1], count) if isinstance(array.shape, tuple) else unknown_shape(array.shape.reason, count)
    return array.then(call.place, text, shape=shape, image=True)


GREY_SUM = 0.9998
"""The weights of red, green and blue add up to a little less than 1."""


@callee("tensorflow.image.rgb_to_grayscale")
def rgb_to_grayscale(call: Call, images: Any, name: Any = None) -> Any:
    grey = _channels(call, images, 1, "grey")
    if isinstance(grey, Unknown) or grey.range is None or is_integer(grey.dtype):
        return grey
    low, high = grey.range
    return msgspec.structs.replace(grey, range=(min(low, low * GREY_SUM), max(high, high * GREY_SUM)))


@callee("tensorflow.image.grayscale_to_rgb")
def grayscale_to_rgb(call: Call, images: Any, name: Any = None) -> Any:
    return _channels(call, images, 3, "three equal colours")


@callee("tensorflow.image.convert_image_dtype")
def convert_image_dtype(call: Call, image: Any, dtype: Any, saturate: Any = False, name: Any = None) -> Any:
    array = _pictures(image, call)
    if isinstance(array, Unknown):
        return array
    name_ = dtype_of(dtype)
    scaled = is_integer(array.dtype) and not is_integer(name_)
    low_high = (
        (0.0, 1.0)
        if scaled and array.dtype == "uint8"
        else array.range
        if array.dtype == name_ or not is_integer(name_)
        else None
    )
    return array.then(call.place, f"as {name_ or 'another type'}", dtype=name_, range=low_high, image=True)


@callee(
    "tensorflow.io.read_file",
    "tensorflow.read_file",
    "tensorflow.io.gfile.GFile",
    "tensorflow.io.parse_single_example",
    "tensorflow.io.parse_example",
    "tensorflow.io.decode_csv",
    "tensorflow.io.decode_raw",
    "tensorflow.io.FixedLenFeature",
    "tensorflow.audio.decode_wav",
    "tensorflow.io.gfile.glob",
    "tensorflow.io.gfile.listdir",
)
def from_files(call: Call, *args: Any, **kwargs: Any) -> Any:
    return unknown("the file is not in the program", call.place)
