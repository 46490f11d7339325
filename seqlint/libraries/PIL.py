"""Pillow: pictures that become arrays of height, width and colours."""  # noqa: N999 - the library is called so

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.ops.numbers import dim_of
from seqlint.values.shape import Dim, Shape, unknown_size
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


class Picture(msgspec.Struct, frozen=True, eq=False):
    """An open picture.

    Attributes:
        height: its rows.
        width: its columns.
        channels: numbers a pixel; 0 for grey pictures, which have no axis for it.
    """

    type_path: ClassVar[str] = "PIL.Image.Image"

    height: Dim
    width: Dim
    channels: Dim


_CHANNELS = {"RGB": 3, "L": 0, "RGBA": 4, "CMYK": 4, "HSV": 3, "YCbCr": 3, "1": 0}


@callee("PIL.Image.open", "Image.open")
def open_(call: Call, fp: Any = None, mode: Any = "r", formats: Any = None) -> Any:
    reason = "the size of the picture is in its file"
    return Picture(
        unknown_size(reason), unknown_size(reason), unknown_size("the picture's file says how many colours it has")
    )


@callee("PIL.Image.fromarray")
def fromarray(call: Call, obj: Any, mode: Any = None) -> Any:
    if isinstance(obj, Array) and obj.rank in {2, 3}:
        return Picture(obj.axis(0), obj.axis(1), obj.axis(2) if obj.rank == 3 else 0)
    return open_(call)


@callee("PIL.Image.Image.resize", "PIL.Image.Image.thumbnail")
def resize(call: Call, self: Any, size: Any, *args: Any, **kwargs: Any) -> Any:
    items = call.items(size)
    dims = [dim_of(item) for item in items] if items is not None else []
    reason = "the size that is asked for is not known"
    width, height = (dims[0], dims[1]) if len(dims) == 2 else (None, None)
    return Picture(
        unknown_size(reason) if height is None else height,
        unknown_size(reason) if width is None else width,
        self.channels if isinstance(self, Picture) else unknown_size("the picture's file says how many colours it has"),
    )


@callee("PIL.Image.Image.convert")
def convert(call: Call, self: Any, mode: Any = None, *args: Any, **kwargs: Any) -> Any:
    if not isinstance(self, Picture):
        return unknown("the picture is not known", call.place)
    channels = _CHANNELS.get(mode) if isinstance(mode, str) else None
    return Picture(self.height, self.width, self.channels if channels is None else channels)


@callee(
    "PIL.Image.Image.copy",
    "PIL.Image.Image.filter",
    "PIL.Image.Image.transpose",
    "PIL.Image.Image.__enter__",
    "PIL.ImageOps.invert",
)
def same(call: Call, self: Any, *args: Any, **kwargs: Any) -> Any:
    return self


@callee("PIL.Image.Image.size", attribute=True)
def size(call: Call, self: Any) -> Any:
    return (self.width, self.height) if isinstance(self, Picture) else unknown("the picture is not known", call.place)


def pixels(call: Call, picture: Picture) -> Array:
    """The picture's array."""
    from seqlint.values.shape import unknown_shape

    facts: dict[str, Any] = {"dtype": "uint8", "range": (0, 255), "image": True}
    if isinstance(picture.channels, int):
        shape: Shape = (picture.height, picture.width)
        if picture.channels:
            shape = (*shape, picture.channels)
        return Array(shape, **facts).then(call.place, "the picture's pixels")
    return Array(unknown_shape("whether the picture has colours is in its file"), **facts).then(
        call.place, "the picture's pixels"
    )


@callee("PIL.Image.Image.__array__")
def as_pixels(call: Call, self: Any, dtype: Any = None, copy: Any = None) -> Any:
    return pixels(call, self) if isinstance(self, Picture) else unknown("the picture is not known", call.place)
