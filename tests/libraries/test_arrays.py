"""What programs do with arrays before a model sees them: shapes, labels and the words of their history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from seqlint.values import ops
from seqlint.values.array import Array, Labels
from seqlint.values.containers import Sequence, SequenceRecord, Slice
from seqlint.values.ops import layout
from seqlint.values.ops.order import Changed
from seqlint.values.refusal import ArrayReshapeMismatch, Refused
from seqlint.values.shape import NONE, render, symbol
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from tests.libraries.program import Program

ALL = Slice(None, None, None)


def digits(program: Program) -> Array:
    """Labels of a set of 60,000 pictures."""
    return Array((60000,), "uint8", (0, 9)).then(program.place, "labels", labels=Labels("indices", 10))


def test_pictures_become_rows_from_0_to_1(program: Program) -> None:
    pictures = Array((60000, 28, 28), "uint8", (0, 255), image=True)
    rows = program.method(program.method(pictures, "reshape", 60000, 784), "astype", "float32")
    scaled = ops.binary("/", rows, 255, program)
    assert (scaled.shape, scaled.dtype, scaled.range) == ((60000, 784), "float32", (0, 1))
    assert [step.text for step in scaled.history.chain()] == [
        "reshaped to (60000, 784)",
        "as float32",
        "divided by 255",
    ]


def test_labels_know_their_classes(program: Program) -> None:
    labels = digits(program)
    assert program.run("builtins.len", program.run("numpy.unique", labels)) == 10
    assert program.run("builtins.len", program.run("builtins.set", labels)) == 10
    top = ops.binary("+", program.run("numpy.max", labels), 1, program)
    assert (top.shape, top.content) == ((), 10)
    assert program.run("builtins.int", top) == 10


def test_one_hot_rows_and_back(program: Program) -> None:
    rows = ops.index(program.run("numpy.eye", 10), digits(program), program)
    assert (rows.shape, rows.labels.kind, rows.labels.classes) == ((60000, 10), "one-hot", 10)
    back = program.run("numpy.argmax", rows, axis=1)
    assert (back.shape, back.labels.kind, back.labels.classes) == ((60000,), "indices", 10)


def test_a_comparison_makes_two_classes(program: Program) -> None:
    fives = program.method(ops.binary("==", digits(program), 5, program), "astype", program_type("numpy.float32"))
    assert (fives.labels.kind, fives.labels.classes, fives.range) == ("indices", 2, (0, 1))


def program_type(path: str) -> Any:
    from seqlint.values.functions import Library

    return Library(path)


def test_labels_that_start_at_1_and_are_shifted(program: Program) -> None:
    labels = Array((100,), "int64", (1, 5), Labels("indices", 5, 1))
    shifted = ops.binary("-", labels, 1, program)
    assert (shifted.labels.low, shifted.labels.classes, shifted.range) == (0, 5, (0, 4))


@pytest.mark.parametrize(
    ("rows", "kind", "classes"),
    [
        (((0,), (1,), (1,), (0,)), "indices", 2),
        (((1, 0), (0, 1)), "one-hot", 2),
        (((1, 1), (0, 1)), "multi-hot", 2),
        ((0.5, 1.25), "continuous", None),
        ((0, 1, 2, 1), "indices", 3),
    ],
)
def test_numbers_that_are_written_down(program: Program, rows: Any, kind: str, classes: int | None) -> None:
    items = [program.list(*row) if isinstance(row, tuple) else row for row in rows]
    made = program.run("numpy.array", program.list(*items))
    assert (made.labels.kind, made.labels.classes) == (kind, classes)


def test_windows_that_a_loop_collected(program: Program) -> None:
    windows = program.store.new(SequenceRecord(Sequence(Array((20, 3), "float64"), symbol("len(data) - 20"))))
    assert render(program.run("numpy.array", windows).shape) == "(len(data) - 20, 20, 3)"


def test_two_halves_of_zeros_and_ones(program: Program) -> None:
    parts = program.list(program.run("numpy.zeros", 50), program.run("numpy.ones", 50))
    labels = program.run("numpy.concatenate", parts).labels
    assert (labels.kind, labels.classes, labels.proven) == ("indices", 2, True)


def test_columns_of_a_file_are_the_ones_that_are_asked_for(program: Program) -> None:
    data = program.run("numpy.loadtxt", "pima.csv", delimiter=",")
    features = ops.index(data, (ALL, Slice(0, 8, None)), program)
    target = ops.index(data, (ALL, 8), program)
    assert features.shape[1] == 8
    assert target.rank == 1
    assert features.shape[0] == target.shape[0]


def test_the_first_rows_of_an_unknown_number_stay_equally_many(program: Program) -> None:
    n = symbol("n")
    x = ops.index(Array((n, 4)), Slice(None, 1000, None), program)
    y = ops.index(Array((n,)), Slice(None, 1000, None), program)
    assert x.shape[0] == y.shape[0]
    assert render(x.shape) == "(min(n, 1000), 4)"


def test_a_named_split_keeps_its_name(program: Program) -> None:
    n, cut = symbol("n"), symbol("split")
    train = ops.index(Array((n, 4)), Slice(None, cut, None), program)
    test = ops.index(Array((n, 4)), Slice(cut, None, None), program)
    assert render(train.shape) == "(split, 4)"
    assert render(test.shape) == "(n - split, 4)"


def test_an_unknown_shape_remembers_its_axes(program: Program) -> None:
    array = program.run("numpy.load", "x.npy")
    view = program.method(array, "shape")
    first, second = (program.method(view, "__getitem__", 1) for _ in range(2))
    assert first is second
    assert program.method(program.method(array, "shape"), "__getitem__", 1) is first


def test_reshape_with_sizes_from_the_array_itself(program: Program) -> None:
    n = symbol("n")
    made = program.method(Array((n, 28, 28)), "reshape", n, 28, 28, 1)
    assert made.shape == (n, 28, 28, 1)
    assert program.method(Array((n, 28, 28)), "reshape", n, -1).shape == (n, 784)
    assert program.method(Array((NONE, 28)), "reshape", -1, 7).shape[1] == 7


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda p: layout.reshape(p, Array((10,)), (3, -1)), "(10,) cannot be reshaped to (3, -1)"),
        (lambda p: ops.binary("+", Array((3,)), Array((4,)), p), "(3,) and (4,)"),
        (lambda p: p.run("numpy.concatenate", p.list(Array((2, 3)), Array((2, 4)))), "do not fit along axis 0"),
        (lambda p: ops.index(Array((3,)), 5, p), "index 5 is out of range"),
        (lambda p: p.run("numpy.load", "data.npz"), "`data.npz` is not in the program"),
        (lambda p: ops.binary("@", Array((2, 3)), Array((4, 2)), p), "(2, 3) @ (4, 2) does not fit"),
    ],
)
def test_what_numpy_refuses_says_why(program: Program, call: Any, words: str) -> None:
    found = call(program)
    assert isinstance(found, Unknown)
    assert words in found.reason


def test_a_reshape_that_numpy_refuses_is_a_refusal(program: Program) -> None:
    for sizes in ((3, -1), (11,), (0, -1)):
        with pytest.raises(Refused) as caught:
            program.method(Array((10,)), "reshape", *sizes)
        assert caught.value.cause is ArrayReshapeMismatch
        assert caught.value.facts["wanted"] == sizes
    assert isinstance(program.method(Array((10,)), "resize", 3, 4), Unknown)


def test_assignment_widens_the_range(program: Program) -> None:
    canvas = program.run("numpy.zeros", (10, 28, 28))
    assert ops.assign(canvas, 0, 255, program).range == (0, 255)
    assert ops.assign(canvas, 0, unknown("why"), program).range is None


def test_a_shuffle_in_place_keeps_the_shape_and_forgets_the_order(program: Program) -> None:
    changed = program.run("numpy.random.shuffle", Array((3,), "int64", (0, 2), content=(0, 1, 2)))
    assert isinstance(changed, Changed)
    assert changed.value.shape == (3,)
    assert changed.value.range == (0, 2)
    assert changed.value.content is None


def test_sizes_compute_and_compare(program: Program) -> None:
    n = symbol("n")
    assert ops.binary("+", n, 1, program) == n + 1
    assert ops.binary(">", ops.binary("*", n, 2, program), n, program) is True
    assert isinstance(ops.binary("==", n, 3, program), Unknown)
    half = ops.binary("*", n, 0.5, program)
    assert isinstance(half, Unknown)
    assert half.name == program.place.text()


def test_room_for_numbers_has_no_range(program: Program) -> None:
    assert program.run("numpy.empty", (3, 2)).range is None
    assert program.run("numpy.empty_like", Array((3, 2), "float32", (0, 1))).range is None


def test_a_few_evenly_spaced_numbers_are_known(program: Program) -> None:
    spaced = program.run("numpy.linspace", 64, 16, 3)
    assert spaced.content == (64.0, 40.0, 16.0)
    assert program.method(spaced, "astype", int).content == (64, 40, 16)
    assert program.run("numpy.linspace", 0, 1).shape == (50,)
    assert program.run("numpy.linspace", 0, 10**400, 3).content is None
    assert program.run("numpy.geomspace", 1, 8, 4).content is None
