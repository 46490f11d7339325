"""Programs in real Keras: what is seen of them, and what they may not do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from seqlint.cli import main
from seqlint.verify.run import NoKerasError, Program, Run, runs

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("tensorflow")

MNIST = """\
import tensorflow as tf

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.mnist.load_data()
x_train = x_train.reshape(60000, 784).astype("float32") / 255
model = tf.keras.Sequential([
    tf.keras.layers.Dense(64, activation='relu', input_shape=(784,)),
    tf.keras.layers.Dense(10, activation='softmax')
])

model.compile(optimizer='adam', loss='{}', metrics=['accuracy'])
model.fit(x_train, y_train, epochs=5)
"""
DEFERRED = """\
import numpy as np
import keras

model = keras.Sequential([keras.layers.Dense(3), keras.layers.BatchNormalization()])
model.compile("sgd", "mse")
model.fit(np.zeros((500, 5)), np.zeros((500, 3)), epochs=100)
assert model.predict(np.zeros((500, 5))).shape == (500, 3)
base = keras.applications.MobileNetV2(input_shape=(96, 96, 3), include_top=False, weights="imagenet")
"""
REFUSED = "import keras\n\nkeras.Sequential([\n    keras.Input((8,)),\n    keras.layers.LSTM(4),\n])\n"
ABORTED = """\
import keras
import numpy as np

keras.Sequential([keras.Input((0,)), keras.layers.Dense(3)]).predict(np.zeros((2, 0)))
"""
PROGRAMS = {
    "mnist": MNIST.format("sparse_categorical_crossentropy"),
    "deferred": DEFERRED,
    "refused": REFUSED,
    "aborted": ABORTED,
    "slow": "while True:\n    pass\n",
    "network": "import urllib.request\n\nurllib.request.urlopen('http://127.0.0.1:9')\n",
    "download": "import keras\n\nkeras.utils.get_file('x', 'http://127.0.0.1:9')\n",
    "process": "import subprocess\n\nsubprocess.run(['true'])\n",
    "writes": "open('written.txt', 'w')\n",
    "saves": "import keras\n\nkeras.Sequential([keras.Input((2,)), keras.layers.Dense(1)]).save('m.keras')\n",
    "own error": "{}['key']\n",
    "exit": "import sys\n\nsys.exit(0)\n",
    "left": "import keras\n\nkeras.layers.Dense()\n",
}


@pytest.fixture(scope="module", params=[3, 2])
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    home = tmp_path_factory.mktemp("programs")
    programs = [Program(str(home / f"{number}.py"), text) for number, text in enumerate(PROGRAMS.values())]
    answers = runs(programs, request.param, seconds=30)
    assert not list(home.iterdir()), "a program wrote a file"
    return dict(zip(PROGRAMS, answers, strict=True))


def test_models_and_layers(found: dict[str, Run]) -> None:
    (model,) = found["mnist"].models
    assert found["mnist"].stop is None
    assert (model.line, model.name, model.trainable, model.frozen) == (5, "sequential", 50_890, 0)
    assert [(one.class_, one.name, one.output) for one in model.layers] == [
        ("Dense", "dense", (None, 64)),
        ("Dense", "dense_1", (None, 10)),
    ]


def test_deferred_model_and_pretrained_weights(found: dict[str, Run]) -> None:
    assert found["deferred"].stop is None
    (model,) = found["deferred"].models
    assert [one.frozen for one in model.layers] == [0, 6]


@pytest.mark.parametrize(
    ("name", "line", "exception", "kind"),
    [
        ("refused", 3, "ValueError", "keras"),
        ("left", 3, "TypeError", "keras"),
        ("network", 3, "URLError", "environment"),
        ("download", 3, "NotAllowedError", "environment"),
        ("process", 3, "NotAllowedError", "environment"),
        ("writes", 1, "NotAllowedError", "environment"),
        ("own error", 1, "KeyError", "program"),
        ("slow", 0, "Timeout", "environment"),
    ],
)
def test_stops(found: dict[str, Run], name: str, line: int, exception: str, kind: str) -> None:
    stop = found[name].stop
    assert stop is not None
    assert (stop.line, stop.exception, stop.kind) == (line, exception, kind)


@pytest.mark.parametrize("name", ["saves", "exit"])
def test_what_runs_to_its_end(found: dict[str, Run], name: str) -> None:
    assert found[name].stop is None


def test_a_program_that_takes_the_process_down(found: dict[str, Run]) -> None:
    stop = found["aborted"].stop
    assert stop is None or (stop.exception, stop.kind) == ("SIGABRT", "keras")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (MNIST.format("categorical_crossentropy"), 0),
        ("import pandas_of_tomorrow\n\nimport keras\n", 2),
        (
            "import keras\n\nmodel = keras.Sequential()\nmodel.add(*[keras.layers.Dense(1)], 3)\nopen('no such file')\n",
            2,
        ),
    ],
)
def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, status: int) -> None:
    path = tmp_path / "train.py"
    path.write_text(text)
    assert main(["verify", str(path)]) == status
    assert str(path) in capsys.readouterr().out


def test_a_notebook_names_its_cell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cells = ["!pip install keras\nimport keras\n", REFUSED.removeprefix("import keras\n")]
    path = tmp_path / "train.ipynb"
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    path.write_text(
        json.dumps(
            {"cells": [{**cell, "source": text} for text in cells], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
        )
    )
    assert main(["verify", str(path)]) == 0
    assert "Keras:   stops on cell 2, line 2: ValueError" in capsys.readouterr().out


def test_no_keras(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NoKerasError):
        runs([Program("a.py", "")], 3, python=str(tmp_path / "python"))
    path = tmp_path / "train.py"
    path.write_text(REFUSED)
    assert main(["verify", str(path), "--python", str(tmp_path / "python")]) == 2
    assert "--python" in capsys.readouterr().err
