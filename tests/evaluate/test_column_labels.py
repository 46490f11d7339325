"""Labels in the columns of frames, and in lists made from them."""

from __future__ import annotations

from typing import Any

import pytest

TEXT = """
import numpy as np
import pandas as pd
frame = pd.read_csv("people.csv")
kinds = ["a", "b", "c"]
"""


def labels(keras: Any, lines: str) -> tuple[Any, ...] | None:
    """Kind and number of classes of the labels of `y` behind some lines; 0 where that number is in the file."""
    y = keras(f"{TEXT}\n{lines}").program.names["y"]
    if y.labels is None:
        return None
    return y.labels.kind, y.labels.classes if isinstance(y.labels.classes, int) else 0


@pytest.mark.parametrize(
    ("lines", "classes"),
    [
        ("y = frame['c'].apply(lambda v: 1 if v == 'spam' else 0)", 2),
        ("y = frame['c'].map(lambda v: 2 if v == 'spam' else 0)", 3),
        ("y = frame['c'].apply(lambda v: kinds.index(v))", 3),
        ("y = frame['c'].replace(['ham', 'spam'], [0, 1])", 2),
        ("y = frame['c'].astype('category').cat.codes.values", 0),
        ("number = {v: i for i, v in enumerate(frame['c'].unique())}\ny = frame['c'].map(number)", 0),
        ("y = frame['c'].eq('yes').astype('int')", 2),
        ("y = np.array([kinds.index(v) for v in frame['c']])", 3),
        ("frame['t'] = 0\nframe.loc[frame['age'] > 30, 't'] = 1\ny = frame['t']", 2),
        ("y = pd.DataFrame({'a': [3, 1, 2], 'y': [1, 1, 0]}).astype('int')['y'].values", 2),
        ("y = pd.DataFrame({'a': [3, 1, 2], 'y': [1, 1, 0]}).astype({'y': 'float32'})['y']", 2),
    ],
)
def test_class_numbers(keras: Any, lines: str, classes: int) -> None:
    assert labels(keras, lines) == ("indices", classes)


@pytest.mark.parametrize(
    "lines",
    [
        "y = frame['c'].apply(lambda v: v * 2)",
        "y = frame['c'].apply(lambda v: 0.5 if v else 1)",
        "y = frame['c'].apply(len)",
        "y = frame['c'].replace(['ham', 'spam'], ['a', 'b'])",
        "frame['t'] = 0\nframe.loc[frame['age'] > 30, 't'] = frame['age']\ny = frame['t']",
        "frame['t'] = frame['c'].map({'a': 0, 'b': 1})\nframe.loc[:, ['t', 'c']] = 3\ny = frame['t']",
        "y = np.vstack([np.array([1, 0]), np.array([0, 1])])",
    ],
)
def test_nothing_is_said_of_classes(keras: Any, lines: str) -> None:
    assert labels(keras, lines) is None


def test_the_columns_that_are_not_set_stay(keras: Any) -> None:
    lines = "frame['t'] = frame['c'].map({'a': 0, 'b': 1})\nframe.loc[frame['age'] > 30, 'c'] = 'old'\ny = frame['t']"
    assert labels(keras, lines) == ("indices", 2)


def test_numbers_of_words_as_a_column_each(keras: Any) -> None:
    followed = keras(
        """
        tokenizer = keras.preprocessing.text.Tokenizer()
        tokenizer.fit_on_texts(open("a.txt").read().split())
        y = keras.preprocessing.sequence.pad_sequences(tokenizer.texts_to_sequences(open("a.txt").read().split()))
        y = y.reshape(*y.shape, 1)
        """
    )
    assert followed.program.names["y"].labels.kind == "words"


def test_resampled_rows_keep_columns_and_classes(keras: Any) -> None:
    lines = (
        "from imblearn.over_sampling import SMOTE\ny = frame['c'].map({'a': 0, 'b': 1}).values\n"
        "x, y = SMOTE(random_state=1).fit_resample(frame[['u', 'v', 'w']].values, y)\nrows = x.shape[0] == y.shape[0]"
    )
    followed = keras(f"{TEXT}\n{lines}")
    x, y = followed.program.names["x"], followed.program.names["y"]
    assert (x.shape[1], y.labels.kind, y.labels.classes, followed["rows"]) == (3, "indices", 2, True)
