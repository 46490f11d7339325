"""Where labels come from: data sets by name, lists that are filled with a number a class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from seqlint.values.array import Array
from seqlint.values.containers import Sequence
from seqlint.values.dataset import Dataset
from seqlint.values.ops.making import as_array
from seqlint.values.shape import symbol
from seqlint.values.unknown import OneOf, Unknown

if TYPE_CHECKING:
    from tests.libraries.program import Program


def test_a_list_of_one_of_a_few_numbers_has_as_many_classes(program: Program) -> None:
    found = as_array(Sequence(OneOf((0, 1, 2)), symbol("n", "a reason"), "list"), program)
    assert isinstance(found, Array)
    assert found.labels is not None
    assert (found.labels.kind, found.labels.classes, found.range) == ("indices", 3, (0, 2))
    assert not found.labels.proven


@pytest.mark.parametrize("values", [(0.5, 1.5), (-1, 1), ("a", "b"), (0, 10**9)])
def test_other_numbers_are_no_classes(program: Program, values: Any) -> None:
    found = as_array(Sequence(OneOf(values), symbol("n", "a reason"), "list"), program)
    assert isinstance(found, Array)
    assert found.labels is None


def test_texts_in_pieces_have_a_vocabulary(program: Program) -> None:
    data, info = program.run(
        "tensorflow_datasets.load", "imdb_reviews/subwords8k", split="train", as_supervised=True, with_info=True
    )
    assert isinstance(data, Dataset)
    pieces, label = data.element
    assert (pieces.rank, pieces.dtype, pieces.range, label.labels.classes) == (1, "int64", (0, 8184), 2)
    feature = program.method(program.method(info, "features"), "__getitem__", "text")
    assert program.method(program.method(feature, "encoder"), "vocab_size") == 8185


def test_a_configuration_that_changes_the_classes_is_not_guessed(program: Program) -> None:
    assert isinstance(program.run("tensorflow_datasets.load", "emnist/letters", split="train"), Unknown)


def test_a_whole_data_set_is_one_batch(program: Program) -> None:
    images, labels = program.run(
        "tensorflow_datasets.load", "mnist", split="train + test", batch_size=-1, as_supervised=True
    )
    assert (images.shape, labels.shape, labels.labels.classes) == ((70000, 28, 28, 1), (70000,), 10)


def test_a_builder_gives_the_same_data(program: Program) -> None:
    builder = program.run("tensorflow_datasets.builder", "stl10")
    data = program.method(builder, "as_dataset", split="test", as_supervised=True)
    assert (data.element[0].shape, data.cardinality) == ((96, 96, 3), 8000)
    assert len(program.run("tensorflow_datasets.Split.ALL.subsplit", weighted=(8, 1, 1))) == 3
