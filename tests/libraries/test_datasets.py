"""`tf.data` and the sets of tensorflow_datasets: what one element is, and how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from seqlint.values.array import Array, Labels
from seqlint.values.containers import DictRecord
from seqlint.values.dataset import Dataset
from seqlint.values.functions import Library
from seqlint.values.shape import NONE, symbol
from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    from tests.libraries.program import Program

SLICES = "tensorflow.data.Dataset.from_tensor_slices"


def digits(program: Program) -> Any:
    pictures = Array((60000, 28, 28), "uint8", (0, 255), image=True)
    return program.run(SLICES, (pictures, Array((60000,), "uint8", (0, 9), Labels("indices", 10))))


def test_slices_are_samples_that_become_batches(program: Program) -> None:
    samples = digits(program)
    assert (samples.element[0].shape, samples.element[1].shape, samples.cardinality) == ((28, 28), (), 60000)
    batches = program.method(program.method(samples, "shuffle", 1000), "batch", 32)
    assert (batches.element[0].shape, batches.element[1].shape) == ((NONE, 28, 28), (NONE,))
    assert (batches.cardinality, batches.batch, batches.element[1].labels.classes) == (1875, 32, 10)


def test_full_batches_have_a_fixed_first_axis(program: Program) -> None:
    batches = program.method(digits(program), "batch", 7, drop_remainder=True)
    assert (batches.element[0].shape, batches.cardinality) == ((7, 28, 28), 8571)


def test_a_mapped_function_sees_one_element(program: Program) -> None:
    def scaled(image: Any, label: Any) -> Any:
        return program.run("tensorflow.cast", image, Library("tensorflow.float32")), program.run(
            "tensorflow.one_hot", label, 10
        )

    element = program.method(program.method(digits(program), "map", scaled), "batch", 32).element
    assert (element[0].shape, element[0].dtype) == ((NONE, 28, 28), "float32")
    assert (element[1].shape, element[1].labels.kind) == ((NONE, 10), "one-hot")


@pytest.mark.parametrize(
    ("steps", "count"),
    [
        ([("take", 100)], 100),
        ([("skip", 50000)], 10000),
        ([("repeat",)], None),
        ([("repeat", 3)], 180000),
        ([("batch", 64), ("take", 10)], 10),
        ([("batch", 64), ("unbatch",)], 60000),
        ([("cache",), ("prefetch", -1)], 60000),
    ],
)
def test_how_many_elements_there_are(program: Program, steps: list[tuple[Any, ...]], count: int | None) -> None:
    dataset = digits(program)
    for name, *arguments in steps:
        dataset = program.method(dataset, name, *arguments)
    assert dataset.cardinality == count


def test_zipped_sets_give_pairs(program: Program) -> None:
    x, y = (program.run(SLICES, Array((symbol("n"), 4), "float32")) for _ in range(2))
    pair = program.run("tensorflow.data.Dataset.zip", (x, y))
    assert [each.shape for each in pair.element] == [(4,), (4,)]


def test_dictionaries_keep_their_keys(program: Program) -> None:
    features = program.dict({"age": Array((10,), "int64"), "words": Array((10, 5), "float32")})
    element = program.method(program.run(SLICES, features), "batch", 2).element
    record = program.store.record(element, DictRecord)
    assert {name: value.shape for name, value in record.entries.items()} == {"age": (NONE,), "words": (NONE, 5)}


def test_a_generator_is_what_its_signature_says(program: Program) -> None:
    signature = (
        program.run("tensorflow.TensorSpec", (None, 4), Library("tensorflow.float32")),
        program.run("tensorflow.TensorSpec", (), "int32"),
    )
    dataset = program.run("tensorflow.data.Dataset.from_generator", None, output_signature=signature)
    assert [(each.shape, each.dtype) for each in dataset.element] == [((NONE, 4), "float32"), ((), "int32")]


def test_common_sets_by_name(program: Program) -> None:
    data, info = program.run(
        "tensorflow_datasets.load", "mnist", split=program.list("train", "test"), as_supervised=True, with_info=True
    )
    train, test = program.items(data) or ()
    assert (train.element[0].shape, train.cardinality, test.cardinality) == ((28, 28, 1), 60000, 10000)
    label = program.method(program.method(info, "features"), "__getitem__", "label")
    assert program.method(label, "num_classes") == 10
    assert isinstance(program.run("tensorflow_datasets.load", "unheard_of"), Unknown)


def test_pictures_are_decoded_and_resized(program: Program) -> None:
    picture = program.run("tensorflow.image.decode_jpeg", program.run("tensorflow.io.read_file", "a.jpg"), channels=3)
    small = program.run("tensorflow.image.resize", picture, (180, 180))
    assert (small.shape, small.dtype, small.range) == ((180, 180, 3), "float32", (0, 255))
    assert program.run("tensorflow.image.convert_image_dtype", picture, Library("tensorflow.float32")).range == (0, 1)


def test_an_unknown_dataset_stays_unknown(program: Program) -> None:
    found = program.run("tensorflow.data.Dataset.batch", 3, 32)
    assert isinstance(found, Unknown)
    assert isinstance(digits(program), Dataset)


def test_python_functions_hide_the_shape_and_keep_the_labels(program: Program) -> None:
    def encode(text: Any, label: Any) -> Any:
        return text, label

    label = Array((), "int64", (0, 1), Labels("indices", 2))
    kinds = (Library("tensorflow.int64"), Library("tensorflow.int64"))
    text, kept = program.run("tensorflow.py_function", encode, (Array((), "str"), label), kinds)
    assert (text.rank, text.dtype, kept.rank, kept.labels.classes) == (None, "int64", None, 2)
    samples = Dataset((text, kept), 100, samples=100)
    shapes = (program.list(-1), program.list())
    padded = program.method(samples, "padded_batch", 32, padded_shapes=shapes)
    assert (padded.element[0].shape, padded.element[1].shape) == ((NONE, NONE), (NONE,))
    assert padded.element[1].labels.classes == 2


def test_a_declared_shape_fills_what_is_not_known(program: Program) -> None:
    hidden = program.run("tensorflow.numpy_function", lambda x: x, (1,), Library("tensorflow.float32"))
    assert program.run("tensorflow.ensure_shape", hidden, (2, None, 3)).shape == (2, NONE, 3)
    changed = program.run("tensorflow.Tensor.set_shape", hidden, (4, 4, 3))
    assert changed.value.shape == (4, 4, 3)


def test_a_function_goes_over_the_rows(program: Program) -> None:
    rows = program.run("tensorflow.map_fn", lambda row: row, Array((7, 5, 3), "float32"))
    assert rows.shape == (7, 5, 3)
    values, places = program.run("tensorflow.math.top_k", Array((8, 10), "float32"), k=3)
    assert (values.shape, places.shape, places.dtype) == ((8, 3), (8, 3), "int32")


def test_a_table_of_measurements(program: Program) -> None:
    rows, labels = program.run("tensorflow_datasets.load", "iris", split="train", as_supervised=True).element
    assert (rows.shape, rows.dtype, labels.labels.classes) == ((4,), "float32", 3)
