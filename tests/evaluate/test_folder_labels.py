"""Labels from the names of files and folders."""

from __future__ import annotations

from typing import Any

import pytest

TEXT = """
import os
import numpy as np
import pandas as pd
import tensorflow as tf
names = os.listdir("train")
kinds = ["a", "b", "c"]
number = {"a": 0, "b": 1, "c": 2}
"""


def labels(keras: Any, lines: str) -> tuple[Any, ...] | None:
    """Kind and number of classes of the labels of `y` behind some lines."""
    y = keras(f"{TEXT}\n{lines}").program.names["y"]
    return None if y.labels is None else (y.labels.kind, y.labels.classes)


def batch(parse: str) -> str:
    """A dataset of file names through a function of a path, and the labels of its first batch."""
    return f"{parse}\nfor x, y in tf.data.Dataset.list_files('a/*/*').map(parse).batch(8).take(1):\n    pass"


@pytest.mark.parametrize(
    ("lines", "classes"),
    [
        ("y = np.array([number[name[:1]] for name in names])", 3),
        ("found = []\nfor name in names:\n    found.append(number[name[:1]])\ny = np.array(found)", 3),
        ("y = np.array([kinds.index(name.split('-')[0]) for name in names])", 3),
        ("y = pd.Series(names).map(lambda name: 0 if name.startswith('c') else 1)", 2),
        (batch("def parse(path):\n    return path, tf.argmax(tf.strings.split(path, '/')[-2] == kinds)"), 3),
    ],
)
def test_class_numbers(keras: Any, lines: str, classes: int) -> None:
    assert labels(keras, lines) == ("indices", classes)


@pytest.mark.parametrize(
    ("lines", "classes"),
    [
        (
            "found = []\nfor name in names:\n    found.append([1, 0] if 'cat' in name else [0, 1])\ny = np.array(found)",
            2,
        ),
        (batch("def parse(path):\n    return path, tf.strings.split(path, os.sep)[-2] == kinds"), 3),
    ],
)
def test_one_hot_rows(keras: Any, lines: str, classes: int) -> None:
    assert labels(keras, lines) == ("one-hot", classes)


@pytest.mark.parametrize(
    "lines",
    [
        "label, found = 0, []\nfor name in names:\n    found.append(label)\n    label += 1\ny = np.array(found)",
        (
            "label, found = 0, []\nfor name in names:\n    for file in os.listdir(name):\n        found.append(label)\n"
            "    label += 1\ny = np.array(found)"
        ),
        "found = []\nfor name in names:\n    found.append([1, 1] if 'cat' in name else [0, 1])\ny = np.array(found)",
        "size = {'a': 10, 'b': 30}\ny = np.array([size[name] for name in names])",
    ],
)
def test_nothing_is_said_of_classes(keras: Any, lines: str) -> None:
    assert labels(keras, lines) is None


def test_a_number_that_counts_on_is_not_the_first_for_all(keras: Any) -> None:
    lines = "label, found = 0, []\nfor name in names:\n    found.append(label)\n    label += 1\ny = np.array(found)"
    assert keras(f"{TEXT}\n{lines}").program.names["y"].range is None
