"""Files beside a notebook with the name of a package that seqlint needs are named, and never run."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from seqlint.ipython.shadow import NEEDED
from tests.lsp.conftest import environment

if TYPE_CHECKING:
    from pathlib import Path

SHELL = """
import sys
sys.path.insert(0, "")
from IPython.core.interactiveshell import InteractiveShell
before = set(sys.modules)
shell = InteractiveShell.instance()
for cell in {cells!r}:
    shell.run_cell(cell)
print("LOADED", *sorted({{name.partition(".")[0] for name in set(sys.modules) - before}}))
"""
USED = [
    "%load_ext seqlint",
    "import numpy as np\nkeras = np",
    "m = keras.Sequential",
    "%seqlint check",
    "%seqlint explain",
]


def run(folder: Path, cells: list[str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SHELL.format(cells=cells)], cwd=folder, env=environment(), capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


def own(folder: Path, name: str) -> None:
    """A user's file that leaves a trace when it is run."""
    file = folder / f"{name}.py"
    file.parent.mkdir(exist_ok=True)
    file.write_text("import pathlib\npathlib.Path(__file__).with_suffix('.ran').touch()\nraise RuntimeError('own')\n")


@pytest.mark.parametrize("name", [*NEEDED, "msgspec/__init__"])
def test_a_file_that_stands_before_a_package_is_named(name: str, tmp_path: Path) -> None:
    own(tmp_path, name)
    said = " ".join(run(tmp_path, USED).split())
    package = name.partition("/")[0]
    assert f"UsageError: seqlint needs the package `{package}`, and your file" in said
    assert f"{name}.py stands before it" in said
    assert not list(tmp_path.rglob("*.ran"))


@pytest.mark.parametrize("name", ["attrs", "attr", "cattrs", "pygls", "lsprotocol", "yaml"])
def test_names_that_it_does_not_need_are_free(name: str, tmp_path: Path) -> None:
    own(tmp_path, name)
    said = run(tmp_path, USED)
    assert "UsageError" not in said
    assert "No findings" in said
    assert not list(tmp_path.glob("*.ran"))


def test_a_folder_entered_later_does_not_matter(tmp_path: Path) -> None:
    for name in NEEDED:
        own(tmp_path / "later", name)
    said = run(tmp_path, ["%load_ext seqlint", "import os\nos.chdir('later')", *USED[1:]])
    assert "No findings" in said
    assert not list(tmp_path.rglob("*.ran"))


def test_nothing_else_is_needed(tmp_path: Path) -> None:
    loaded = run(tmp_path, USED).rpartition("LOADED")[2].split()
    outside = {name for name in loaded if name not in sys.stdlib_module_names and not name.startswith("_")}
    bare = set(run(tmp_path, USED[1:3]).rpartition("LOADED")[2].split())
    assert outside - bare <= {"seqlint", *NEEDED}
