"""Python's own functions and containers, and the standard library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from seqlint.values.array import Array
from seqlint.values.containers import DictRecord, ListRecord, Range, Sequence, SequenceRecord
from seqlint.values.functions import Library, Partial
from seqlint.values.shape import symbol
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from tests.libraries.program import Program


@pytest.mark.parametrize(
    ("path", "arguments", "expected"),
    [
        ("builtins.len", ("text",), 4),
        ("builtins.len", ((1, 2),), 2),
        ("builtins.range", (3,), Range(0, 3, 1)),
        ("builtins.range", (1, 10, 2), Range(1, 10, 2)),
        ("builtins.int", ("12",), 12),
        ("builtins.int", (2.9,), 2),
        ("builtins.float", ("1e-3",), 0.001),
        ("builtins.sum", ((1, 2, 3),), 6),
        ("builtins.max", (3, 7, 5), 7),
        ("builtins.min", ((3, 7),), 3),
        ("builtins.abs", (-3,), 3),
        ("builtins.round", (2.567, 2), 2.57),
        ("builtins.divmod", (7, 2), (3, 1)),
        ("builtins.isinstance", (1, Library("builtins.int")), True),
        ("builtins.isinstance", ("a", (Library("builtins.int"), Library("builtins.float"))), False),
        ("builtins.str", (12,), "12"),
        ("builtins.print", ("x",), None),
        ("builtins.str.upper", ("relu",), "RELU"),
        ("builtins.str.startswith", ("relu", "re"), True),
        ("builtins.str.format", ("layer_{}", 3), "layer_3"),
        ("math.ceil", (2.1,), 3),
        ("math.sqrt", (16,), 4.0),
        ("math.pow", (2, 5), 32.0),
        ("os.path.join", ("data", "x.csv"), "data/x.csv"),
        ("os.environ.get", ("UNITS", "64"), "64"),
    ],
)
def test_known_values(program: Program, path: str, arguments: Any, expected: Any) -> None:
    assert program.run(path, *arguments) == expected


def test_lists_change_in_place(program: Program) -> None:
    units = program.list(64, 32)
    program.method(units, "append", 16)
    program.method(units, "extend", program.list(8, 4))
    assert program.method(units, "pop") == 4
    program.method(units, "insert", 0, 128)
    program.method(units, "remove", 32)
    program.method(units, "reverse")
    assert program.store[units] == ListRecord((8, 16, 64, 128))
    assert program.method(units, "index", 64) == 2


def test_a_list_of_unknown_length_grows(program: Program) -> None:
    rows = program.store.new(SequenceRecord(Sequence(3, symbol("n"))))
    program.method(rows, "append", 3)
    assert str(program.run("builtins.len", rows)) == "n + 1"


def test_dictionaries_answer_and_change(program: Program) -> None:
    settings = program.dict({"units": 64})
    assert program.method(settings, "get", "units") == 64
    assert program.method(settings, "get", "rate", 0.1) == 0.1
    program.method(settings, "update", program.dict({"rate": 0.2}), depth=3)
    assert program.store[settings] == DictRecord({"units": 64, "rate": 0.2, "depth": 3})
    assert program.method(settings, "items") == (("units", 64), ("rate", 0.2), ("depth", 3))


def test_loops_over_several_lists(program: Program) -> None:
    pairs = program.run("builtins.zip", program.list(1, 2), program.list("a", "b"))
    assert program.items(pairs) == ((1, "a"), (2, "b"))
    numbered = program.run("builtins.enumerate", program.list("a", "b"), 1)
    assert program.items(numbered) == ((1, "a"), (2, "b"))
    assert program.items(program.run("builtins.map", lambda x: x * 2, (1, 2))) == (2, 4)
    assert program.items(program.run("builtins.sorted", (3, 1, 2), reverse=True)) == (3, 2, 1)
    assert program.items(program.run("itertools.chain", (1,), (2, 3))) == (1, 2, 3)


def test_an_array_is_iterated_row_by_row(program: Program) -> None:
    n = symbol("n")
    rows = program.run("builtins.list", Array((n, 3), "float32"))
    sequence = program.store[rows].sequence
    assert sequence.element.shape == (3,)
    assert sequence.length == n


def test_the_length_of_something_unknown_stays_the_same(program: Program) -> None:
    words = unknown("a file")
    first, second = (program.run("builtins.len", words) for _ in range(2))
    assert first is second
    assert isinstance(first, Unknown)
    assert first.size() == second.size()


def test_options_have_their_defaults(program: Program) -> None:
    parser = program.run("argparse.ArgumentParser")
    program.method(parser, "add_argument", "--hidden-units", type=Library("builtins.int"), default=64)
    program.method(parser, "add_argument", "-e", "--epochs")
    options = program.store[program.method(parser, "parse_args")].attributes
    assert options["hidden_units"] == 64
    assert options["epochs"].name == "epochs"


def test_prepared_functions_keep_their_arguments(program: Program) -> None:
    made = program.run("functools.partial", Library("keras.layers.Dense"), activation="relu")
    assert isinstance(made, Partial)
    assert made.arguments[0].keywords["activation"].value == "relu"


def test_plots_answer_quietly(program: Program) -> None:
    assert isinstance(program.run("matplotlib.pyplot.plot", (1, 2)), Unknown)
    assert isinstance(program.run("seaborn.heatmap", 1), Unknown)


def test_pictures_become_arrays(program: Program) -> None:
    picture = program.method(program.run("PIL.Image.open", "a.png"), "resize", (64, 32))
    array = program.run("numpy.array", program.method(picture, "convert", "RGB"))
    assert (array.shape, array.dtype, array.range) == ((32, 64, 3), "uint8", (0, 255))
    grey = program.run("cv2.resize", program.run("cv2.imread", "a.png", 0), (28, 28))
    assert grey.shape == (28, 28)


def test_a_deque_with_a_high_limit_is_a_list(program: Program) -> None:
    memory = program.run("collections.deque", maxlen=2000)
    assert program.store[memory] == ListRecord(())
    assert isinstance(program.run("collections.deque", maxlen=4), Unknown)


def test_numbers_are_not_rounded_to_endless_digits(program: Program) -> None:
    assert isinstance(program.run("builtins.round", 2.5, -(10**9)), Unknown)
