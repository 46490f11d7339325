"""Notebooks of other forms: marimo's cells, files that cells write or run, scripts with cell marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.check import analyse
from seqlint.evaluate.interpreter import follow
from seqlint.explain.walk import walk
from seqlint.source.document import from_cells, from_text
from seqlint.source.stack import with_large_stack
from seqlint.source.syntax import parse
from seqlint.values.shape import render
from seqlint.values.target import DEFAULT

if TYPE_CHECKING:
    from pathlib import Path

    from seqlint.evaluate.program import Program
    from seqlint.source.document import Document

MARIMO = """
import marimo

__generated_with = "0.9.1"
app = marimo.App(width="medium")


@app.cell
def _(layers, keras, size):
    model = keras.Sequential([keras.Input((size,)), layers.Dense(4)])
    return (model,)


@app.cell(hide_code=True)
def _(mo):
    mo.md("# A title")
    return


@app.cell
def _():
    import marimo as mo
    from tensorflow import keras
    from tensorflow.keras import layers
    return keras, layers, mo


@app.cell
def _(model, x):
    model.compile(loss="mse")
    model.fit(x, x)
    return


@app.cell
def _(np):
    size = 7
    x = np.zeros((5, size))
    return size, x


@app.cell
def _():
    import numpy as np
    return (np,)


@app.function
def double(n):
    return 2 * n


if __name__ == "__main__":
    app.run()
"""


def followed(document: Document) -> Program:
    return with_large_stack(lambda: follow(parse(document), DEFAULT))


def shapes(program: Program) -> list[str]:
    return [render(use.output) for _, model in program.models() for use in model.uses]


def test_marimo_cells_run_in_the_order_of_their_names() -> None:
    program = followed(from_text(MARIMO, "a.py"))
    assert shapes(program) == ["(None, 4)"]
    assert [type(event).__name__ for event in program.events if type(event).__name__ in {"Compile", "Fit"}] == [
        "Compile",
        "Fit",
    ]
    assert program.names["size"] == 7
    assert program.failures == ()


def test_marimo_cells_are_judged() -> None:
    analysis = analyse(from_text(MARIMO, "a.py"))
    assert [one.entry.name for one in analysis.reported if one.severity == "error"] == ["autoencoder-output-mismatch"]


def test_marimo_cells_that_need_each_other_end() -> None:
    text = (
        "import marimo\napp = marimo.App()\n@app.cell\ndef a(x):\n    y = x\n    return (y,)\n"
        "@app.cell\ndef b(y):\n    x = y\n    return x,\n@app.cell\ndef c():\n    z = 3\n    return\n"
    )
    assert followed(from_text(text, "a.py")).names["z"] == 3


def test_a_file_that_a_cell_writes_is_imported() -> None:
    cells = [
        (1, "%%writefile helper.py\nfrom tensorflow import keras\ndef build(n):\n    return keras.Sequential([keras.Input((n,)), keras.layers.Dense(n)])\n"),
        (2, "from helper import build\nmodel = build(6)"),
    ]  # fmt: skip
    assert shapes(followed(from_cells(cells, "a.ipynb"))) == ["(None, 6)"]


def test_a_file_that_a_cell_runs_binds_its_names(tmp_path: Path) -> None:
    (tmp_path / "setup.cfg").write_text("")
    (tmp_path / "settings.py").write_text("units = 9\n")
    cells = [(1, "%run settings.py\n%run -i missing.py"), (2, "from tensorflow import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(units)])")]  # fmt: skip
    path = tmp_path / "a.ipynb"
    path.write_text("{}")
    program = followed(from_cells(cells, str(path)))
    assert shapes(program) == ["(None, 9)"]
    assert str(tmp_path / "settings.py") in program.looked


def test_a_script_with_cell_marks_is_a_script(run: Any) -> None:
    found = run("# %% [markdown]\n# A title\n# %%\nx = 3\n# %% another\ny = x + 1\n")
    assert (found["x"], found["y"]) == (3, 4)


def test_cells_that_ran_in_another_order_are_noticed(tmp_path: Path) -> None:
    first = '{"cell_type": "code", "source": "from tensorflow import keras", "execution_count": 4, "outputs": []}'
    other = (
        '{"cell_type": "code", "source": "model = keras.Sequential([keras.layers.Dense(1)])", "execution_count": %d}'
    )
    cells = f"{first}, {other}"
    for count, noticed in ((2, True), (5, False)):
        text = walk(analyse(from_text('{"nbformat": 4, "cells": [' + cells % count + "]}", "a.ipynb"), trace=True))
        assert ("cell 2 ran before cell 1" in text) == noticed
