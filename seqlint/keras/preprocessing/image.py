"""`ImageDataGenerator`: batches of changed pictures, from arrays, folders or tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from seqlint.keras.kinds import Context, size_of
from seqlint.keras.utils.folders import channels_of, picture_size
from seqlint.values.array import Array, Labels, array
from seqlint.values.callee import callee
from seqlint.values.containers import DictRecord, Sequence
from seqlint.values.generator import Generator
from seqlint.values.ops import as_array, length_of
from seqlint.values.shape import NONE, Dim, Shape, unknown_size
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call

_PATH = "keras.preprocessing.image.ImageDataGenerator"


class ImageDataGenerator(msgspec.Struct, frozen=True):
    """A Keras `ImageDataGenerator`: what it does to the numbers of a picture.

    Attributes:
        rescale: the factor that every number is multiplied by; None where it is left as it is.
        changes: whether something else changes the range of the numbers.
        split: whether it sets a part aside for validation.
        first: whether the channels are the first axis of a picture.
    """

    type_path: ClassVar[str] = _PATH

    rescale: Any = None
    changes: bool = False
    split: bool = False
    first: bool = False

    def range(self, before: tuple[float, float] | None) -> tuple[float, float] | None:
        """The range of the numbers afterwards."""
        if before is None or self.changes:
            return None
        if self.rescale is None or self.rescale == 0:
            return float(before[0]), float(before[1])
        if not isinstance(self.rescale, (int, float)):
            return None
        ends = (before[0] * self.rescale, before[1] * self.rescale)
        return min(ends), max(ends)


@callee(_PATH, "keras.preprocessing.image.image.ImageDataGenerator")
def make(
    call: Call,
    featurewise_center: Any = False,
    samplewise_center: Any = False,
    featurewise_std_normalization: Any = False,
    samplewise_std_normalization: Any = False,
    zca_whitening: Any = False,
    zca_epsilon: Any = 1e-6,
    rotation_range: Any = 0,
    width_shift_range: Any = 0.0,
    height_shift_range: Any = 0.0,
    brightness_range: Any = None,
    shear_range: Any = 0.0,
    zoom_range: Any = 0.0,
    channel_shift_range: Any = 0.0,
    fill_mode: Any = "nearest",
    cval: Any = 0.0,
    horizontal_flip: Any = False,
    vertical_flip: Any = False,
    rescale: Any = None,
    preprocessing_function: Any = None,
    data_format: Any = None,
    validation_split: Any = 0.0,
    interpolation_order: Any = 1,
    dtype: Any = None,
) -> Any:
    """A new generator."""
    whitened = (featurewise_center, samplewise_center, featurewise_std_normalization, samplewise_std_normalization)
    changes = any(each is not False for each in (*whitened, zca_whitening)) or preprocessing_function is not None
    return ImageDataGenerator(rescale, changes, bool(validation_split), data_format == "channels_first")


@callee(f"{_PATH}.fit")
def fit(call: Call, self: Any, x: Any, augment: Any = False, rounds: Any = 1, seed: Any = None) -> None:
    """Measures mean and spread of pictures."""


@callee(f"{_PATH}.flow")
def flow(
    call: Call,
    self: ImageDataGenerator,
    x: Any,
    y: Any = None,
    batch_size: Any = 32,
    shuffle: Any = True,
    sample_weight: Any = None,
    seed: Any = None,
    save_to_dir: Any = None,
    save_prefix: Any = "",
    save_format: Any = "png",
    ignore_class_split: Any = False,
    subset: Any = None,
) -> Any:
    """Batches from arrays in memory."""
    pictures = as_array(x, call)
    if isinstance(pictures, Unknown) or not isinstance(pictures.shape, tuple):
        return unknown("the shape of the pictures is not known", call.place)
    if len(pictures.shape) != 4:
        said = "ValueError: Input data in `NumpyArrayIterator` should have rank 4."
        raise Context("flow", "x", call).refuse(x, "an array with 4 axes: pictures, height, width, channels", said)
    batch = _batch(batch_size)
    rows = pictures.shape[0] if subset is None else unknown_size("it is a part of the pictures")
    images = pictures.then(
        call.place,
        "batches of changed pictures",
        shape=(NONE, *pictures.shape[1:]),
        dtype="float32",
        range=self.range(pictures.range),
        image=True,
    )
    element: Any = images
    if y is not None:
        labels = as_array(y, call)
        if isinstance(labels, Array) and isinstance(labels.shape, tuple) and labels.shape:
            element = (
                images,
                labels.then(call.place, "their labels", shape=(NONE, *labels.shape[1:]), labels=labels.labels),
            )
        else:
            element = (images, unknown("the shape of the labels is not known", call.place))
    attributes = {"n": rows, "batch_size": batch, "x": x, "y": y}
    return Generator(
        element, _steps(rows, batch), batch, rows, attributes=attributes, place=call.place, text="changed pictures"
    )


@callee(f"{_PATH}.flow_from_directory")
def flow_from_directory(
    call: Call,
    self: ImageDataGenerator,
    directory: Any,
    target_size: Any = (256, 256),
    color_mode: Any = "rgb",
    classes: Any = None,
    class_mode: Any = "categorical",
    batch_size: Any = 32,
    shuffle: Any = True,
    seed: Any = None,
    save_to_dir: Any = None,
    save_prefix: Any = "",
    save_format: Any = "png",
    follow_links: Any = False,
    subset: Any = None,
    interpolation: Any = "nearest",
    keep_aspect_ratio: Any = False,
) -> Any:
    """Batches from a folder with one folder for each class."""
    _check_mode(call, "flow_from_directory", class_mode, ("categorical", "binary", "sparse", "input", None))
    given = length_of(classes, call) if classes is not None else None
    count = given if given is not None else unknown_size("it is the number of folders")  # in mode "binary" as well
    made = _from_files(call, self, "flow_from_directory", target_size, color_mode, class_mode, batch_size, count)
    made.attributes["shuffle"] = shuffle
    return made


@callee(f"{_PATH}.flow_from_dataframe")
def flow_from_dataframe(
    call: Call,
    self: ImageDataGenerator,
    dataframe: Any,
    directory: Any = None,
    x_col: Any = "filename",
    y_col: Any = "class",
    weight_col: Any = None,
    target_size: Any = (256, 256),
    color_mode: Any = "rgb",
    classes: Any = None,
    class_mode: Any = "categorical",
    batch_size: Any = 32,
    shuffle: Any = True,
    seed: Any = None,
    save_to_dir: Any = None,
    save_prefix: Any = "",
    save_format: Any = "png",
    subset: Any = None,
    interpolation: Any = "nearest",
    validate_filenames: Any = True,
    drop_duplicates: Any = None,
    has_ext: Any = None,
) -> Any:
    """Batches of the files that a table names."""
    modes = ("binary", "categorical", "input", "multi_output", "raw", "sparse", None)
    _check_mode(call, "flow_from_dataframe", class_mode, modes)
    given = length_of(classes, call) if classes is not None else None
    drawn = 2 if class_mode == "binary" else unknown_size("it is the number of classes in the table")
    count = drawn if given is None else given
    made = _from_files(call, self, "flow_from_dataframe", target_size, color_mode, class_mode, batch_size, count)
    made.attributes["shuffle"] = shuffle
    return made


def _check_mode(call: Call, name: str, mode: Any, allowed: tuple[str | None, ...]) -> None:
    if isinstance(mode, str) and mode not in allowed:
        words = ", ".join(f"'{each}'" for each in allowed if each)
        raise Context(name, "class_mode", call).refuse(
            mode, f"one of {words}, or None", f"ValueError: Invalid class_mode: {mode}"
        )


def _from_files(
    call: Call,
    self: ImageDataGenerator,
    name: str,
    target_size: Any,
    color_mode: Any,
    class_mode: Any,
    batch_size: Any,
    classes: Dim,
) -> Generator:
    channels = channels_of(call, name, color_mode)
    size = picture_size(call, target_size)
    picture: Shape = (channels, *size) if self.first else (*size, channels)
    text = "pictures from files" if self.rescale is None else "pictures from files, numbers rescaled"
    x = array((NONE, *picture), "float32", call.place, text, range=self.range((0, 255)), image=True)
    samples = unknown_size("it is the number of files")
    batch = _batch(batch_size)
    attributes = {
        "samples": samples,
        "n": samples,
        "num_classes": classes,
        "batch_size": batch,
        "target_size": size,
        "image_shape": picture,
        "class_mode": class_mode,
        "class_indices": call.store.new(DictRecord({}, open=True)),
        "classes": _all_labels(call, samples, classes),
        "labels": _all_labels(call, samples, classes),
        "filenames": Sequence(unknown("the names of the files are not in the program", call.place), samples),
        "filepaths": Sequence(unknown("the names of the files are not in the program", call.place), samples),
    }
    element = _with_labels(call, x, class_mode, classes)
    return Generator(
        element, _steps(samples, batch), batch, samples, classes, attributes, call.place, "pictures from files"
    )


def _with_labels(call: Call, x: Array, mode: Any, classes: Dim) -> Any:
    """One batch for a class mode."""
    if mode is None:
        return x
    if mode == "input":
        return (x, x)
    if mode == "categorical":
        labels = Labels("one-hot", classes, place=call.place)
        return (
            x,
            array((NONE, classes), "float32", call.place, "one-hot rows, one a picture", range=(0, 1), labels=labels),
        )
    if mode in ("binary", "sparse"):
        labels = Labels("indices", classes, place=call.place)
        limits = (0, classes - 1) if isinstance(classes, int) else None
        return (x, array((NONE,), "float32", call.place, "class numbers, one a picture", range=limits, labels=labels))
    return (x, unknown("the labels are columns of the table", call.place))


def _all_labels(call: Call, samples: Dim, classes: Dim) -> Array:
    labels = Labels("indices", classes, place=call.place)
    return array((samples,), "int32", call.place, "the class number of every file", labels=labels)


def _batch(batch_size: Any) -> Dim:
    size = size_of(batch_size)
    return unknown_size("`batch_size` is not in the program") if size is None else size


def _steps(rows: Dim, batch: Dim) -> Dim:
    if batch == 0:
        return unknown_size("`batch_size` is 0")
    return (rows + batch - 1) // batch
