from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seqlint.pins import pinned
from seqlint.values.target import NEWEST, Target

if TYPE_CHECKING:
    from pathlib import Path

NEW = (3, NEWEST[3])


@pytest.mark.parametrize(
    ("name", "text", "version"),
    [
        ("requirements.txt", "numpy\ntensorflow==2.15.0\n", (2, 15)),
        ("requirements.txt", "tensorflow==2.16.1\n", NEW),
        ("requirements.txt", "tensorflow-cpu >= 2.16\n", NEW),
        ("requirements.txt", "tensorflow>=2.0\n", None),
        ("requirements.txt", "tensorflow\n", None),
        ("requirements.txt", "# tensorflow==2.3\n", None),
        ("requirements.txt", "tensorflow<2.16\n", (2, 15)),
        ("requirements.txt", "tensorflow>=2.4,<2.11 ; python_version < '3.9'\n", (2, 10)),
        ("requirements.txt", "tensorflow~=2.13.0\n", (2, 13)),
        ("requirements.txt", "tensorflow~=2.13\n", None),
        ("requirements.txt", "tensorflow<3\n", None),
        ("requirements.txt", "tensorflow-gpu==1.15.2\n", (2, 2)),
        ("requirements.txt", "tensorflow==2.3.1\n", (2, 4)),
        ("requirements.txt", "keras==3.4.1\ntensorflow==2.16.1\n", (3, 4)),
        ("requirements.txt", "keras==2.2.4\n", (2, 2)),
        ("requirements.txt", "keras<3\n", (2, NEWEST[2])),
        ("requirements.txt", "keras>=3\n", NEW),
        ("requirements.txt", "tensorflow-datasets==4.9.4\nkeras-tuner==1.4.7\n", None),
        ("requirements-dev.txt", "tensorflow[and-cuda]==2.14.1\n", (2, 14)),
        ("environment.yml", "dependencies:\n  - tensorflow=2.10\n  - pip:\n    - numpy\n", (2, 10)),
        ("environment.yaml", "dependencies:\n  - pip:\n    - tensorflow==2.12.0\n", (2, 12)),
        ("pyproject.toml", '[project]\ndependencies = ["tensorflow>=2.16,<3"]\n', NEW),
        ("pyproject.toml", '[tool.poetry.dependencies]\ntensorflow = "2.11.0"\n', (2, 11)),
        ("pyproject.toml", '[tool.poetry.dependencies]\ntensorflow = { version = "2.11.0", optional = true }\n', (2, 11)),
        ("pyproject.toml", '[tool.poetry.dependencies]\ntensorflow = "^2.11"\n', None),
        ("poetry.lock", '[[package]]\nname = "tensorflow"\nversion = "2.13.1"\n', (2, 13)),
        ("uv.lock", '[[package]]\nname = "keras"\nversion = "3.6.0"\n[[package]]\nname = "tensorflow"\nversion = "2.18.0"\n', (3, 6)),
        ("requirements.txt", "Keras==2.2.4\n", (2, 2)),
        ("requirements.txt", "TensorFlow==2.10 # with a GPU\n", (2, 10)),
        ("requirements.txt", "Keras-Preprocessing==1.1.2\nKeras==2.3.1\n", (2, 3)),
        ("requirements.txt", "keras<3.0.0\n", (2, NEWEST[2])),
        ("requirements.txt", "keras~=2.11\n", (2, NEWEST[2])),
        ("requirements.txt", "tensorflow<2.16.0\n", (2, 15)),
        ("requirements.txt", "tensorflow==2.15.*\n", (2, 15)),
        ("requirements.txt", "tensorflow @ https://example.org/tensorflow-2.3.0-cp37.whl\n", None),
        ("requirements.txt", "tensorflow==2.15.0 --hash=sha256:ab \\\n  --hash=sha256:cd\n", (2, 15)),
        ("requirements.in", "tensorflow==2.12\n", (2, 12)),
        ("environment.yml", "dependencies:\n- conda-forge::tensorflow=2.6.0=gpu_py39h\n", (2, 6)),
        ("setup.cfg", "[options]\ninstall_requires =\n    tensorflow>=2.3,<2.16\n    numpy\n", (2, 15)),
        ("setup.py", "setup(install_requires=['tensorflow==2.5.0', 'numpy'])\n", (2, 5)),
        ("setup.py", "setup(install_requires=['tensorflow>=2.0'])\n", None),
        ("Pipfile", '[packages]\nkeras = "~=2.11.0"\n', (2, 11)),
        ("Pipfile", '[packages]\ntensorflow = "*"\n', None),
        ("pyproject.toml", '[tool.poetry.dependencies]\nkeras = "^2.11"\n', (2, NEWEST[2])),
        ("pyproject.toml", '[tool.poetry.dependencies]\ntensorflow = "~2.13"\n', (2, 13)),
        ("pixi.toml", '[dependencies]\ntensorflow = "2.12.*"\n', (2, 12)),
        ("Pipfile.lock", '{"default": {"tensorflow": {"hashes": ["x"], "index": "p", "version": "==2.9.1"}}}', (2, 9)),
    ],
)  # fmt: skip
def test_pins(tmp_path: Path, name: str, text: str, version: tuple[int, int] | None) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / name).write_text(text)
    found = pinned(str(tmp_path))
    assert (None if found is None else (found.major, found.minor)) == version
    if found is not None:
        assert found.source.startswith(f"{name}:")


def test_what_is_installed_says_more_than_what_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("tensorflow<2.16\n")
    (tmp_path / "poetry.lock").write_text('name = "tensorflow"\nversion = "2.9.0"\n')
    assert pinned(str(tmp_path)) == Target(2, 9, "poetry.lock:1")


def test_pins_above_a_folder_up_to_the_root_of_the_project(tmp_path: Path) -> None:
    inner = tmp_path / "project" / "src" / "models"
    inner.mkdir(parents=True)
    (tmp_path / "project" / "requirements.txt").write_text("tensorflow==2.5\n")
    assert pinned(str(inner)) == Target(2, 5, "requirements.txt:1")
    other = tmp_path / "project" / "vendored"
    (other / ".git").mkdir(parents=True)
    assert pinned(str(other)) is None


def test_pins_in_a_folder_of_requirements(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "base.txt").write_text("numpy\ntensorflow==2.12\n")
    found = pinned(str(tmp_path))
    assert found == Target(2, 12, "requirements/base.txt:2")
