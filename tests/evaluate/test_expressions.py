"""Expressions: constants, containers, operators, comprehensions, calls."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3 ** 2 // 4", 1 + 2 * 3**2 // 4),
        ("(28 - 3) // 2 + 1", 13),
        ("-7 % 3, 7 // -2, 1 / 4", (2, -4, 0.25)),
        ("0x_ff + 0b11 + 0o17 + 1_000", 255 + 3 + 15 + 1000),
        ("'a' 'b' + f'{1 + 1}c'", "ab2c"),
        ("f'{{x}}'", "{x}"),
        ("[1, *[2, 3], 4]", [1, 2, 3, 4]),
        ("{'a': 1, **{'b': 2}}", {"a": 1, "b": 2}),
        ("[x * y for x in (1, 2) for y in (10, 20) if x * y > 10]", [20, 20, 40]),
        ("{k: v for k, v in zip('ab', (1, 2))}", {"a": 1, "b": 2}),
        ("tuple(i for i in range(3))", (0, 1, 2)),
        ("[1, 2, 3][-1], (1, 2, 3)[:2], 'abc'[::-1]", (3, (1, 2), "cba")),
        ("1 if [] else 2", 2),
        ("None or 'x', 0 and 1", ("x", 0)),
        ("1 < 2 < 3, 1 in (1, 2), 'b' not in 'ab', None is None", (True, True, False, True)),
        ("(lambda x, y=2: x * y)(3)", 6),
        ("[64] * 3", [64, 64, 64]),
        ("len([1, 2]), sum([1, 2]), max(3, 5), sorted([2, 1])", (2, 3, 5, [1, 2])),
        ("(n := 4) + n", 8),
        ("'relu'.upper(), 'a,b'.split(',')", ("RELU", ["a", "b"])),
        ("not 0, ~1, +2", (True, -2, 2)),
        ("1e3, 2j * 2j", (1000.0, -4 + 0j)),
        ("getattr('abc', 'upper')()", "ABC"),
    ],
)
def test_constants(run: Any, text: str, value: Any) -> None:
    assert run(f"x = {text}\n")["x"] == value


@pytest.mark.parametrize(
    "text",
    [
        "unheard_of",
        "input()",
        "1 / 0",
        "'a' + 1",
        "[1][5]",
        "{}['k']",
        "2 ** 10 ** 10",
        "'a' * 10 ** 9",
        "open('f').read()",
    ],
)
def test_what_is_not_known_has_a_reason(run: Any, text: str) -> None:
    value = run(f"x = {text}\n").program.names["x"]
    assert value.reason


def test_names_of_unknown_values_become_sizes(keras: Any) -> None:
    followed = keras(
        """
        import sys
        n = int(sys.argv[1])
        model = keras.Sequential([keras.Input((n,)), layers.Dense(2 * n), layers.Dense(n // 2)])
        """
    )
    assert followed.shapes() == ["(None, 2 * int(sys.argv[1]))", "(None, int(sys.argv[1]) // 2)"]


def test_a_shape_of_unknown_data_keeps_its_name(keras: Any) -> None:
    followed = keras(
        """
        X = np.load("x.npy")
        model = keras.Sequential([layers.Dense(8, input_shape=(X.shape[1],)), layers.Dense(X.shape[1])])
        """
    )
    assert followed.shapes() == ["(None, 8)", "(None, X.shape[1])"]


def test_a_long_sum_is_followed_without_nesting(run: Any) -> None:
    assert run("x = " + " + ".join(["1"] * 400) + "\n")["x"] == 400


def test_an_entry_that_is_not_known_has_what_all_rows_of_the_dictionary_have(keras: Any) -> None:
    followed = keras(
        """
        rows = {"cat": np.array([0, 1]), "dog": np.array([1, 0])}
        sizes = {"small": 8, "large": 64}
        row, size = rows[unknown], sizes[unknown]
        rows[other] = np.zeros(5)
        open_row = rows[unknown]
        """
    )
    assert followed["row"].startswith("(2,)")
    assert followed["size"] == "?"
    assert followed["open_row"] == "?"


def test_a_long_list_is_repeated(keras: Any) -> None:
    followed = keras("labels = np.array(([1] * 12500 + [0] * 12500) * 2)")
    assert followed["labels"] == "(50000,) int64"
    assert followed.program.names["labels"].labels.classes == 2
