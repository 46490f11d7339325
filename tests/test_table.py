from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from seqlint import cli
from seqlint.table import shape, size
from tests.programs import DIGITS, NO_KERAS

if TYPE_CHECKING:
    from pathlib import Path

# What Keras 3.15 prints for the same model, line by line.
KERAS = """\
Model: "sequential"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
│ dense (Dense)                   │ (None, 64)             │        50,240 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ dense_1 (Dense)                 │ (None, 10)             │           650 │
└─────────────────────────────────┴────────────────────────┴───────────────┘
 Total params: 50,890 (198.79 KB)
 Trainable params: 50,890 (198.79 KB)
 Non-trainable params: 0 (0.00 B)
"""
SEVERAL = """\
import keras
import numpy as np

def build(units):
    return keras.Sequential([keras.Input((8, 8, 1)), keras.layers.Flatten(), keras.layers.Dense(units)])

first = build(3)
second = build(4)
deferred = keras.Sequential([keras.layers.Dense(2)])
long = keras.Sequential([keras.Input((8, 8, 1)), keras.layers.BatchNormalization(name="a_name_that_is_too_long_for_its_cell")])
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "train.py").write_text(DIGITS)
    (tmp_path / "several.py").write_text(SEVERAL)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    assert cli.main(["summary", *argv]) == 0
    return capsys.readouterr().out


def test_the_table_is_what_keras_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "train.py") == "train.py:5:9\n" + KERAS


def test_one_table_a_construction(capsys: pytest.CaptureFixture[str]) -> None:
    text = run(capsys, "several.py")
    assert text.count("Model: ") == 4
    assert "several.py:5:12 (called on line 7)" in text
    assert "│ dense_1 (Dense)                 │ (None, 4)              │           260 │" in text
    assert "│ dense_2 (Dense)                 │ ?                      │   0 (unbuilt) │" in text


def test_a_long_name_takes_two_lines(capsys: pytest.CaptureFixture[str]) -> None:
    lines = run(capsys, "several.py").splitlines()
    at = next(index for index, line in enumerate(lines) if "a_name_that" in line)
    assert lines[at] == "│ a_name_that_is_too_long_for_it… │ (None, 8, 8, 1)        │             4 │"
    assert lines[at + 1] == "│ (BatchNormalization)            │                        │               │"
    assert " Non-trainable params: 2 (8.00 B)" in lines


def test_json_has_exactly_the_documented_keys(capsys: pytest.CaptureFixture[str]) -> None:
    (model,) = json.loads(run(capsys, "train.py", "--output-format", "json"))["models"]
    keys = "filename cell location call name class state input_shape output_shape parameters trainable_parameters unknown layers"
    assert set(model) == set(keys.split())
    layer_keys = "location cell class name input_shape output_shape parameters trainable_parameters"
    assert set(model["layers"][0]) == set(layer_keys.split())
    assert (model["input_shape"], model["output_shape"]) == ([None, 784], [None, 10])
    assert (model["parameters"], model["state"], model["class"]) == (50890, "fitted", "Sequential")


def test_calls_stand_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    models = json.loads(run(capsys, "several.py", "--output-format", "json"))["models"]
    assert [model["call"] and model["call"]["row"] for model in models] == [7, 8, None, None]


def test_nothing_to_show(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "hello.py").write_text(NO_KERAS)
    assert cli.main(["summary", "hello.py"]) == 0
    assert capsys.readouterr().err == "seqlint: no model was found.\n"
    assert cli.main(["summary", "nowhere.py"]) == 2


@pytest.mark.parametrize(
    ("dims", "text"),
    [(None, "?"), ([None, 3], "(None, 3)"), ([None], "(None,)"), ([], "()"), ([None, "n"], "(None, n)")],
)
def test_shapes(dims: list[int | str | None] | None, text: str) -> None:
    assert shape(dims) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0.00 B"), (1023, "1023.00 B"), (203560, "198.79 KB"), (5 << 20, "5.00 MB"), (3 << 40, "3072.00 GB")],
)
def test_sizes(number: int, text: str) -> None:
    assert size(number) == text
