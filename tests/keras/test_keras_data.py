"""Data that Keras gives: its data sets, `keras.utils`, `keras.preprocessing`, `keras.backend`."""

from __future__ import annotations

from typing import Any

import pytest

from seqlint.keras.lookup import find
from seqlint.values.array import Array, Labels
from seqlint.values.call import Argument, Arguments
from seqlint.values.callee import REGISTRY, type_path
from seqlint.values.containers import ListRecord, SequenceRecord
from seqlint.values.dataset import Dataset
from seqlint.values.generator import Generator
from seqlint.values.refusal import InvalidValue, Refused, RemovedArgument
from seqlint.values.shape import NONE, Size, unknown_shape
from seqlint.values.store import Ref
from seqlint.values.target import DEFAULT, Target
from seqlint.values.unknown import Unknown, unknown
from tests.keras.twin import StandIn

K2 = Target(2, 21)
DIGITS = Array((60_000,), "uint8", (0, 9), Labels("indices", 10))


class Program:
    """Calls in one program, one after the other."""

    def __init__(self, target: Target = DEFAULT) -> None:
        self.call = StandIn(target)

    def __call__(self, path: str, *positional: Any, **keywords: Any) -> Any:
        twin = find(path)
        assert twin is not None, path
        return twin.invoke(self.call, self.arguments(positional, keywords))

    @staticmethod
    def arguments(positional: tuple[Any, ...], keywords: dict[str, Any]) -> Arguments:
        named = {name: Argument(value, keyword=name) for name, value in keywords.items()}
        return Arguments(tuple(Argument(value) for value in positional), named)

    def method(self, receiver: Any, name: str, *positional: Any, **keywords: Any) -> Any:
        path = f"{type_path(receiver, self.call.store.heap)}.{name}"
        found = REGISTRY[path]
        record = self.call.store[receiver] if isinstance(receiver, Ref) else receiver
        first = receiver if "Tokenizer" in path else record
        return found.invoke(self.call, self.arguments((first, *positional), keywords))

    def list(self, *items: Any) -> Ref:
        return self.call.store.new(ListRecord(items))


class TestDataSets:
    @pytest.mark.parametrize(
        ("name", "x", "y", "rows", "classes"),
        [
            ("mnist", (28, 28), (), (60_000, 10_000), 10),
            ("fashion_mnist", (28, 28), (), (60_000, 10_000), 10),
            ("cifar10", (32, 32, 3), (1,), (50_000, 10_000), 10),
            ("cifar100", (32, 32, 3), (1,), (50_000, 10_000), 100),
            ("imdb", (), (), (25_000, 25_000), 2),
            ("reuters", (), (), (8_982, 2_246), 46),
            ("boston_housing", (13,), (), (404, 102), None),
            ("california_housing", (8,), (), (16_512, 4_128), None),
        ],
    )
    def test_shapes(
        self, name: str, x: tuple[int, ...], y: tuple[int, ...], rows: tuple[int, int], classes: int | None
    ) -> None:
        halves = Program()(f"keras.datasets.{name}.load_data")
        for (data, labels), count in zip(halves, rows, strict=True):
            assert data.shape == (count, *x)
            assert labels.shape == (count, *y)
            assert labels.labels.classes == classes
            assert labels.history.text

    def test_pictures_have_bytes(self) -> None:
        (x, _), _ = Program()("keras.datasets.mnist.load_data")
        assert (x.dtype, x.range, x.image) == ("uint8", (0, 255), True)

    def test_words_are_limited(self) -> None:
        (x, _), _ = Program()("keras.datasets.imdb.load_data", num_words=10_000)
        assert x.range == (1, 9_999)
        (x, _), _ = Program()("keras.datasets.imdb.load_data", num_words=unknown("it is not in the program"))
        assert x.range is None

    def test_another_split(self) -> None:
        (x, _), (rest, _) = Program()("keras.datasets.boston_housing.load_data", test_split=0.5)
        assert (x.shape, rest.shape) == ((253, 13), (253, 13))

    def test_long_reviews_are_dropped(self) -> None:
        (x, y), _ = Program()("keras.datasets.imdb.load_data", maxlen=100)
        assert isinstance(x.shape[0], Size)
        assert x.shape[0] == y.shape[0]

    def test_a_wrong_mode(self) -> None:
        with pytest.raises(Refused):
            Program()("keras.datasets.cifar100.load_data", "rough")


class TestToCategorical:
    def test_classes_from_the_labels(self) -> None:
        out = Program()("keras.utils.to_categorical", DIGITS)
        assert (out.shape, out.dtype, out.labels.kind, out.labels.classes) == ((60_000, 10), "float64", "one-hot", 10)

    def test_keras_2_gives_float32(self) -> None:
        assert Program(K2)("keras.utils.to_categorical", DIGITS, 10).dtype == "float32"
        assert Program(K2)("keras.utils.np_utils.to_categorical", DIGITS, 10, dtype="int32").dtype == "int32"

    def test_a_column_is_squeezed(self) -> None:
        column = Array((50_000, 1), "uint8", (0, 9), Labels("indices", 10))
        assert Program()("keras.utils.to_categorical", column, num_classes=10).shape == (50_000, 10)

    def test_rows_of_labels(self) -> None:
        assert Program()("keras.utils.to_categorical", Array((8, 20), "int64"), 7).shape == (8, 20, 7)

    def test_unknown_labels(self) -> None:
        out = Program()("keras.utils.to_categorical", unknown("a file"), 7)
        assert out.axis(-1) == 7
        out = Program()("keras.utils.to_categorical", Array((8,), "int64"))
        assert isinstance(out.shape[1], Size)

    def test_a_list(self) -> None:
        program = Program()
        assert program("keras.utils.to_categorical", program.list(0, 1, 2, 1)).shape == (4, 3)

    def test_too_few_classes(self) -> None:
        with pytest.raises(Refused) as caught:
            Program()("keras.utils.to_categorical", DIGITS, 9)
        assert caught.value.cause is InvalidValue
        assert "10" in caught.value.facts["wanted"]

    @pytest.mark.parametrize(
        ("target", "name", "replacement"),
        [(DEFAULT, "nb_classes", "num_classes"), (DEFAULT, "dtype", None), (DEFAULT, "y", "x"), (K2, "x", "y")],
    )
    def test_old_arguments(self, target: Target, name: str, replacement: str | None) -> None:
        with pytest.raises(Refused) as caught:
            Program(target)("keras.utils.to_categorical", **{name: 10})
        assert caught.value.cause is RemovedArgument
        assert caught.value.facts["replacement"] == replacement


class TestPadSequences:
    def test_reviews(self) -> None:
        program = Program()
        (x, _), _ = program("keras.datasets.imdb.load_data", num_words=5_000)
        out = program("keras.utils.pad_sequences", x, maxlen=100)
        assert (out.shape, out.dtype, out.range) == ((25_000, 100), "int32", (0, 4_999))

    def test_the_longest_decides(self) -> None:
        program = Program()
        rows = program.list(program.list(1, 2, 3), program.list(4))
        out = program("keras.preprocessing.sequence.pad_sequences", rows)
        assert (out.shape, out.range) == ((2, 3), (0, 4))

    def test_what_is_not_known_is_a_symbol(self) -> None:
        out = Program()("keras.utils.pad_sequences", unknown("a file"))
        assert all(isinstance(size, Size) for size in out.shape)

    def test_vectors_stay(self) -> None:
        out = Program()("keras.utils.pad_sequences", Array((4, 6, 2), "float64"), 3, dtype="float32")
        assert (out.shape, out.dtype) == ((4, 3, 2), "float32")

    def test_a_wrong_side(self) -> None:
        with pytest.raises(Refused):
            Program()("keras.utils.pad_sequences", DIGITS, padding="left")


class TestTokenizer:
    def test_sequences(self) -> None:
        program = Program()
        tokenizer = program("keras.preprocessing.text.Tokenizer", num_words=100)
        texts = program.list("a b", "c")
        program.method(tokenizer, "fit_on_texts", texts)
        rows = program.method(tokenizer, "texts_to_sequences", texts)
        assert isinstance(program.call.store[rows], SequenceRecord)
        out = program("keras.utils.pad_sequences", rows, maxlen=5)
        assert (out.shape, out.range) == ((2, 5), (0, 99))
        assert program.method(tokenizer, "texts_to_matrix", texts).shape == (2, 100)
        assert program.method(tokenizer, "word_index") == program.method(tokenizer, "word_index")

    def test_an_open_vocabulary_is_one_symbol(self) -> None:
        program = Program()
        tokenizer = program("keras.preprocessing.text.Tokenizer")
        first = program.method(tokenizer, "texts_to_matrix", program.list("a"))
        second = program.method(tokenizer, "texts_to_matrix", program.list("a", "b"))
        assert first.shape[1] == second.shape[1]


class TestFolders:
    @pytest.mark.parametrize(
        ("mode", "labels", "kind"),
        [("int", (NONE,), "indices"), ("binary", (NONE, 1), "indices"), ("categorical", (NONE, 3), "one-hot")],
    )
    def test_labels(self, mode: str, labels: tuple[Any, ...], kind: str) -> None:
        program = Program()
        names = program.list("a", "b", "c") if mode != "binary" else None
        made = program(
            "keras.utils.image_dataset_from_directory", "data", label_mode=mode, class_names=names, image_size=(32, 24)
        )
        assert isinstance(made, Dataset)
        x, y = made.element
        assert (x.shape, x.range, x.image) == ((NONE, 32, 24, 3), (0.0, 255.0), True)
        assert (y.shape, y.labels.kind) == (labels, kind)

    def test_no_labels_and_no_batch(self) -> None:
        made = Program()(
            "keras.preprocessing.image_dataset_from_directory",
            "data",
            label_mode=None,
            batch_size=None,
            color_mode="grayscale",
        )
        assert made.element.shape == (256, 256, 1)

    def test_both_parts(self) -> None:
        train, validation = Program()(
            "keras.utils.image_dataset_from_directory", "data", validation_split=0.2, subset="both", seed=1
        )
        assert train.element[0].shape == validation.element[0].shape

    @pytest.mark.parametrize(
        "keywords",
        [
            {"label_mode": "one_hot"},
            {"color_mode": "bgr"},
            {"validation_split": 20, "subset": "training", "seed": 1},
            {"validation_split": 0.2, "seed": 1},
            {"subset": "training", "seed": 1},
            {"validation_split": 0.2, "subset": "train", "seed": 1},
            {"validation_split": 0.2, "subset": "training"},
        ],
    )
    def test_what_keras_refuses(self, keywords: dict[str, Any]) -> None:
        with pytest.raises(Refused):
            Program()("keras.utils.image_dataset_from_directory", "data", **keywords)

    def test_texts(self) -> None:
        x, y = Program()("keras.utils.text_dataset_from_directory", "data").element
        assert (x.shape, x.dtype, y.shape) == ((NONE,), "str", (NONE,))


class TestImageDataGenerator:
    def test_flow(self) -> None:
        program = Program()
        generator = program("keras.preprocessing.image.ImageDataGenerator", rescale=1 / 255)
        x = Array((1_000, 28, 28, 1), "uint8", (0, 255), image=True)
        made = program.method(
            generator, "flow", x, Array((1_000,), "uint8", (0, 9), Labels("indices", 10)), batch_size=32
        )
        assert isinstance(made, Generator)
        images, labels = made.element
        assert (images.shape, images.range) == ((NONE, 28, 28, 1), (0.0, 1.0))
        assert (labels.shape, labels.labels.classes, made.length) == ((NONE,), 10, 32)

    def test_flow_wants_four_axes(self) -> None:
        program = Program()
        generator = program("keras.preprocessing.image.ImageDataGenerator")
        with pytest.raises(Refused):
            program.method(generator, "flow", Array((1_000, 28, 28), "uint8"))

    @pytest.mark.parametrize(("mode", "rank"), [("categorical", 2), ("binary", 1), ("sparse", 1), ("input", 4)])
    def test_flow_from_directory(self, mode: str, rank: int) -> None:
        program = Program()
        generator = program(
            "keras.preprocessing.image.ImageDataGenerator", preprocessing_function=unknown("a function")
        )
        made = program.method(generator, "flow_from_directory", "data", target_size=(150, 150), class_mode=mode)
        images, labels = made.element
        assert (images.shape, images.range, labels.rank) == ((NONE, 150, 150, 3), None, rank)

    def test_no_labels(self) -> None:
        program = Program()
        generator = program("keras.preprocessing.image.ImageDataGenerator")
        assert program.method(generator, "flow_from_directory", "data", class_mode=None).element.shape == (
            NONE,
            256,
            256,
            3,
        )

    def test_a_wrong_mode(self) -> None:
        program = Program()
        generator = program("keras.preprocessing.image.ImageDataGenerator")
        with pytest.raises(Refused):
            program.method(generator, "flow_from_directory", "data", class_mode="int")
        made = program.method(generator, "flow_from_dataframe", unknown("a table"), class_mode="raw", y_col="price")
        assert isinstance(made.element[1], Unknown)


class TestSeries:
    def test_windows(self) -> None:
        series = Array((100, 3), "float64")
        made = Program()(
            "keras.utils.timeseries_dataset_from_array", series, Array((100,), "float64"), 10, batch_size=7
        )
        x, y = made.element
        assert (x.shape, y.shape, made.samples, made.cardinality) == ((NONE, 10, 3), (NONE,), 91, 13)

    def test_generator(self) -> None:
        series = Array((100, 3), "float64")
        made = Program()("keras.preprocessing.sequence.TimeseriesGenerator", series, Array((100, 2), "float64"), 10, sampling_rate=3, stride=2, batch_size=8)  # fmt: skip
        x, y = made.element
        assert (x.shape, y.shape, made.length) == ((NONE, 4, 3), (NONE, 2), 6)


def test_pictures() -> None:
    program = Program()
    picture = program("keras.utils.load_img", "cat.jpg", target_size=(224, 224))
    assert picture.shape == (224, 224, 3)
    assert program("keras.utils.img_to_array", picture).dtype == "float32"
    grey = program("keras.preprocessing.image.load_img", "cat.jpg", color_mode="grayscale", target_size=(8, 8))
    assert program("keras.utils.img_to_array", grey).shape == (8, 8, 1)
    assert program("keras.utils.img_to_array", unknown("a file")).rank == 3


def test_settings() -> None:
    program = Program()
    assert program("keras.backend.image_data_format") == "channels_last"
    assert program("keras.backend.clear_session") is None
    assert program("keras.utils.set_random_seed", 1) is None
    assert program("keras.utils.normalize", Array((4, 3), "int64", (0, 9))).range == (0.0, 1.0)


def test_nothing_is_raised_on_unknown_data() -> None:
    program = Program()
    strange = Array(unknown_shape("a file"), None)
    for path in ("to_categorical", "pad_sequences", "normalize", "img_to_array", "array_to_img", "split_dataset"):
        program(f"keras.utils.{path}", strange)
