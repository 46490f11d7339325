"""A look at a data file: header, rows, shape, and what is left alone."""

from __future__ import annotations

import struct
from typing import Any

import pytest

from seqlint.source.datafile import look


def npy(header: str, version: int = 1) -> bytes:
    text = header.encode()
    length = struct.pack("<H" if version == 1 else "<I", len(text))
    return b"\x93NUMPY" + bytes([version, 0]) + length + text


def test_a_table(tmp_path: Any) -> None:
    (tmp_path / "a.csv").write_text('id,name,y\n1,"Smith, J.",0\n2,"a\nb",1\n\n')
    found = look(str(tmp_path), "a.csv")
    assert found is not None
    assert (found.name, found.shape, found.columns) == ("a.csv", (2, 3), ("id", "name", "y"))


def test_a_table_with_another_separator(tmp_path: Any) -> None:
    (tmp_path / "a.csv").write_text("a;b\n1;2\n")
    (tmp_path / "b.tsv").write_text("a\tb\n1\t2\n")
    for name, separator in (("a.csv", ";"), ("b.tsv", ",")):
        found = look(str(tmp_path), name, separator)
        assert found is not None
        assert found.shape == (1, 2)


@pytest.mark.parametrize("version", [1, 2])
def test_an_array(tmp_path: Any, version: int) -> None:
    (tmp_path / "a.npy").write_bytes(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (20, 8, 3), }", version))
    found = look(str(tmp_path), "a.npy")
    assert found is not None
    assert (found.shape, found.dtype) == ((20, 8, 3), "float32")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x93NUMPY",
        npy("__import__('os').abort()"),
        npy("{'shape': 5}"),
        npy("(((("),
        b"\x93NUMPY\x01\0\xff\xff",
        b"PK",
    ],
)
def test_what_is_no_array(tmp_path: Any, data: bytes) -> None:
    (tmp_path / "a.npy").write_bytes(data)
    assert look(str(tmp_path), "a.npy") is None


def test_what_does_not_lie_beside_the_program(tmp_path: Any) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    for name in ("../a.csv", str(tmp_path / "a.csv"), "b.csv", "", "\0", "."):
        assert look(str(inner), name) is None
    assert look(str(tmp_path), "a.pkl") is None


def test_bytes_that_are_no_text(tmp_path: Any) -> None:
    (tmp_path / "a.csv").write_bytes(b"\0\1\2\xff" * 100)
    assert look(str(tmp_path), "a.csv") is None


def test_a_file_that_changes_is_looked_at_anew(tmp_path: Any) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a\n1\n")
    first = look(str(tmp_path), "a.csv")
    path.write_text("a\n1\n2\n")
    second = look(str(tmp_path), "a.csv")
    assert first is not None
    assert second is not None
    assert (first.shape, second.shape) == ((1, 1), (2, 1))
