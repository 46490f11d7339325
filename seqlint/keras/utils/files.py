"""Files, pictures and what else stands in `keras.utils`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.utils.folders import channels_of, picture_size
from seqlint.values.array import Array, array
from seqlint.values.callee import callee
from seqlint.values.dataset import Dataset
from seqlint.values.functions import Library
from seqlint.values.ops import as_array
from seqlint.values.shape import Dim, Shape, UnknownShape, unknown_size
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call


@callee("keras.utils.load_img", "keras.preprocessing.image.load_img", "keras.utils.image_utils.load_img")
def load_img(
    call: Call,
    path: Any,
    grayscale: Any = False,
    color_mode: Any = "rgb",
    target_size: Any = None,
    interpolation: Any = "nearest",
    keep_aspect_ratio: Any = False,
) -> Any:
    """A picture from a file."""
    if grayscale is True:
        color_mode = "grayscale"
    channels = channels_of(call, "load_img", color_mode)
    size: tuple[Dim, Dim]
    if target_size is None:
        size = unknown_size("it is the height of the file"), unknown_size("it is the width of the file")
    else:
        size = picture_size(call, target_size)
    shape: Shape = size if color_mode == "grayscale" else (*size, channels)
    return array(shape, "uint8", call.place, "a picture from a file", range=(0, 255), image=True, library="PIL")


@callee("keras.utils.img_to_array", "keras.preprocessing.image.img_to_array", "keras.utils.image_utils.img_to_array")
def img_to_array(call: Call, img: Any, data_format: Any = None, dtype: Any = None) -> Any:
    """A picture as an array of float32 numbers with a channel axis."""
    picture = img if isinstance(img, Unknown) else as_array(img, call)
    if isinstance(picture, Unknown):
        reason = picture.reason
        sides = [unknown_size(reason) for _ in range(3)]
        return array(tuple(sides), "float32", call.place, "a picture as an array", range=(0.0, 255.0), image=True)
    shape: Shape | UnknownShape = picture.shape
    if isinstance(shape, tuple) and len(shape) == 2:
        shape = (1, *shape) if data_format == "channels_first" else (*shape, 1)
    kind = dtype if isinstance(dtype, str) else "float32"
    limits = None if picture.range is None else (float(picture.range[0]), float(picture.range[1]))
    return picture.then(
        call.place,
        f"a picture as an array of {kind}",
        shape=shape,
        dtype=kind,
        range=limits,
        library="numpy",
        image=True,
    )


@callee("keras.utils.array_to_img", "keras.preprocessing.image.array_to_img", "keras.utils.image_utils.array_to_img")
def array_to_img(call: Call, x: Any, data_format: Any = None, scale: Any = True, dtype: Any = None) -> Any:
    """An array as a picture."""
    picture = as_array(x, call)
    if isinstance(picture, Unknown):
        return picture
    shape = picture.shape
    if isinstance(shape, tuple) and len(shape) == 3 and shape[-1] == 1:
        shape = shape[:-1]
    return picture.then(
        call.place, "an array as a picture", shape=shape, dtype="uint8", range=(0, 255), library="PIL", image=True
    )


@callee("keras.preprocessing.image.smart_resize")
def smart_resize(
    call: Call, x: Any, size: Any, interpolation: Any = "bilinear", data_format: Any = None, backend_module: Any = None
) -> Any:
    """Pictures of another size."""
    picture = as_array(x, call)
    if isinstance(picture, Unknown) or not isinstance(picture.shape, tuple) or len(picture.shape) < 3:
        return unknown("the shape of the picture is not known", call.place)
    height, width = picture_size(call, size)
    shape = (*picture.shape[:-3], height, width, picture.shape[-1])
    return picture.then(call.place, f"resized to {height} × {width}", shape=shape, dtype="float32", image=True)


@callee("keras.utils.get_file", "keras.utils.data_utils.get_file", raw=True)
def get_file(call: Call, arguments: Arguments) -> Any:
    """Where a downloaded file lies."""
    return unknown("it is the place where Keras keeps the downloaded file", call.place)


@callee(
    "keras.utils.save_img",
    "keras.preprocessing.image.save_img",
    "keras.utils.set_random_seed",
    "keras.utils.enable_interactive_logging",
    "keras.utils.disable_interactive_logging",
    raw=True,
)
def nothing(call: Call, arguments: Arguments) -> None:
    """What only acts and gives nothing back."""


@callee(
    "keras.utils.plot_model",
    "keras.utils.vis_utils.plot_model",
    "keras.utils.model_to_dot",
    "keras.utils.vis_utils.model_to_dot",
    raw=True,
)
def plot_model(call: Call, arguments: Arguments) -> Any:
    """A drawing of a model."""
    return unknown("it is a drawing of the model", call.place)


@callee("keras.utils.is_interactive_logging_enabled", "keras.utils.is_keras_tensor", raw=True)
def question(call: Call, arguments: Arguments) -> Any:
    """What is true or false in a running program only."""
    return unknown("it is known in the running program only", call.place)


@callee("keras.utils.register_keras_serializable", "keras.saving.register_keras_serializable")
def register_keras_serializable(call: Call, package: Any = "Custom", name: Any = None) -> Any:
    """A decorator that leaves a class as it is."""
    return Library("keras.utils.register_keras_serializable.decorate")


@callee("keras.utils.register_keras_serializable.decorate", lifted=False)
def decorate(call: Call, decorated: Any) -> Any:
    """The class itself."""
    return decorated


@callee("keras.utils.split_dataset")
def split_dataset(
    call: Call,
    dataset: Any,
    left_size: Any = None,
    right_size: Any = None,
    shuffle: Any = False,
    seed: Any = None,
    preferred_backend: Any = None,
) -> Any:
    """Two data sets out of one."""
    if isinstance(dataset, Array):
        row = dataset.shape[1:] if isinstance(dataset.shape, tuple) else None
        if row is None:
            return unknown("the shape of the data is not known", call.place)
        element: Any = dataset.then(call.place, "one sample", shape=row, labels=dataset.labels, library="tensorflow")
        dataset = Dataset(element, dataset.axis(0), place=call.place)
    if not isinstance(dataset, Dataset):
        return unknown("the data that is split is not known", call.place)
    sizes = [unknown_size("it is a part of the data set") for _ in range(2)]
    return tuple(
        dataset.then(call.place, f"the {side} part", cardinality=size, samples=size)
        for side, size in zip(("left", "right"), sizes, strict=True)
    )
