"""What people and machines hand in besides programs."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from seqlint import cli
from tests.programs import CLEAN, DIGITS

if TYPE_CHECKING:
    from pathlib import Path

MOST_SECONDS = 20


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.py").write_text(DIGITS)
    return tmp_path


def check(capsys: pytest.CaptureFixture[str], data: bytes, name: str = "bad.py") -> tuple[int, str, str]:
    with open(name, "wb") as file:
        file.write(data)
    started = time.monotonic()
    status = cli.main(["check", name, "good.py", "--no-cache", "--output-format", "concise"])
    assert time.monotonic() - started < MOST_SECONDS
    out, err = capsys.readouterr()
    assert "good.py:10:38 error SEQ307" in out
    return status, out, err


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bad.py", b"import keras\0\n"),
        ("bad.py", bytes(range(256)) * 10),
        ("bad.py", "import keras  # ü\n".encode("cp1252")),
        ("bad.py", b"# -*- coding: klingon -*-\nimport keras\n"),
        ("bad.py", CLEAN.encode("utf-16")),
        ("bad.ipynb", b'{"cells": [{"cell_type": "code", "source": "import keras'),
        ("bad.ipynb", b""),
        ("bad.ipynb", b"[1, 2, 3]"),
    ],
)
def test_what_cannot_be_read(capsys: pytest.CaptureFixture[str], name: str, data: bytes) -> None:
    status, _, err = check(capsys, data, name)
    assert status == 2
    assert err.startswith(f"seqlint: {name}")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "text",
    [
        CLEAN + "(" * 10_000 + ")" * 10_000 + "\n",
        CLEAN + "(" * 10_000,
        CLEAN + "x = " + " + ".join(["1"] * 20_000) + "\n",
        CLEAN + "x = " + "-" * 10_000 + "1\n",
        CLEAN + "x = " + "a." * 20_000 + "b\n",
        CLEAN + "x = [" + "1, " * 1_600_000 + "]\n",
        CLEAN + "x = '" + "a" * 5_000_000 + "'\n",
        CLEAN + "if x:\n" + "elif x: pass\n" * 5_000,
        CLEAN + "\n".join(" " * depth + "if x:" for depth in range(200)) + "\n",
    ],
    ids=["nested", "unclosed", "sum", "minus", "attributes", "list", "string", "elif", "blocks"],
)  # fmt: skip
def test_too_much_for_a_parser(capsys: pytest.CaptureFixture[str], text: str) -> None:
    status, out, err = check(capsys, text.encode())
    assert status in {1, 2}
    assert err == ""
    told = [line for line in out.splitlines() if line.startswith("bad.py")]
    assert all("SEQ001" in line or "SEQ009" in line for line in told)
    assert (status == 2) == any("SEQ009" in line for line in told)


def test_what_is_not_read_is_told_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    text = CLEAN + "x = " + " + ".join(["1"] * 20_000) + "\n"
    with open("bad.py", "w", encoding="utf-8") as file:
        file.write(text)
    assert cli.main(["check", "bad.py", "--no-cache"]) == 2
    out = capsys.readouterr().out
    assert "bad.py:5:1 info SEQ009" in out
    assert "20" in out
    assert "operators in one expression" in out


def test_half_typed_code(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = check(capsys, (CLEAN + "model.fit(x,\n").encode())
    assert status == 1
    assert "bad.py:5:10 error SEQ001" in out


def test_a_notebook_without_cells(capsys: pytest.CaptureFixture[str]) -> None:
    text = json.dumps({"cells": [], "metadata": {"about": "keras"}, "nbformat": 4, "nbformat_minor": 5})
    status, out, err = check(capsys, text.encode(), "empty.ipynb")
    assert (status, err) == (1, "")
    assert "empty.ipynb" not in out


def test_an_empty_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(capsys, b"")[0] == 1


def test_a_folder_named_like_a_file(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "dir.py").mkdir()
    (folder / "dir.py" / "inner.py").write_text(DIGITS)
    assert cli.main(["check", "dir.py", "--output-format", "concise", "--no-cache"]) == 1
    assert "inner.py:10:38" in capsys.readouterr().out


def test_a_broken_link(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "link.py").symlink_to(folder / "nowhere.py")
    assert cli.main(["check", "link.py", "good.py", "--no-cache", "--output-format", "concise"]) == 2
    out, err = capsys.readouterr()
    assert "link.py does not exist" in err
    assert "good.py:10:38" in out


def test_links_in_a_circle(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "circle").symlink_to(folder)
    assert cli.main(["check", ".", "--no-cache", "--output-format", "concise"]) == 1
    assert capsys.readouterr().out.count("SEQ307") == 1


def test_files_of_one_name_in_two_folders(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "a").mkdir()
    (folder / "a" / "good.py").write_text(DIGITS)
    assert cli.main(["check", ".", "--no-cache", "--output-format", "concise"]) == 1
    assert capsys.readouterr().out.count("SEQ307") == 2


def test_an_unreadable_configuration(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "seqlint.toml").write_bytes(b"\xff\xfe")
    assert cli.main(["check", "good.py"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "seqlint.toml" in err


def test_a_name_that_is_no_text(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    import os

    name = os.fsdecode(b"caf\xe9.py")
    (folder / name).write_text(DIGITS)
    assert cli.main(["check", ".", "--no-cache", "--output-format", "json"]) == 1
    assert capsys.readouterr().out.count("SEQ307") == 2
