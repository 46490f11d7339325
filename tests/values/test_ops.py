"""The algebra of arrays where no library is in between: types, slices of unknown lengths, ranges."""

from __future__ import annotations

import pytest

from seqlint.values.array import Array
from seqlint.values.containers import Slice
from seqlint.values.ops.elementwise import interval
from seqlint.values.ops.making import common_dtype, labels_of_content
from seqlint.values.ops.numbers import dtype_of, fits, weak
from seqlint.values.ops.slices import slice_length
from seqlint.values.shape import NONE, Dim, Symbol, render_dim, symbol
from seqlint.values.table import fewer


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("float32", "float32"),
        ("<f4", "float32"),
        ("int", "int64"),
        (float, "float64"),
        ("uint8", "uint8"),
        ("O", "object"),
        ("what", None),
        (3, None),
    ],
)
def test_names_of_types(given: object, name: str | None) -> None:
    assert dtype_of(given) == name


@pytest.mark.parametrize(
    ("dtype", "number", "result"),
    [
        ("uint8", 1, "uint8"),
        ("uint8", 1.0, "float64"),
        ("float32", 2, "float32"),
        ("float32", 0.5, "float32"),
        ("bool", 1, "int64"),
        ("bool", True, "bool"),
    ],
)
def test_python_numbers_adapt_to_the_array(dtype: str, number: float, result: str) -> None:
    assert weak(dtype, number, "numpy") == result


def test_several_types_meet_as_in_numpy() -> None:
    assert common_dtype(["uint8", "int8", "float16"]) == "float16"
    assert common_dtype(["int64", "float32"]) == "float64"


@pytest.mark.parametrize(
    ("op", "left", "right", "whole", "result"),
    [
        ("/", (0, 255), (255, 255), False, (0, 1)),
        ("-", (0, 1), (0.5, 0.5), False, (-0.5, 0.5)),
        ("*", (-1, 2), (-3, 3), False, (-6, 6)),
        ("/", (0, 1), (-1, 1), False, None),
        ("%", (0, 99), (10, 10), True, (0, 9)),
        ("%", None, (3, 3), True, (0, 2)),
        ("**", (-2, 3), (2, 2), False, (0, 9)),
        ("+", None, (1, 1), False, None),
    ],
)
def test_ranges_of_results(
    op: str,
    left: tuple[float, float] | None,
    right: tuple[float, float],
    whole: bool,
    result: tuple[float, float] | None,
) -> None:
    assert interval(op, left, right, whole=whole) == result


def test_what_overflows_can_be_anything() -> None:
    assert fits("uint8", (-1, 5)) == (0, 255)
    assert fits("int32", (0, 2**40)) is None
    assert fits("float32", (-1, 5)) == (-1, 5)


N = symbol("n")


@pytest.mark.parametrize(
    ("length", "start", "stop", "step", "samples", "result"),
    [
        (10, 2, None, None, True, "8"),
        (10, None, -3, None, True, "7"),
        (10, None, 100, None, True, "10"),
        (10, None, None, 3, True, "4"),
        (N, None, None, None, True, "n"),
        (N, None, None, -1, True, "n"),
        (N, None, -1, None, False, "n - 1"),
        (N, 0, 8, None, False, "8"),
        (N, 1, None, None, False, "n - 1"),
        (N, None, 8, None, True, "min(n, 8)"),
        (N, -3, None, None, False, "3"),
        (NONE, None, 8, None, False, "8"),
        (NONE, None, 8, None, True, "None"),
    ],
)
def test_lengths_of_slices(
    length: Dim, start: int | None, stop: int | None, step: int | None, samples: bool, result: str
) -> None:
    assert render_dim(slice_length(length, Slice(start, stop, step), samples=samples)) == result


def test_columns_that_are_left() -> None:
    nameless = Symbol(symbol("").terms)
    assert fewer(5, 2) == 3
    assert render_dim(fewer(N, 1)) == "n - 1"
    assert fewer(nameless, 1) == fewer(nameless, 1)
    assert fewer(nameless, 1) != fewer(nameless, 2)


def test_numbers_that_each_occur_once_are_no_classes() -> None:
    assert labels_of_content((1, 2, 3, 4)) is None
    found = labels_of_content((1, 2, 2, 1))
    assert found is not None
    assert (found.low, found.classes, found.proven) == (1, 2, True)


def test_an_array_is_shown_by_its_shape() -> None:
    assert repr(Array((3, N), "float32")) == "Array((3, n), float32)"
