"""OpenCV: pictures read, resized and recoloured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.functions import Library
from seqlint.values.ops.making import as_array
from seqlint.values.ops.numbers import dim_of
from seqlint.values.shape import Dim, Shape, UnknownShape, unknown_shape, unknown_size
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call

_GREY = (0, "IMREAD_GRAYSCALE", "CV_LOAD_IMAGE_GRAYSCALE")
_COLOUR = (1, "IMREAD_COLOR", "IMREAD_COLOR_RGB")


@callee("cv2.imread")
def imread(call: Call, filename: Any = None, flags: Any = 1) -> Any:
    reason = "the size of the picture is in its file"
    flag = flags.name if isinstance(flags, Library) else flags
    pair: Shape = (unknown_size(reason), unknown_size(reason))
    shape: Shape | UnknownShape = unknown_shape("whether the picture has colours is in its file")
    if flag in _GREY:
        shape = pair
    elif flag in _COLOUR:
        shape = (*pair, 3)
    return Array(shape, "uint8", (0, 255), image=True).then(call.place, "a picture from a file")


@callee("cv2.resize")
def resize(call: Call, src: Any, dsize: Any = None, *args: Any, **kwargs: Any) -> Any:
    array = as_array(src, call)
    if isinstance(array, Unknown):
        return unknown(array.reason, call.place)
    items = call.items(dsize) if dsize is not None else None
    dims = [dim_of(item) for item in items] if items is not None else []
    reason = "the size that is asked for is not known"
    width: Dim | None
    height: Dim | None
    width, height = (dims[0], dims[1]) if len(dims) == 2 else (None, None)
    pair = (unknown_size(reason) if height is None else height, unknown_size(reason) if width is None else width)
    if not isinstance(array.shape, tuple):
        return array.then(call.place, "resized", shape=unknown_shape(array.shape.reason, array.shape.last), image=True)
    return array.then(call.place, "resized", shape=(*pair, *array.shape[2:]), image=True)


@callee("cv2.cvtColor")
def cvt_color(call: Call, src: Any, code: Any, *args: Any, **kwargs: Any) -> Any:
    array = as_array(src, call)
    if isinstance(array, Unknown):
        return unknown(array.reason, call.place)
    name = code.name if isinstance(code, Library) else ""
    target = name.partition("2")[2]
    if not isinstance(array.shape, tuple) or not target:
        last = 3 if target in {"RGB", "BGR", "HSV", "LAB"} else None
        return array.then(
            call.place, "other colours", shape=unknown_shape("the colours are not known", last), image=True
        )
    shape = array.shape[:2] if target == "GRAY" else (*array.shape[:2], 4 if target in {"RGBA", "BGRA"} else 3)
    return array.then(call.place, "other colours", shape=shape, image=True)


@callee(
    "cv2.GaussianBlur",
    "cv2.medianBlur",
    "cv2.blur",
    "cv2.equalizeHist",
    "cv2.flip",
    "cv2.bitwise_not",
    "cv2.filter2D",
    "cv2.normalize",
)
def same(call: Call, src: Any, *args: Any, **kwargs: Any) -> Any:
    array = as_array(src, call)
    return (
        unknown(array.reason, call.place)
        if isinstance(array, Unknown)
        else array.then(call.place, "the picture, changed", image=True)
    )


@callee("cv2.imshow", "cv2.imwrite", "cv2.destroyAllWindows", "cv2.rectangle", "cv2.putText", "cv2.line", "cv2.circle")
def nothing(call: Call, *args: Any, **kwargs: Any) -> Any:
    return None
