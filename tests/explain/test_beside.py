"""What data files and the last run show: in hints and cards, never in a finding."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from seqlint.check import analyse, check_path
from seqlint.config import DEFAULT, Settings
from seqlint.explain.cards import every_card
from seqlint.explain.hints import hints
from seqlint.source.document import read

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "import numpy as np\nimport pandas as pd\nfrom tensorflow import keras\nfrom tensorflow.keras import layers\n"
TABLE = "id,y,name\n" + "".join(f'{row},{row % 2},"a, b"\n' for row in range(9))
SUMMARY = """ Layer (type)                Output Shape              Param #
=================================================================
 dense (Dense)               (None, 8)                 {}
=================================================================
Total params: 24
"""


def notebook(*cells: tuple[str, str, str]) -> str:
    def outputs(printed: str, result: str) -> list[Any]:
        found: list[Any] = [{"output_type": "stream", "name": "stdout", "text": printed}] if printed else []
        return [*found, {"output_type": "execute_result", "data": {"text/plain": result}}] if result else found

    return json.dumps({"nbformat": 4, "cells": [
        {"cell_type": "code", "source": source, "outputs": outputs(printed, result), "execution_count": 1}
        for source, printed, result in (("import numpy as np\nfrom tensorflow import keras\nfrom tensorflow.keras import layers", "", ""), *cells)
    ]})  # fmt: skip


def seen(path: Path, settings: Settings = DEFAULT) -> tuple[list[str], str]:
    """The hints, and the text of all cards."""
    analysis = analyse(read(str(path)), settings, trace=True)
    shown = hints(analysis, 0, len(analysis.document.text))
    return [hint.label for hint in shown], "\n".join(card.text for card in every_card(analysis))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data.csv").write_text(TABLE)
    return tmp_path


def script(folder: Path, text: str) -> Path:
    path = folder / "train.py"
    path.write_text(HEAD + text)
    return path


def test_a_table_beside_the_script(folder: Path) -> None:
    path = script(folder, "df = pd.read_csv('data.csv')\nx = df.drop(columns=['y']).values\n"
                          "model = keras.Sequential([layers.Dense(4, input_shape=x.shape[1:]), layers.Reshape((2, 2))])\n")  # fmt: skip
    labels, cards = seen(path)
    assert labels[:2] == [": (9, 3) in data.csv", ": (len(x), x.shape[1]) = (9, 2) in data.csv"]
    assert "data.csv lies beside this file. It has 9 rows below its first line and 3 columns: id, y, name." in cards


def test_a_table_without_a_head_and_one_that_is_read_in_part(folder: Path) -> None:
    labels, _ = seen(script(folder, "a = pd.read_csv('data.csv', header=None)\nb = pd.read_csv('data.csv', nrows=3)\n"))
    assert labels == [": (10, 3) in data.csv"]


def test_an_array_beside_the_script(folder: Path) -> None:
    header = b"{'descr': '|u1', 'fortran_order': False, 'shape': (20, 8, 8), }"
    (folder / "x.npy").write_bytes(b"\x93NUMPY\x01\0" + len(header).to_bytes(2, "little") + header)
    labels, cards = seen(script(folder, "x = np.load('x.npy')\ny = np.load('gone.npy')\nmodel = keras.Sequential()\n"))
    assert labels == [": (20, 8, 8) in x.npy"]
    assert "In x.npy, which lies beside this file, its shape is (20, 8, 8)." in cards


def test_the_option_turns_it_off(folder: Path) -> None:
    path = script(folder, "df = pd.read_csv('data.csv')\nmodel = keras.Sequential()\n")
    assert seen(path, Settings(read_data_files=False))[0] == []


def test_no_finding_sees_a_data_file(folder: Path) -> None:
    text = (
        "df = pd.read_csv('data.csv')\nx = df.values\nmodel = keras.Sequential([keras.Input((5,)), layers.Dense(1)])\n"
        "model.compile(loss='mse')\nmodel.fit(x, x)\n"
    )
    with_file = check_path(str(script(folder, text))).findings
    (folder / "data.csv").unlink()
    assert check_path(str(script(folder, text))).findings == with_file


def test_shapes_of_the_last_run(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(
        notebook(
            ("x, y = load()\nprint('shapes', x.shape, y.shape)\nprint(f'{x.shape} in all')", "shapes (6, 4) (6,)\n(6, 4) in all\n", ""),
            ("z = load_more()\nz.shape, z.shape", "", "((7, 2), (7, 2))"),
            ("w = np.zeros((3, n))\nw.shape", "", "(3, 5)"),
        )
    )  # fmt: skip
    labels, cards = seen(path)
    assert labels == [
        ": (6, 4) in your last run", ": (6,) in your last run", ": (7, 2) in your last run",
        ": (3, n) float64 0…0 = (3, 5) in your last run",
    ]  # fmt: skip
    assert "In your last run its shape is (7, 2)." in cards


@pytest.mark.parametrize(
    ("source", "printed", "result"),
    [
        ("x = load()\nprint(x.shape)", "a warning\n(6, 4)\n", ""),
        ("x = np.zeros((3, n))\nx.shape", "", "(4, 5)"),
        ("x = load()\nx.shape", "", "TensorShape"),
        ("for x in load():\n    y = x\nx", "", "(3, 4)"),
    ],
)
def test_outputs_that_do_not_fit_the_text_are_left_out(tmp_path: Path, source: str, printed: str, result: str) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(notebook((source, printed, result), ("model = keras.Sequential()", "", "")))
    assert not any("last run" in label for label in seen(path)[0])


def test_a_printed_summary_fills_layers_that_are_not_known(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    text = "model = keras.Sequential([made(), layers.Dense(8)])\nmodel.summary()"
    path.write_text(notebook((text, SUMMARY.format(24).replace(" dense", " first (Own)                 (None, 2)                 0\n dense", 1), "")))  # fmt: skip
    labels, _ = seen(path)
    assert "→ (None, 8) in your last run" in labels or "→ (None, 8)" in labels
    assert "→ (None, 2) in your last run" in labels
