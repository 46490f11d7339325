"""pandas and scikit-learn: rows and columns by name, splits, scalers, encoders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from seqlint.values.array import Array, Labels
from seqlint.values.containers import Sequence, SequenceRecord, Slice
from seqlint.values.shape import render, symbol
from seqlint.values.table import Table
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from tests.libraries.program import Program

ALL = Slice(None, None, None)


def table(program: Program, ref: Any) -> Table:
    found = program.store.record(ref, Table)
    assert isinstance(found, Table)
    return found


def test_the_last_column_of_a_file_is_the_target(program: Program) -> None:
    frame = program.run("pandas.read_csv", "iris.csv")
    features = program.method(program.method(frame, "iloc"), "__getitem__", (ALL, Slice(0, 4, None)))
    target = program.method(program.method(frame, "iloc"), "__getitem__", (ALL, -1))
    values = program.method(features, "values")
    assert values.shape[1] == 4
    assert values.shape[0] == target.shape[0]


def test_a_dropped_column_leaves_one_less(program: Program) -> None:
    frame = program.run("pandas.read_csv", "a.csv", names=program.list("a", "b", "c", "y"))
    rest = program.method(frame, "drop", "y", axis=1)
    assert (table(program, rest).width, table(program, rest).names) == (3, ("a", "b", "c"))
    assert table(program, frame).width == 4
    program.method(frame, "drop", "y", axis=1, inplace=True)
    assert table(program, frame).width == 3


def test_the_same_columns_dropped_twice_are_equally_many(program: Program) -> None:
    frame = program.run("pandas.read_csv", "a.csv")
    first, second = (table(program, program.method(frame, "drop", columns="y")).width for _ in range(2))
    assert first == second


def test_a_popped_column_is_gone(program: Program) -> None:
    frame = program.run("pandas.DataFrame", program.dict({"x": (1, 2, 3), "y": (0, 1, 1)}))
    target = program.method(frame, "pop", "y")
    assert (target.shape, target.labels.kind, target.labels.classes) == ((3,), "indices", 2)
    assert table(program, frame).names == ("x",)


def test_dummies_are_one_hot_rows(program: Program) -> None:
    series = Array((150,), "int64", (0, 2), Labels("indices", 3), library="pandas")
    rows = program.method(program.run("pandas.get_dummies", series), "values")
    assert (rows.shape, rows.labels.kind, rows.labels.classes) == ((150, 3), "one-hot", 3)


def test_a_mapped_column_has_the_classes_of_the_dictionary(program: Program) -> None:
    frame = program.run("pandas.read_csv", "a.csv")
    column = program.method(frame, "__getitem__", "species")
    mapped = program.method(column, "map", program.dict({"setosa": 0, "versicolor": 1, "virginica": 2}))
    assert (mapped.labels.kind, mapped.labels.classes) == ("indices", 3)


def test_columns_that_are_set_are_known(program: Program) -> None:
    frame = program.run("pandas.DataFrame", program.dict({"x": (1, 2)}))
    program.method(frame, "__setitem__", "y", (0, 1))
    assert table(program, frame).names == ("x", "y")
    assert isinstance(program.method(frame, "__getitem__", "z"), Unknown)
    assert table(program, program.method(frame, "__getitem__", program.list("y"))).width == 1


@pytest.mark.parametrize(
    ("keywords", "sizes"),
    [
        ({"test_size": 0.2}, (120, 30)),
        ({}, (112, 38)),
        ({"test_size": 50}, (100, 50)),
        ({"train_size": 0.5}, (75, 75)),
        ({"train_size": 0.6, "test_size": 0.2}, (90, 30)),
        ({"test_size": 0.33}, (100, 50)),
    ],
)
def test_splits_have_the_sizes_of_scikit_learn(
    program: Program, keywords: dict[str, Any], sizes: tuple[int, int]
) -> None:
    labels = Array((150,), "int64", (0, 2), Labels("indices", 3))
    parts = program.run("sklearn.model_selection.train_test_split", Array((150, 4), "float64"), labels, **keywords)
    assert [part.shape for part in parts] == [(sizes[0], 4), (sizes[1], 4), (sizes[0],), (sizes[1],)]
    assert all(part.labels.classes == 3 and not part.labels.proven for part in parts[2:])


def test_a_split_of_an_unknown_number_keeps_its_name(program: Program) -> None:
    train, test = program.run("sklearn.model_selection.train_test_split", Array((symbol("len(df)"), 4)), test_size=0.2)
    assert render(test.shape) == "(0.2 * len(df), 4)"
    assert render(train.shape) == "(len(df) - 0.2 * len(df), 4)"


def test_a_stratified_split_holds_every_class(program: Program) -> None:
    labels = Array((150,), "int64", (0, 2), Labels("indices", 3))
    parts = program.run("sklearn.model_selection.train_test_split", labels, stratify=labels)
    assert all(part.labels.proven for part in parts)


def test_scaled_features_keep_their_shape(program: Program) -> None:
    scaler = program.run("sklearn.preprocessing.MinMaxScaler")
    train = program.method(scaler, "fit_transform", Array((100, 4), "int64"))
    test = program.method(scaler, "transform", Array((20, 4), "int64"))
    assert (train.shape, train.dtype, train.range) == ((100, 4), "float64", (0, 1))
    assert (test.shape, test.dtype, test.range) == ((20, 4), "float64", None)


def test_encoded_labels_are_class_indices(program: Program) -> None:
    encoder = program.run("sklearn.preprocessing.LabelEncoder")
    names = program.list("cat", "dog", "cat", "bird")
    encoded = program.method(encoder, "fit_transform", names)
    assert (encoded.shape, encoded.labels.classes, encoded.range) == ((4,), 3, (0, 2))
    later = program.method(encoder, "transform", program.list("dog"))
    assert (later.labels.classes, later.labels.proven) == (3, False)


def test_two_classes_binarize_to_one_column(program: Program) -> None:
    for classes, width in ((2, 1), (3, 3)):
        binarizer = program.run("sklearn.preprocessing.LabelBinarizer")
        rows = program.method(binarizer, "fit_transform", Array((90,), "int64", labels=Labels("indices", classes)))
        assert rows.shape == (90, width)


def test_labels_of_unknown_data_are_still_indices(program: Program) -> None:
    encoder = program.run("sklearn.preprocessing.LabelEncoder")
    encoded = program.method(encoder, "fit_transform", unknown("a file"))
    assert (encoded.labels.kind, encoded.rank) == ("indices", 1)


@pytest.mark.parametrize(
    ("name", "shape", "classes"), [("iris", (150, 4), 3), ("breast_cancer", (569, 30), 2), ("digits", (1797, 64), 10)]
)
def test_shipped_sets_have_their_true_sizes(program: Program, name: str, shape: tuple[int, ...], classes: int) -> None:
    data, target = program.run(f"sklearn.datasets.load_{name}", return_X_y=True)
    assert (data.shape, target.labels.classes) == (shape, classes)


def test_folds_give_pairs_of_row_numbers(program: Program) -> None:
    folds = program.run("sklearn.model_selection.KFold", n_splits=5)
    pairs = program.method(folds, "split", Array((100, 4)))
    assert pairs.length == 5
    assert [each.dtype for each in pairs.element] == ["int64", "int64"]


def test_labels_of_rows_that_are_counted_keep_their_number(program: Program) -> None:
    encoder = program.run("sklearn.preprocessing.LabelEncoder")
    count = symbol("len(files)")
    texts = SequenceRecord(Sequence(unknown("a file name"), count))
    encoded = program.method(encoder, "fit_transform", program.store.new(texts))
    assert (encoded.shape, encoded.labels.kind) == ((count,), "indices")


def test_columns_assigned_to_a_new_frame(program: Program) -> None:
    frame = program.store.new(Table(40, 1, ("a",), {"a": Array((40,), "float64", library="pandas")}))
    made = program.method(frame, "assign", b=Array((40,), "int64"), c=1)
    assert (program.store[made].names, program.store[frame].names) == (("a", "b", "c"), ("a",))
