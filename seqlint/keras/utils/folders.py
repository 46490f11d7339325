"""Data sets from folders of files: pictures, texts, sounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.kinds import Context, size_of
from seqlint.values.array import Array, Labels, array
from seqlint.values.callee import callee
from seqlint.values.containers import Sequence
from seqlint.values.dataset import Dataset
from seqlint.values.ops import length_of
from seqlint.values.shape import NONE, Dim, Shape, unknown_size
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call

CHANNELS = {"rgb": 3, "rgba": 4, "grayscale": 1}


@callee(
    "keras.utils.image_dataset_from_directory",
    "keras.preprocessing.image_dataset_from_directory",
    "keras.preprocessing.image_dataset.image_dataset_from_directory",
    told=True,
)
def image_dataset_from_directory(
    call: Call,
    directory: Any,
    labels: Any = "inferred",
    label_mode: Any = "int",
    class_names: Any = None,
    color_mode: Any = "rgb",
    batch_size: Any = 32,
    image_size: Any = (256, 256),
    shuffle: Any = True,
    seed: Any = None,
    validation_split: Any = None,
    subset: Any = None,
    interpolation: Any = "bilinear",
    follow_links: Any = False,
    crop_to_aspect_ratio: Any = False,
    pad_to_aspect_ratio: Any = False,
    data_format: Any = None,
    format: Any = "tf",
    verbose: Any = True,
) -> Any:
    """Batches of pictures from a folder with one folder for each class."""
    name = "image_dataset_from_directory"
    channels = channels_of(call, name, color_mode)
    size = picture_size(call, image_size)
    picture: Shape = (channels, *size) if data_format == "channels_first" else (*size, channels)
    x = array(
        (*_front(batch_size), *picture),
        "float32",
        call.place,
        "pictures from files, numbers 0 … 255",
        range=(0.0, 255.0),
        image=True,
        library="tensorflow",
    )
    _check_split(call, name, validation_split, subset, shuffle, seed)
    return _dataset(call, name, x, labels, label_mode, class_names, batch_size, subset)


@callee("keras.utils.text_dataset_from_directory", "keras.preprocessing.text_dataset_from_directory", told=True)
def text_dataset_from_directory(
    call: Call,
    directory: Any,
    labels: Any = "inferred",
    label_mode: Any = "int",
    class_names: Any = None,
    batch_size: Any = 32,
    max_length: Any = None,
    shuffle: Any = True,
    seed: Any = None,
    validation_split: Any = None,
    subset: Any = None,
    follow_links: Any = False,
    format: Any = "tf",
    verbose: Any = True,
) -> Any:
    """Batches of texts from a folder with one folder for each class."""
    name = "text_dataset_from_directory"
    x = array(_front(batch_size), "str", call.place, "texts from files, one string each", library="tensorflow")
    _check_split(call, name, validation_split, subset, shuffle, seed)
    return _dataset(call, name, x, labels, label_mode, class_names, batch_size, subset)


@callee("keras.utils.audio_dataset_from_directory")
def audio_dataset_from_directory(
    call: Call,
    directory: Any,
    labels: Any = "inferred",
    label_mode: Any = "int",
    class_names: Any = None,
    batch_size: Any = 32,
    sampling_rate: Any = None,
    output_sequence_length: Any = None,
    ragged: Any = False,
    shuffle: Any = True,
    seed: Any = None,
    validation_split: Any = None,
    subset: Any = None,
    follow_links: Any = False,
    verbose: Any = True,
) -> Any:
    """Batches of sounds from a folder with one folder for each class."""
    name = "audio_dataset_from_directory"
    length = NONE if output_sequence_length is None else size_of(output_sequence_length)
    steps = unknown_size("the length of a sound is not in the program") if length is None else length
    channels = unknown_size("the number of channels is that of the files")
    x = array((*_front(batch_size), steps, channels), "float32", call.place, "sounds from files", library="tensorflow")
    _check_split(call, name, validation_split, subset, shuffle, seed)
    return _dataset(call, name, x, labels, label_mode, class_names, batch_size, subset)


def channels_of(call: Call, callee_name: str, color_mode: Any) -> Dim:
    """The number of channels that a colour mode gives."""
    if not isinstance(color_mode, str):
        return unknown_size("`color_mode` is not in the program")
    if color_mode not in CHANNELS:
        said = 'ValueError: `color_mode` must be one of {"rgb", "rgba", "grayscale"}.'
        raise Context(callee_name, "color_mode", call).refuse(color_mode, "'rgb', 'rgba' or 'grayscale'", said)
    return CHANNELS[color_mode]


def picture_size(call: Call, size: Any) -> tuple[Dim, Dim]:
    """Height and width from a pair of sizes."""
    items = call.items(size)
    if items is not None and len(items) == 2:
        sizes = [size_of(item) for item in items]
        if sizes[0] is not None and sizes[1] is not None:
            return sizes[0], sizes[1]
    if isinstance(size, int):
        return size, size
    reason = "the size of the pictures is not in the program"
    return unknown_size(reason), unknown_size(reason)


def _front(batch_size: Any) -> Shape:
    return () if batch_size is None else (NONE,)


def _check_split(call: Call, name: str, validation_split: Any, subset: Any, shuffle: Any, seed: Any) -> None:
    """What Keras demands of the arguments that split a folder."""
    known = not isinstance(validation_split, Unknown) and not isinstance(subset, Unknown)
    if isinstance(validation_split, (int, float)) and validation_split and not 0 < validation_split < 1:
        said = f"ValueError: `validation_split` must be between 0 and 1, received: {validation_split}"
        raise Context(name, "validation_split", call).refuse(validation_split, "a share between 0 and 1", said)
    if known and bool(validation_split) != bool(subset):
        said = "ValueError: If `subset` is set, `validation_split` must be set, and inversely."
        missing, given = ("subset", "validation_split") if validation_split else ("validation_split", "subset")
        raise Context(name, given, call).refuse(
            validation_split or subset, f"to be given together with `{missing}`", said
        )
    if isinstance(subset, str) and subset not in {"training", "validation", "both"}:
        said = f'ValueError: `subset` must be either "training", "validation" or "both", received: {subset}'
        raise Context(name, "subset", call).refuse(subset, "'training', 'validation' or 'both'", said)
    if known and validation_split and shuffle is True and seed is None:
        said = "ValueError: If using `validation_split` and shuffling the data, you must provide a `seed` argument"
        wanted = "a number, the same for both parts, so that training and validation pictures do not overlap"
        raise Context(name, "seed", call).refuse(None, wanted, said)


def _dataset(
    call: Call,
    name: str,
    x: Array,
    labels: Any,
    label_mode: Any,
    class_names: Any,
    batch_size: Any,
    subset: Any,
) -> Any:
    if isinstance(label_mode, str) and label_mode not in {"int", "categorical", "binary"}:
        said = 'ValueError: `label_mode` argument must be one of "int", "categorical", "binary", or None.'
        raise Context(name, "label_mode", call).refuse(label_mode, "'int', 'categorical', 'binary' or None", said)
    classes = length_of(class_names, call) if class_names is not None else None
    if classes is None:
        classes = 2 if label_mode == "binary" else unknown_size("it is the number of folders")
    samples = unknown_size("it is the number of files")
    batch = size_of(batch_size) if batch_size is not None else None
    count = samples if batch is None else (samples + batch - 1) // batch
    element: Any = x
    if labels is not None and label_mode is not None:
        element = (x, _labels(call, label_mode, classes, _front(batch_size)))
    names = Sequence(unknown("the class names are the names of the folders", call.place), classes)
    made = Dataset(element, count, batch, samples, call.place, "files of a folder", class_names=names)
    if subset == "both":
        other = unknown_size("it is the number of files for validation")
        rest = Dataset(element, other, batch, other, call.place, "files of a folder, for validation", class_names=names)
        return (made, rest)
    return made


def _labels(call: Call, mode: Any, classes: Dim, front: Shape) -> Any:
    """The labels of a batch for a label mode."""
    if mode == "categorical":
        kind = Labels("one-hot", classes, place=call.place)
        return array(
            (*front, classes),
            "float32",
            call.place,
            "one-hot rows from the folders",
            range=(0, 1),
            labels=kind,
            library="tensorflow",
        )
    if mode == "binary":
        kind = Labels("indices", 2, place=call.place)
        return array(
            (*front, 1),
            "float32",
            call.place,
            "0 or 1 from the folders",
            range=(0, 1),
            labels=kind,
            library="tensorflow",
        )
    if mode == "int":
        kind = Labels("indices", classes, place=call.place)
        limits = (0, classes - 1) if isinstance(classes, int) else None
        return array(
            front,
            "int32",
            call.place,
            "class numbers from the folders",
            range=limits,
            labels=kind,
            library="tensorflow",
        )
    return unknown("`label_mode` is not in the program", call.place)
