"""tensorflow_datasets: the common sets with their true shapes and classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.containers import DictRecord, Sequence
from seqlint.values.dataset import Dataset
from seqlint.values.ops.making import indices
from seqlint.values.ops.numbers import dim_of
from seqlint.values.ops.reducing import with_library
from seqlint.values.shape import NONE, Dim, unknown_size
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


class Known(msgspec.Struct, frozen=True):
    """One data set.

    Attributes:
        text: what it is, in words.
        shape: shape of a picture, with None for what varies; None for texts.
        classes: number of classes.
        splits: samples by split.
        names: names of the input and of the target.
        vocabulary: of texts that come as numbers of their pieces, how many numbers there are.
        table: whether the shape is that of a row of measurements.
    """

    text: str
    shape: tuple[int | None, ...] | None
    classes: int
    splits: dict[str, int]
    names: tuple[str, str] = ("image", "label")
    vocabulary: int | None = None
    table: bool = False


_SETS = {
    "mnist": Known("MNIST: pictures of handwritten digits", (28, 28, 1), 10, {"train": 60000, "test": 10000}),
    "fashion_mnist": Known("Fashion MNIST: pictures of clothes", (28, 28, 1), 10, {"train": 60000, "test": 10000}),
    "kmnist": Known("Kuzushiji MNIST: pictures of characters", (28, 28, 1), 10, {"train": 60000, "test": 10000}),
    "cifar10": Known("CIFAR-10: small colour pictures", (32, 32, 3), 10, {"train": 50000, "test": 10000}),
    "cifar100": Known("CIFAR-100: small colour pictures", (32, 32, 3), 100, {"train": 50000, "test": 10000}),
    "cats_vs_dogs": Known("Cats and dogs: pictures", (None, None, 3), 2, {"train": 23262}),
    "horses_or_humans": Known("Horses or humans: pictures", (300, 300, 3), 2, {"train": 1027, "test": 256}),
    "rock_paper_scissors": Known("Rock, paper, scissors: pictures", (300, 300, 3), 3, {"train": 2520, "test": 372}),
    "tf_flowers": Known("Flowers: pictures", (None, None, 3), 5, {"train": 3670}),
    "oxford_flowers102": Known(
        "Oxford flowers: pictures", (None, None, 3), 102, {"train": 1020, "test": 6149, "validation": 1020}
    ),
    "beans": Known("Beans: pictures of leaves", (500, 500, 3), 3, {"train": 1034, "validation": 133, "test": 128}),
    "malaria": Known("Malaria: pictures of cells", (None, None, 3), 2, {"train": 27558}),
    "stanford_dogs": Known("Stanford dogs: pictures", (None, None, 3), 120, {"train": 12000, "test": 8580}),
    "svhn_cropped": Known(
        "Street view house numbers: pictures", (32, 32, 3), 10, {"train": 73257, "test": 26032, "extra": 531131}
    ),
    "imdb_reviews": Known(
        "IMDB: film reviews as text", None, 2, {"train": 25000, "test": 25000, "unsupervised": 50000}, ("text", "label")
    ),
    "ag_news_subset": Known("AG news: texts", None, 4, {"train": 120000, "test": 7600}, ("description", "label")),
    "yelp_polarity_reviews": Known(
        "Yelp: reviews as text", None, 2, {"train": 560000, "test": 38000}, ("text", "label")
    ),
    "stl10": Known("STL-10: colour pictures", (96, 96, 3), 10, {"train": 5000, "test": 8000, "unlabelled": 100000}),
    "eurosat": Known("EuroSAT: satellite pictures", (64, 64, 3), 10, {"train": 27000}),
    "colorectal_histology": Known("Colorectal histology: pictures of tissue", (150, 150, 3), 8, {"train": 5000}),
    "plant_village": Known("PlantVillage: pictures of leaves", (None, None, 3), 38, {"train": 54303}),
    "food101": Known("Food-101: pictures of dishes", (None, None, 3), 101, {"train": 75750, "validation": 25250}),
    "patch_camelyon": Known(
        "PatchCamelyon: pictures of tissue", (96, 96, 3), 2, {"train": 262144, "validation": 32768, "test": 32768}
    ),
    "oxford_iiit_pet": Known("Oxford pets: pictures", (None, None, 3), 37, {"train": 3680, "test": 3669}),
    "imagenette": Known("Imagenette: pictures", (None, None, 3), 10, {"train": 9469, "validation": 3925}),
    "iris": Known("Iris: measurements of flowers", (4,), 3, {"train": 150}, ("features", "label"), table=True),
    "penguins": Known("Penguins: measurements", (4,), 3, {"train": 334}, ("features", "species"), table=True),
    "uc_merced": Known("UC Merced: aerial pictures", (256, 256, 3), 21, {"train": 2100}),
    "deep_weeds": Known("DeepWeeds: pictures of plants", (256, 256, 3), 9, {"train": 17509}),
    "cassava": Known(
        "Cassava: pictures of leaves", (None, None, 3), 5, {"train": 5656, "validation": 1889, "test": 1885}
    ),
    "cars196": Known("Cars: pictures", (None, None, 3), 196, {"train": 8144, "test": 8041}),
    "cifar10_corrupted": Known("CIFAR-10, corrupted: small colour pictures", (32, 32, 3), 10, {"test": 10000}),
    "emnist": Known("EMNIST: pictures of letters and digits", (28, 28, 1), 62, {"train": 697932, "test": 116323}),
}


_PIECES = {"bytes": 257, "subwords8k": 8185, "subwords32k": 32650}
"""How many numbers the texts of a configuration are written in, the padding included."""


_PLAIN = frozenset({"", "plain_text", "rgb", "processed"})
"""Configurations that are what the name alone gives."""


def _configured(name: str) -> Known | None:
    """The data set of a name, its configuration behind a slash."""
    plain, _, config = name.partition(":")[0].partition("/")
    known = _SETS.get(plain)
    if known is None or config in _PLAIN or plain in {"imagenette", "cifar10_corrupted"}:
        return known
    if known.shape is None and config in _PIECES:
        return msgspec.structs.replace(known, vocabulary=_PIECES[config])
    return None


class Info(msgspec.Struct, frozen=True, eq=False):
    """What `with_info=True` gives besides the data."""

    type_path: ClassVar[str] = "tensorflow_datasets.core.DatasetInfo"

    known: Known | None


def _element(call: Call, known: Known, *, supervised: bool) -> Any:
    if known.vocabulary is not None:
        value = Array((NONE,), "int64", (0, known.vocabulary - 1), library="tensorflow").then(
            call.place, f"{known.text}, each as the numbers of its pieces", range=(0, known.vocabulary - 1)
        )
    elif known.shape is None:
        value = Array((), "str", library="tensorflow").then(call.place, known.text)
    elif known.table:
        value = Array(known.shape, "float32", library="tensorflow").then(call.place, known.text)  # type: ignore[arg-type]  # a table has all sizes
    else:
        reason = "the pictures have different sizes"
        shape: tuple[Dim, ...] = tuple(unknown_size(reason) if size is None else size for size in known.shape)
        value = Array(shape, "uint8", (0, 255), library="tensorflow").then(call.place, known.text, image=True)
    label = Array((), "int64", (0, known.classes - 1), library="tensorflow").then(
        call.place, "its class", labels=indices(known.classes, call, proven=True)
    )
    if supervised:
        return (value, label)
    return call.store.new(DictRecord({known.names[0]: value, known.names[1]: label}))


def _count(known: Known, split: Any) -> Dim:
    """Samples of a split; `train[:80%]` and the like are not counted."""
    if isinstance(split, str) and split in known.splits:
        return known.splits[split]
    parts = [part.strip() for part in split.split("+")] if isinstance(split, str) else []
    if parts and all(part in known.splits for part in parts):
        return sum(known.splits[part] for part in parts)
    return unknown_size("the size of this part of the data set is not worked out")


@callee("tensorflow_datasets.load")
def load(
    call: Call, name: Any, *, split: Any = None, data_dir: Any = None, batch_size: Any = None,
    shuffle_files: Any = False, download: Any = True, as_supervised: Any = False, with_info: Any = False, **kwargs: Any,
) -> Any:  # fmt: skip
    known = _configured(name) if isinstance(name, str) else None
    if known is None:
        lost = unknown("seqlint does not know this data set", call.place)
        return (lost, Info(None)) if with_info is True else lost
    result = _splits(call, known, split, batch_size, supervised=as_supervised is True)
    return (result, Info(known)) if with_info is True else result


def _splits(call: Call, known: Known, split: Any, batch_size: Any, *, supervised: bool) -> Any:
    if split is None:
        parts = {name: _dataset(call, known, name, batch_size, supervised=supervised) for name in known.splits}
        return call.store.new(DictRecord(parts))
    items = None if isinstance(split, str) else call.items(split)
    if items is not None:
        from seqlint.values.containers import ListRecord

        made = tuple(_dataset(call, known, item, batch_size, supervised=supervised) for item in items)
        return made if isinstance(split, tuple) else call.store.new(ListRecord(made))
    return _dataset(call, known, split, batch_size, supervised=supervised)


def _dataset(call: Call, known: Known, split: Any, batch_size: Any, *, supervised: bool) -> Any:
    count = _count(known, split)
    made = Dataset(
        _element(call, known, supervised=supervised), count, samples=count, place=call.place, text=known.text
    )
    if batch_size is None:
        return made
    from seqlint.libraries.tensorflow.structure import join_batch, on_leaves

    size = dim_of(batch_size)
    if size == -1:
        return on_leaves(call, made.element, lambda array: join_batch(call, array, count))
    if size is None:
        return unknown("the size of the batches is not known", call.place)
    element = on_leaves(call, made.element, lambda array: join_batch(call, array, NONE))
    return made.then(
        call.place, f"batches of {size}", element=element, cardinality=(count + (size - 1)) // size, batch=size
    )


@callee("tensorflow_datasets.as_numpy")
def as_numpy(call: Call, dataset: Any) -> Any:
    if isinstance(dataset, Dataset):
        from seqlint.libraries.tensorflow.structure import on_leaves

        element = on_leaves(call, dataset.element, lambda array: with_library(array, "numpy"))
        count = dataset.cardinality if dataset.cardinality is not None else unknown_size("it never ends")
        return Sequence(element, count, "generator")
    if isinstance(dataset, (Array, tuple)):
        from seqlint.libraries.tensorflow.structure import on_leaves

        return on_leaves(call, dataset, lambda array: with_library(array, "numpy"))
    return unknown("the data set is not known", call.place)


@callee("tensorflow_datasets.Split.ALL.subsplit", "tensorflow_datasets.Split.TRAIN.subsplit")
def subsplit(call: Call, k: Any = None, weighted: Any = None) -> Any:
    """Parts of a data set, by their number or weights (TensorFlow 1)."""
    items = call.items(weighted) if weighted is not None else None
    count = len(items) if items is not None else k if isinstance(k, int) and 0 < k < 100 else None
    if count is None:
        return unknown("how many parts there are is not known", call.place)
    return tuple(f"part {number} of {count}" for number in range(1, count + 1))


class Builder(msgspec.Struct, frozen=True, eq=False):
    """What `tfds.builder(…)` gives."""

    type_path: ClassVar[str] = "tensorflow_datasets.core.DatasetBuilder"

    known: Known


@callee("tensorflow_datasets.builder")
def builder(call: Call, name: Any, **kwargs: Any) -> Any:
    known = _configured(name) if isinstance(name, str) else None
    return unknown("seqlint does not know this data set", call.place) if known is None else Builder(known)


@callee("tensorflow_datasets.core.DatasetBuilder.info", attribute=True)
def builder_info(call: Call, self: Any) -> Any:
    return Info(self.known) if isinstance(self, Builder) else unknown("the data set is not known", call.place)


@callee("tensorflow_datasets.core.DatasetBuilder.download_and_prepare")
def download_and_prepare(call: Call, self: Any, **kwargs: Any) -> Any:
    return None


@callee("tensorflow_datasets.core.DatasetBuilder.as_dataset")
def as_dataset(
    call: Call, self: Any, split: Any = None, *, batch_size: Any = None, as_supervised: Any = False, **kwargs: Any
) -> Any:
    if not isinstance(self, Builder):
        return unknown("the data set is not known", call.place)
    return _splits(call, self.known, split, batch_size, supervised=as_supervised is True)


@callee("tensorflow_datasets.core.DatasetInfo.features", "tensorflow_datasets.core.DatasetInfo.splits", attribute=True)
def part(call: Call, self: Any) -> Any:
    return self


@callee("tensorflow_datasets.core.DatasetInfo.__getitem__")
def item(call: Call, self: Any, key: Any) -> Any:
    """`info.features["label"]` and `info.splits["train"]` both lead on from here."""
    if not isinstance(self, Info) or self.known is None or not isinstance(key, str):
        return unknown("seqlint does not know this part of the data set", call.place)
    return Split(self.known, key)


class Split(msgspec.Struct, frozen=True, eq=False):
    """`info.splits["train"]`, or a feature."""

    type_path: ClassVar[str] = "tensorflow_datasets.core.Split"

    known: Known
    name: str


@callee("tensorflow_datasets.core.Split.num_classes", attribute=True)
def num_classes(call: Call, self: Any) -> Any:
    return self.known.classes if isinstance(self, Split) else unknown("the data set is not known", call.place)


@callee("tensorflow_datasets.core.Split.num_examples", attribute=True)
def num_examples(call: Call, self: Any) -> Any:
    return (
        _count(self.known, self.name) if isinstance(self, Split) else unknown("the data set is not known", call.place)
    )


@callee("tensorflow_datasets.core.Split.shape", attribute=True)
def shape(call: Call, self: Any) -> Any:
    return self.known.shape if isinstance(self, Split) else unknown("the data set is not known", call.place)


class Encoder(msgspec.Struct, frozen=True, eq=False):
    """`info.features["text"].encoder`: how texts become numbers."""

    type_path: ClassVar[str] = "tensorflow_datasets.core.Encoder"

    vocabulary: int


@callee("tensorflow_datasets.core.Split.encoder", attribute=True)
def encoder(call: Call, self: Any) -> Any:
    if isinstance(self, Split) and self.known.vocabulary is not None:
        return Encoder(self.known.vocabulary)
    return unknown("the texts are not written in numbers", call.place)


@callee("tensorflow_datasets.core.Encoder.vocab_size", attribute=True)
def vocab_size(call: Call, self: Any) -> Any:
    return self.vocabulary if isinstance(self, Encoder) else unknown("the encoder is not known", call.place)


@callee("tensorflow_datasets.core.Encoder.encode")
def encode(call: Call, self: Any, s: Any) -> Any:
    return unknown("how many pieces a text has depends on the text", call.place)
