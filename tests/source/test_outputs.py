"""What a notebook keeps of its last run: texts by cell, shapes and summaries in them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from seqlint.source.document import from_cells, from_text
from seqlint.source.outputs import saved, shapes_in, summaries

KERAS_2 = """Model: "sequential"
_________________________________________________________________
 Layer (type)                Output Shape              Param #
=================================================================
 text_vectorization (TextVec  (None, 100)              0
 torization)

 conv2d (Conv2D)             (None, 26, 26, 32)        320
_________________________________________________________________
 dense (Dense)               multiple                  50,240
=================================================================
Total params: 50,560
Trainable params: 50,560
"""
KERAS_3 = """\x1b[1mModel: "sequential"\x1b[0m
┏━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━┓
┃\x1b[1m Layer (type)          \x1b[0m┃ Output Shape   ┃     Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━┩
│ dense (Dense)         │ (None, 64)     │      50,240 │
├───────────────────────┼────────────────┼─────────────┤
│ global_average_pooli… │ (None, 8)      │           0 │
│ (GlobalAveragePoolin… │                │             │
├───────────────────────┼────────────────┼─────────────┤
│ later (Dense)         │ ?              │ 0 (unbuilt) │
└───────────────────────┴────────────────┴─────────────┘
 Total params: 100,482 (392.51 KB)

 Trainable params: 50,240 (196.25 KB)

 Optimizer params: 50,242 (196.26 KB)
"""


def notebook(*cells: tuple[str, Any]) -> str:
    return json.dumps({
        "nbformat": 4,
        "cells": [{"cell_type": "code", "source": source, **rest} for source, rest in cells],
    })  # fmt: skip


def test_outputs_by_cell() -> None:
    text = notebook(
        ("print(1)\nx", {"execution_count": 3, "outputs": [
            {"output_type": "stream", "name": "stdout", "text": ["1\n"]},
            {"output_type": "stream", "name": "stderr", "text": ["a warning\n"]},
            {"output_type": "execute_result", "data": {"text/plain": ["(891, 7)"]}},
        ]}),
        ("y", {"execution_count": None}),
    )  # fmt: skip
    found = saved(from_text(text, "a.ipynb"))
    assert (found[1].printed, found[1].result, found[1].count) == ("1\n", "(891, 7)", 3)
    assert (found[2].printed, found[2].result, found[2].count) == ("", "", None)


@pytest.mark.parametrize("outputs", [None, 5, ["x"], [{}], [{"output_type": "stream", "text": 5}], [{"data": []}]])
def test_odd_outputs_are_none(outputs: Any) -> None:
    found = saved(from_text(notebook(("x", {"outputs": outputs})), "a.ipynb"))
    assert found[1].printed == ""


def test_an_open_notebook_asks_its_file_about_cells_that_are_the_same(tmp_path: Any) -> None:
    path = tmp_path / "a.ipynb"
    output = [{"output_type": "stream", "text": "(2, 3)\n"}]
    path.write_text(notebook(("a", {"outputs": output}), ("b", {"outputs": output})))
    assert list(saved(from_cells([(1, "a"), (2, "changed")], str(path)))) == [1]
    assert saved(from_cells([(1, "a")], str(tmp_path / "other.ipynb"))) == {}


def test_shapes_in_a_line() -> None:
    assert shapes_in("x (891, 7) and y (891,), f(3) (None, 4)") == [(891, 7), (891,), (None, 4)]
    assert shapes_in("torch.Size([3])") == []


def test_the_table_of_keras_2() -> None:
    (found,) = summaries(KERAS_2)
    assert [(row.name, row.kind, row.shape, row.parameters) for row in found.rows] == [
        ("text_vectorization", "TextVectorization", (None, 100), 0),
        ("conv2d", "Conv2D", (None, 26, 26, 32), 320),
        ("dense", "Dense", None, 50_240),
    ]
    assert found.total == 50_560


def test_the_table_of_keras_3() -> None:
    (found,) = summaries(KERAS_3)
    assert [(row.name, row.shape, row.parameters) for row in found.rows] == [
        ("dense", (None, 64), 50_240),
        ("global_average_pooli…", (None, 8), 0),
        ("later", None, None),
    ]
    assert found.total == 50_240


def test_a_table_with_branches_and_one_that_breaks_off_are_left_out() -> None:
    assert summaries(KERAS_2.replace("Param #", "Param #     Connected to")) == []
    assert summaries(KERAS_2[: KERAS_2.index("Total")]) == []
