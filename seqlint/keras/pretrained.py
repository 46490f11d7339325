"""What a pretrained classifier fixes: the size of the images, and the classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.refusal import InvalidValue, Refused
from seqlint.values.shape import Dim, Shape, window

if TYPE_CHECKING:
    from seqlint.values.call import Call

_MOBILE_SIZES = {"MobileNet": (128, 160, 192, 224), "MobileNetV2": (96, 128, 160, 192, 224)}
"""Sizes of images that the pretrained mobile models were trained on."""
_CLASSES = 1000


_SCALE_THEMSELVES = ("ConvNeXt", "EfficientNet", "MobileNetV3", "ResNetRS")
_SYMMETRIC = ("InceptionV3", "InceptionResNetV2", "Xception", "NASNet")
"""Models that were trained on pixels from -1 to 1, and those of `_SYMMETRIC_NAMES`."""
_SYMMETRIC_NAMES = ("MobileNet", "MobileNetV2", "ResNet50V2", "ResNet101V2", "ResNet152V2")


def pixels(name: str, *, scales: bool) -> tuple[int, int] | None:
    """The range of pixels that pretrained weights are for; None where another range does little harm.

    Args:
        name: the application.
        scales: whether the model scales bytes itself, for those that can (`include_preprocessing`).
    """
    if name.startswith(_SCALE_THEMSELVES):
        return (0, 255) if scales else None
    return (-1, 1) if name.startswith(_SYMMETRIC) or name in _SYMMETRIC_NAMES else None


def channels_first(call: Call) -> bool:
    """Whether the program asked Keras for pictures whose channels stand before height and width."""
    return bool(call.store.settings.get("image_data_format") == "channels_first")


def map_size(halving: str, size: Dim) -> Dim:
    """Height or width of the last map for an input of that height or width.

    Args:
        halving: how the application makes its maps smaller.
        size: the height or width of the input.
    """
    if halving in {"floor", "ceil"}:
        for _ in range(5):
            size = window(size, 2 if halving == "floor" else 1, 2, "valid")
        return size
    size = window(window(size, 3, 2, "valid"), 3, 1, "valid")
    if halving == "xception":
        for _ in range(4):
            size = window(size, 3, 2, "same")
        return size
    size = window(window(size, 3, 2, "valid"), 3, 1, "valid")
    for _ in range(3):
        size = window(size, 3, 2, "valid")
    return size


def refuse_other_size(name: str, usual: int, given: Any, sizes: Shape) -> None:
    """The weights of the classifier are for one size of image; the first mobile models come in several.

    Raises:
        Refused: where Keras would raise.
    """
    height, width = sizes
    if name.startswith("MobileNetV3"):
        return
    size = height if height in _MOBILE_SIZES.get(name, ()) and width == height else usual
    if any(isinstance(each, int) and each != size for each in (height, width)):
        keras = "ValueError: When setting `include_top=True` and loading `imagenet` weights, `input_shape` should be "
        wanted = f"({size}, {size}, 3) with the pretrained classifier (without it, `include_top=False`, any size goes)"
        raise _refused(name, "input_shape", given, wanted, f"{keras}({size}, {size}, 3).")


def refuse_other_classes(name: str, classes: Any) -> None:
    """The classifier knows ImageNet's classes.

    Raises:
        Refused: where Keras would raise.
    """
    if isinstance(classes, int) and classes != _CLASSES:
        keras = "ValueError: If using `weights='imagenet'` with `include_top=True`, `classes` should be 1000."
        wanted = "1000 with the pretrained classifier (`include_top=False` leaves it out)"
        raise _refused(name, "classes", classes, wanted, keras)


def _refused(name: str, argument: str, value: Any, wanted: str, keras: str) -> Refused:
    return Refused(InvalidValue, argument, keras, callee=name, argument=argument, value=value, wanted=wanted)
