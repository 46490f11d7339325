"""The data sets that come with Keras: true shapes, types, ranges and labels (Keras: `keras.datasets`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.keras.kinds import Context
from seqlint.values.array import Array, Labels, array
from seqlint.values.callee import callee
from seqlint.values.containers import DictRecord, Sequence
from seqlint.values.shape import Dim, Shape, unknown_size
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call

Split = tuple[tuple[Array, Array], tuple[Array, Array]]


class Source(msgspec.Struct, frozen=True):
    """One data set.

    Attributes:
        title: its name and what it holds, in plain words.
        sample: the shape of one sample.
        dtype: the type of its numbers.
        range: smallest and largest number, where it has such.
        target: what the labels are, in plain words.
        label: the shape of one label.
        label_dtype: the type of the labels.
        label_range: smallest and largest label.
        classes: number of classes; None for quantities.
        image: whether the samples are pictures.
    """

    title: str
    sample: Shape
    dtype: str
    range: tuple[float, float] | None
    target: str
    label_dtype: str
    label: Shape = ()
    label_range: tuple[float, float] | None = None
    classes: int | None = None
    image: bool = False

    def split(self, call: Call, train: Dim, test: Dim) -> Split:
        """`((x_train, y_train), (x_test, y_test))` with that many samples."""
        return self._half(call, train, "training"), self._half(call, test, "test")

    def _half(self, call: Call, rows: Dim, part: str) -> tuple[Array, Array]:
        limits = self.label_range if self.classes is None else (0, self.classes - 1)
        kind = Labels("continuous", place=call.place)
        if self.classes is not None:
            kind = Labels("indices", self.classes, place=call.place)
        x = array(
            (rows, *self.sample),
            self.dtype,
            call.place,
            f"{self.title} ({part} part)",
            range=self.range,
            image=self.image,
        )
        y = array(
            (rows, *self.label), self.label_dtype, call.place, f"{self.target} ({part} part)", range=limits, labels=kind
        )
        return x, y


_PIXELS = (0, 255)


@callee("keras.datasets.mnist.load_data")
def mnist(call: Call, path: Any = "mnist.npz", cache_dir: Any = None) -> Split:
    """Handwritten digits."""
    return Source(
        "MNIST: 70,000 pictures of handwritten digits, 28 × 28 grey pixels",
        (28, 28),
        "uint8",
        _PIXELS,
        "which digit it is, 0 … 9, one number a picture",
        "uint8",
        classes=10,
        image=True,
    ).split(call, 60_000, 10_000)


@callee("keras.datasets.fashion_mnist.load_data")
def fashion_mnist(call: Call, cache_dir: Any = None) -> Split:
    """Pieces of clothing."""
    return Source(
        "Fashion-MNIST: 70,000 pictures of clothes, 28 × 28 grey pixels",
        (28, 28),
        "uint8",
        _PIXELS,
        "which of 10 kinds of clothes it is, 0 … 9, one number a picture",
        "uint8",
        classes=10,
        image=True,
    ).split(call, 60_000, 10_000)


@callee("keras.datasets.cifar10.load_data")
def cifar10(call: Call, cache_dir: Any = None) -> Split:
    """Small colour pictures of 10 kinds."""
    return Source(
        "CIFAR-10: 60,000 colour pictures, 32 × 32 pixels with red, green and blue",
        (32, 32, 3),
        "uint8",
        _PIXELS,
        "which of 10 kinds of thing it shows, 0 … 9, one row with one number a picture",
        "uint8",
        label=(1,),
        classes=10,
        image=True,
    ).split(call, 50_000, 10_000)


@callee("keras.datasets.cifar100.load_data")
def cifar100(call: Call, label_mode: Any = "fine", cache_dir: Any = None) -> Any:
    """Small colour pictures of 100 kinds in 20 groups."""
    if label_mode not in ("fine", "coarse"):
        if isinstance(label_mode, str):
            said = f"ValueError: `label_mode` must be one of `'fine'` or `'coarse'`. Received: label_mode={label_mode}."
            raise Context("cifar100.load_data", "label_mode", call).refuse(label_mode, "'fine' or 'coarse'", said)
        return unknown("`label_mode` of CIFAR-100 is not known", call.place)
    classes = 100 if label_mode == "fine" else 20
    return Source(
        "CIFAR-100: 60,000 colour pictures, 32 × 32 pixels with red, green and blue",
        (32, 32, 3),
        "uint8",
        _PIXELS,
        f"which of {classes} kinds of thing it shows, 0 … {classes - 1}, one row with one number a picture",
        "int64",
        label=(1,),
        classes=classes,
        image=True,
    ).split(call, 50_000, 10_000)


def _rows(call: Call, rows: int, test_split: Any, name: str) -> tuple[Dim, Dim]:
    """Sizes of the two parts for a share of test samples."""
    if isinstance(test_split, (int, float)) and not isinstance(test_split, bool):
        if not 0 <= test_split < 1:
            wanted = "a share, at least 0 and below 1"
            raise Context(f"{name}.load_data", "test_split", call).refuse(test_split, wanted)
        train = int(rows * (1 - test_split))
        return train, rows - train
    part = unknown_size("it depends on `test_split`")
    return part, rows - part


@callee("keras.datasets.boston_housing.load_data")
def boston_housing(
    call: Call, path: Any = "boston_housing.npz", test_split: Any = 0.2, seed: Any = 113, cache_dir: Any = None
) -> Split:
    """House prices in Boston."""
    return Source(
        "Boston housing: 506 districts with 13 numbers each, in very different units",
        (13,),
        "float64",
        (0.0, 711.0),
        "the median house price in thousands of dollars, 5 … 50",
        "float64",
        label_range=(5.0, 50.0),
    ).split(call, *_rows(call, 506, test_split, "boston_housing"))


@callee("keras.datasets.california_housing.load_data")
def california_housing(
    call: Call,
    version: Any = "large",
    path: Any = "california_housing.npz",
    test_split: Any = 0.2,
    seed: Any = 113,
) -> Any:
    """House prices in California."""
    rows = {"large": 20_640, "small": 600}.get(version) if isinstance(version, str) else None
    if rows is None:
        return unknown("`version` of the California housing data is not known", call.place)
    return Source(
        f"California housing: {rows:,} districts with 8 numbers each, in very different units",
        (8,),
        "float32",
        None,
        "the median house price in dollars, 14,999 … 500,001",
        "float32",
        label_range=(14_999.0, 500_001.0),
    ).split(call, *_rows(call, rows, test_split, "california_housing"))


_IMDB_WORDS = 88_587
_REUTERS_WORDS = 30_981


def _texts(title: str, target: str, classes: int, num_words: Any, words: int, index_from: Any) -> Source:
    """Texts as lists of word numbers, each list as long as its text."""
    highest = num_words - 1 if isinstance(num_words, int) and num_words > 0 else words - 1
    known = (num_words is None or isinstance(num_words, int)) and index_from == 3
    return Source(
        title,
        (),
        "object",
        (1, min(highest, words - 1)) if known else None,
        target,
        "int64",
        classes=classes,
    )


@callee("keras.datasets.imdb.load_data")
def imdb(
    call: Call,
    path: Any = "imdb.npz",
    num_words: Any = None,
    skip_top: Any = 0,
    maxlen: Any = None,
    seed: Any = 113,
    start_char: Any = 1,
    oov_char: Any = 2,
    index_from: Any = 3,
    cache_dir: Any = None,
    nb_words: Any = None,
) -> Split:
    """Film reviews, good or bad."""
    source = _texts(
        "IMDB: 50,000 film reviews, each a list of word numbers, as long as the review",
        "whether the review is good (1) or bad (0)",
        2,
        num_words if nb_words is None else nb_words,
        _IMDB_WORDS,
        index_from,
    )
    if maxlen is None:
        return source.split(call, 25_000, 25_000)
    reason = "only reviews shorter than `maxlen` are kept"
    return source.split(call, unknown_size(reason), unknown_size(reason))


@callee("keras.datasets.reuters.load_data")
def reuters(
    call: Call,
    path: Any = "reuters.npz",
    num_words: Any = None,
    skip_top: Any = 0,
    maxlen: Any = None,
    test_split: Any = 0.2,
    seed: Any = 113,
    start_char: Any = 1,
    oov_char: Any = 2,
    index_from: Any = 3,
    cache_dir: Any = None,
    nb_words: Any = None,
) -> Split:
    """News in 46 topics."""
    source = _texts(
        "Reuters: 11,228 news reports, each a list of word numbers, as long as the report",
        "which of 46 topics the report has, 0 … 45",
        46,
        num_words if nb_words is None else nb_words,
        _REUTERS_WORDS,
        index_from,
    )
    if maxlen is None:
        return source.split(call, *_rows(call, 11_228, test_split, "reuters"))
    reason = "only reports shorter than `maxlen` are kept"
    return source.split(call, unknown_size(reason), unknown_size(reason))


@callee("keras.datasets.imdb.get_word_index", "keras.datasets.reuters.get_word_index")
def get_word_index(call: Call, path: Any = None) -> Any:
    """The number of each word: a dictionary whose words are not in the program."""
    return call.store.new(DictRecord({}, open=True))


@callee("keras.datasets.reuters.get_label_names")
def get_label_names(call: Call) -> Any:
    """The names of the 46 topics."""
    return Sequence(unknown("the names of the topics are not in the program", call.place), 46, "tuple")
