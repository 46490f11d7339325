"""`%load_ext seqlint` in a real shell and in a real kernel: what is shown before a cell runs, and what is not."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import nbformat
import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from nbclient import NotebookClient

if TYPE_CHECKING:
    from collections.abc import Iterator

MODEL = """\
model = keras.Sequential([
    keras.Input((784,)),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="categorical_crossentropy")
"""


class Shell:
    """A terminal shell with the extension loaded; Keras itself is not imported there."""

    def __init__(self) -> None:
        self.shell: Any = InteractiveShell()
        self.run("%load_ext seqlint")

    def run(self, cell: str) -> str:
        """Everything that a cell shows."""
        with capture_output() as shown:
            self.shell.run_cell(cell, store_history=True)
        return "\n".join([shown.stdout, *(repr(output) for output in shown.outputs)])


@pytest.fixture
def shell() -> Iterator[Shell]:
    made = Shell()
    yield made
    made.run("%unload_ext seqlint")


def fake_keras(shell: Shell) -> None:
    """Names that look like Keras', so that cells run at once."""
    shell.shell.user_ns["keras"] = _Anything()


class _Anything:
    def __getattr__(self, name: str) -> _Anything:
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: Any, **__: Any) -> _Anything:
        return self


def test_a_finding_stands_above_the_cell_that_leads_to_it(shell: Shell) -> None:
    shell.run("import keras")
    fake_keras(shell)
    shell.shell.user_ns.update(x=np.zeros((60, 784), "float32"), y=np.arange(60) % 10)
    assert "SEQ" not in shell.run(MODEL)
    shown = shell.run('model.fit(x, y)\nprint("ran")')
    assert "SEQ307" in shown
    assert "ran" in shown


def test_a_finding_is_shown_once(shell: Shell) -> None:
    shell.run("import keras")
    fake_keras(shell)
    assert "SEQ101" in shell.run("keras.Sequential([keras.Input((28, 28)), keras.layers.Conv2D(8, 3)])")
    assert "SEQ101" not in shell.run("1 + 1")


def test_objects_lend_what_they_are(shell: Shell) -> None:
    shell.run("import keras")
    shell.shell.user_ns["images"] = np.full((5, 28, 28), 200, "uint8")
    shown = shell.run("%seqlint explain images")
    assert "(5, 28, 28)" in shown
    assert "uint8" in shown


def test_a_finding_names_the_cell_as_the_shell_does(shell: Shell) -> None:
    shell.run("import keras")
    fake_keras(shell)
    number = shell.shell.execution_count
    shown = shell.run("keras.Sequential([keras.Input((28, 28)), keras.layers.Conv2D(8, 3)])\nprint('ran')")
    assert f"In [{number}]" in shown
    assert shell.shell.history_manager.input_hist_raw[number].endswith("print('ran')")


def test_cells_without_keras_are_left_alone(shell: Shell) -> None:
    assert shell.run("x = 1\nx.shape").count("seqlint") == 0


def test_it_can_be_switched_off_and_on(shell: Shell) -> None:
    shell.run("import keras")
    fake_keras(shell)
    wrong = "keras.Sequential([keras.Input((28, 28)), keras.layers.Conv2D(8, 3)])"
    shell.run("%seqlint off")
    assert "SEQ101" not in shell.run(wrong)
    shell.run("%seqlint on")
    assert "SEQ101" in shell.run(wrong + "\n")


def test_a_failure_is_one_line_and_the_cell_runs(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise ValueError("broken")

    monkeypatch.setattr("seqlint.ipython.session.Session.before", fail)
    shown = shell.run('import keras\nprint("ran")')
    assert "seqlint: ValueError: broken" in shown
    assert "Traceback" not in shown


def test_a_cell_that_stopped_counts_as_far_as_it_ran(shell: Shell) -> None:
    shell.run("import keras")
    fake_keras(shell)
    shell.run("n = 3\n1 / 0\nn = 4")
    assert "3" in shell.run("%seqlint explain n")


def test_the_magic_says_how_it_is_used(shell: Shell) -> None:
    shown = shell.run("%seqlint")
    assert "%seqlint explain [NAME]" in shown
    assert "checks each cell before it runs" in shown


def test_html_is_escaped_and_names_its_cell() -> None:
    wrong = "import keras\nkeras.Sequential([keras.Input((28, 28)), keras.layers.Conv2D(8, 3, name='<b>')])"
    outputs = kernel("%load_ext seqlint", wrong)
    page = next(output["data"]["text/html"] for output in outputs if "text/html" in output.get("data", {}))
    assert "SEQ101" in page
    assert "<b>'" not in page


def test_a_summary_in_a_kernel_is_a_table() -> None:
    outputs = kernel("%load_ext seqlint\nimport keras", MODEL, "%seqlint summary model")
    page = [output["data"]["text/html"] for output in outputs if "text/html" in output.get("data", {})][-1]
    assert "50,890 parameters" in page


def kernel(*cells: str) -> list[Any]:
    """The outputs of all cells, run by a kernel of its own; errors of the program are outputs as well."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    client = NotebookClient(book, timeout=120, kernel_name="python3", allow_errors=True)
    client.create_kernel_manager()
    client.km.kernel_spec.argv[0] = sys.executable
    client.execute()
    return [output for cell in book.cells for output in cell["outputs"]]
