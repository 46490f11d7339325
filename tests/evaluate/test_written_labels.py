"""Labels that a program writes into zeros or ones."""

from __future__ import annotations

from typing import Any

import pytest

TEXT = """
text = open("a.txt").read()
chars = sorted(set(text))
number = dict((c, i) for i, c in enumerate(chars))
parts, following = [], []
for i in range(0, len(text) - 40, 3):
    parts.append(text[i : i + 40])
    following.append(text[i + 40])
n, k = len(parts), len(chars)
"""


def labels(keras: Any, lines: str) -> tuple[Any, ...] | None:
    """Kind, number of classes and lowest of the labels of `y` behind some lines."""
    y = keras(f"import numpy as np\n{TEXT}\n{lines}").program.names["y"]
    return None if y.labels is None else (y.labels.kind, str(y.labels.classes), y.labels.low)


ROWS = [
    "for i, part in enumerate(parts):\n    y[i, number[following[i]]] = 1",
    "for i in range(len(parts)):\n    y[i][number[following[i]]] = 1",
    "y[np.arange(n), np.random.randint(0, k, n)] = 1",
    "for i, part in enumerate(parts):\n    if part:\n        y[i, 0] = 1\n    else:\n        y[i, 1] = 1",
]


def test_a_place_in_a_list_is_a_column(keras: Any) -> None:
    made = "number = dict((c, chars.index(c)) for c in chars)\ny = np.zeros((n, k))\n"
    assert labels(keras, made + ROWS[0]) == ("one-hot", "len(chars)", 0)


@pytest.mark.parametrize("lines", ROWS)
def test_one_column_of_each_row(keras: Any, lines: str) -> None:
    assert labels(keras, f"y = np.zeros((n, k))\n{lines}") == ("one-hot", "len(chars)", 0)


def test_one_column_of_each_step(keras: Any) -> None:
    inner = "    for t, char in enumerate(part):\n        y[i, t, number[char]] = 1"
    lines = f"y = np.zeros((n, 40, k), dtype=bool)\nfor i, part in enumerate(parts):\n{inner}"
    assert labels(keras, lines) == ("one-hot", "len(chars)", 0)


@pytest.mark.parametrize(
    "lines",
    [
        "for i, part in enumerate(parts):\n    for c in part:\n        y[i, number[c]] = 1",
        "for i, part in enumerate(parts):\n    y[i, part] = 1",
        "for i, part in enumerate(parts):\n    y[i, 0] = 1\n    if part:\n        y[i, 1] = 1",
        "for j in range(k):\n    for i in range(n):\n        y[i, j] = 1",
        "for i in range(n):\n    y[i, number[following[i]]] = 2",
        "for i in range(n):\n    y[i][0] = 1\n    for j in range(3):\n        y[i][j] = 1",
        "y[np.arange(n), np.random.randint(0, k, n)] = 1\ny[np.arange(n), np.random.randint(0, k, n)] = 1",
    ],
)
def test_several_columns_of_a_row(keras: Any, lines: str) -> None:
    assert labels(keras, f"y = np.zeros((n, k))\n{lines}") is None


@pytest.mark.parametrize(
    ("lines", "classes"),
    [
        ("y = np.ones(200)\ny[100:] = 0", 2),
        ("y = np.array([0] * 1000 + [1] * 1000 + [2])", 3),
        ("y = np.zeros((200, 1))\ny[:50] = 1\ny[50:100] = 2", 3),
        ("y = np.ones(n)\nfor i, part in enumerate(parts):\n    y[i] = 0 if part else 2", 3),
        ("y = np.zeros(n)\nfor i, part in enumerate(parts):\n    if part:\n        y[i] = 1", 2),
        ("y = np.zeros(90)\nfor i in range(9):\n    y[i * 10 : i * 10 + 10] = np.random.randint(0, 4, 10)", 4),
    ],
)
def test_class_numbers(keras: Any, lines: str, classes: int) -> None:
    assert labels(keras, lines) == ("indices", str(classes), 0)


@pytest.mark.parametrize(
    "lines",
    [
        "y = np.zeros(n)\ncount = 0\nfor i in range(n):\n    count += 1\n    y[i] = count",
        "y = np.zeros(n)\ny[0] = 0.5",
        "y = np.array([0] * 1000 + [2000] * 1000)[:, None] / 3",
        "y = np.ones(n)\ny[0] = -1",
        "y = np.zeros(n)\nfor i in range(n):\n    y[i] = number[following[i]]",
        "y = np.zeros((n, 4))\ny[0] = 3",
        "y = np.random.random(n)\ny[3] = 1",
    ],
)
def test_other_numbers(keras: Any, lines: str) -> None:
    assert labels(keras, lines) is None


@pytest.mark.parametrize("row", ["[0, 1, 0]", "keras.utils.to_categorical(1, 3)"])
def test_whole_rows(keras: Any, row: str) -> None:
    lines = f"from tensorflow import keras\ny = np.zeros((n, 3))\nfor i in range(n):\n    y[i] = {row}"
    assert labels(keras, lines) == ("one-hot", "3", 0)
