"""scikit-image: pictures read and resized."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.ops.making import as_array
from seqlint.values.ops.numbers import shape_of
from seqlint.values.shape import unknown_shape
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


@callee("skimage.io.imread", "imageio.imread", "imageio.v2.imread")
def imread(call: Call, *args: Any, **kwargs: Any) -> Any:
    shape = unknown_shape("the size and colours of the picture are in its file")
    return Array(shape, None, image=True).then(call.place, "a picture from a file")


@callee("skimage.transform.resize")
def resize(call: Call, image: Any, output_shape: Any, *args: Any, **kwargs: Any) -> Any:
    array = as_array(image, call)
    wanted = shape_of(output_shape, call)
    if isinstance(array, Unknown):
        return Array(wanted, "float64", image=True).then(call.place, "resized")
    if isinstance(wanted, tuple) and isinstance(array.shape, tuple) and len(wanted) < len(array.shape):
        wanted = (*wanted, *array.shape[len(wanted) :])
    elif isinstance(wanted, tuple) and not isinstance(array.shape, tuple) and len(wanted) == 2:
        wanted = unknown_shape(array.shape.reason)
    return array.then(call.place, "resized", shape=wanted, dtype="float64", range=None, image=True)


@callee("skimage.color.rgb2lab", "skimage.color.lab2rgb", "skimage.color.rgb2hsv", "skimage.color.hsv2rgb")
def recoloured(call: Call, rgb: Any, *args: Any, **kwargs: Any) -> Any:
    array = as_array(rgb, call)
    if isinstance(array, Unknown):
        return unknown(array.reason, call.place)
    return array.then(call.place, "other colours", dtype=None, range=None, image=True)


@callee("skimage.color.gray2rgb")
def gray2rgb(call: Call, image: Any, *, channel_axis: Any = -1) -> Any:
    array = as_array(image, call)
    if isinstance(array, Unknown):
        return unknown(array.reason, call.place)
    shape = (*array.shape, 3) if isinstance(array.shape, tuple) else unknown_shape(array.shape.reason, 3)
    return array.then(call.place, "three equal colours", shape=shape, range=array.range, image=True)


@callee("skimage.color.rgb2gray")
def rgb2gray(call: Call, rgb: Any, *, channel_axis: Any = -1) -> Any:
    array = as_array(rgb, call)
    if isinstance(array, Unknown):
        return unknown(array.reason, call.place)
    shape = (
        array.shape[:-1]
        if isinstance(array.shape, tuple) and array.shape
        else unknown_shape("the picture is not known")
    )
    return array.then(call.place, "grey", shape=shape, dtype="float64", range=None, image=True)
