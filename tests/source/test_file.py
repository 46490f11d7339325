"""Reading from disk, and writing whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from seqlint.source.document import SourceError, read, write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_not_there_or_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="does not exist"):
        read(str(tmp_path / "a.py"))
    with pytest.raises(SourceError, match="is a folder"):
        read(str(tmp_path))
    with pytest.raises(SourceError, match="cannot be read"):
        read("a\0b")


def test_a_file_is_read_under_its_own_name(tmp_path: Path) -> None:
    file = tmp_path / "ä b.py"
    file.write_bytes(b"x = 1\r\n")
    document = read(str(file))
    assert (document.path, document.text) == (str(file), "x = 1\r\n")


def test_writing_keeps_the_mode_and_leaves_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(b"old")
    file.chmod(0o750)
    write(str(file), b"new")
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o750
    assert os.listdir(tmp_path) == ["a.py"]


def test_writing_through_a_link_changes_the_file(tmp_path: Path) -> None:
    real = tmp_path / "real.py"
    real.write_bytes(b"old")
    link = tmp_path / "link.py"
    link.symlink_to(real)
    write(str(link), b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_read_only_file_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(b"old")
    file.chmod(0o444)
    with pytest.raises(SourceError, match="read-only"):
        write(str(file), b"new")
    assert file.read_bytes() == b"old"


def test_a_failure_half_way_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SourceError, match="no space left"):
        write(str(file), b"new")
    assert file.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.py"]


def test_a_folder_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="folder"):
        write(str(tmp_path), b"")
    with pytest.raises(SourceError, match="cannot be written"):
        write(str(tmp_path / "no" / "a.py"), b"")
