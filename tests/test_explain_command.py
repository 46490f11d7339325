from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from seqlint import cli
from tests.programs import DIGITS, NO_KERAS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "train.py").write_text(DIGITS)
    cells = [{"cell_type": "markdown", "source": "x"}, {"cell_type": "code", "source": DIGITS, "outputs": []}]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "train.ipynb").write_text(json.dumps(notebook))
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *argv: str, status: int = 0) -> str:
    assert cli.main(["explain", *argv]) == status
    out, err = capsys.readouterr()
    return err if status else out


def test_the_walk(capsys: pytest.CaptureFixture[str]) -> None:
    text = run(capsys, "train.py")
    assert "50,240" in text
    assert "50,890" in text


def test_the_card_at_a_place(capsys: pytest.CaptureFixture[str]) -> None:
    card = run(capsys, "train.py:6:22")
    assert "784 × 64 + 64" in card
    assert run(capsys, "train.ipynb:cell 2:6:22") == card


def test_the_cards_of_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    text = run(capsys, "train.py:6")
    assert "784 × 64 + 64" in text
    assert "relu" in text
    assert text.count("\n\n") > 2


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    (card,) = json.loads(run(capsys, "train.py:6:22", "--output-format", "json"))
    assert set(card) == {"filename", "cell", "location", "end_location", "about", "markdown", "text"}
    assert card["location"]["row"] == 6
    (card,) = json.loads(run(capsys, "train.ipynb:cell 2:6:22", "--output-format", "json"))
    assert (card["cell"], card["location"]["row"]) == (2, 6)
    cards = json.loads(run(capsys, "train.py", "--output-format", "json"))
    assert len(cards) > 15


def test_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    assert "](https://keras.io" in run(capsys, "train.py:6:22", "--output-format", "markdown")


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("train.py:9:1", "nothing at train.py:9:1 has an explanation"),
        ("nowhere.py:3:1", "nowhere.py does not exist"),
        ("hello.py", "nothing to do with Keras"),
    ],
)
def test_what_cannot_be_explained(capsys: pytest.CaptureFixture[str], folder: Path, place: str, words: str) -> None:
    (folder / "hello.py").write_text(NO_KERAS)
    assert words in run(capsys, place, status=2)


def test_a_model_inside_a_model(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    text = (
        "from tensorflow import keras\n"
        'base = keras.applications.VGG16(include_top=False, input_shape=(96, 96, 3), pooling="avg")\n'
        "for layer in base.layers:\n    layer.trainable = False\n"
        "model = keras.Sequential([base, keras.layers.Dense(5)])\n"
    )
    (folder / "frozen.py").write_text(text)
    walk = run(capsys, "frozen.py")
    assert "A network that others trained on ImageNet" in walk
    assert "14,714,688 parameters, none of them trained, 56.1 MiB" in walk.replace("`", "")


def test_what_arrives_names_the_file_of_each_step(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "clean.py").write_text(
        "def clean(frame):\n    frame['a'] = frame['a'] / 2\n    frame['b'] = frame['b'] / 2\n    return frame\n"
    )
    (folder / "table.py").write_text(
        "import keras\nimport pandas as pd\nfrom clean import clean\n\nframe = clean(pd.read_csv('people.csv'))\n"
        "model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1, activation='sigmoid')])\n"
        "model.compile('adam', 'binary_crossentropy')\nmodel.fit(frame.drop(columns=['rich']), frame['rich'])\n"
    )
    text = run(capsys, "table.py")
    assert "  - line 5: read from `people.csv`\n  - `clean.py`, lines 2 to 3: a column set\n  - line 8: the col" in text
    assert "`frame['rich']` on line 8: values, shape (?,); `people.csv` decides which they are." in text


def test_what_arrives_says_why_it_is_not_known(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "file.py").write_text(
        "import keras\nimport numpy as np\n\nx, y = np.load('x.npy'), np.load('y.npy')\n"
        "model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(3, activation='softmax')])\n"
        "model.compile('adam', 'categorical_crossentropy')\nmodel.fit(x, keras.utils.to_categorical(y))\n"
    )
    text = run(capsys, "file.py")
    assert "- `x`: not known, because `x.npy` is not in the program\n" in text
    assert "1 in the place of the class and 0 elsewhere\n" in text
