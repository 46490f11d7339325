"""A look at a data file that lies beside a program: its header, its rows, its shape. Never the data, never a pickle."""

from __future__ import annotations

import ast
import csv
import os
from functools import lru_cache

import msgspec

MOST_BYTES = 16_000_000
"""Size of a text file whose rows are counted."""

MOST_HEADER = 65_536
"""Bytes of a header that are read."""

MOST_COLUMNS = 4_096


class Datafile(msgspec.Struct, frozen=True):
    """What a data file holds.

    Attributes:
        name: the file's name.
        shape: of the array in it; of a table rows (those below the header line) and columns.
        columns: what its first line holds, for a table.
        dtype: the type of an array's numbers, as numpy names it.
    """

    name: str
    shape: tuple[int | None, ...]
    columns: tuple[str, ...] = ()
    dtype: str | None = None


def look(folder: str, name: str, separator: str = ",") -> Datafile | None:
    """What a file says of itself; None where it is not beside the program or says nothing.

    Args:
        folder: where the program is.
        name: the file as the program writes it; what leads out of the folder is left alone.
        separator: between the columns of a table.
    """
    path = os.path.normpath(os.path.join(folder, name))
    if os.path.isabs(name) or not path.startswith(os.path.normpath(folder) + os.sep) or len(separator) != 1:
        return None
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return _look(path, separator, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=64)
def _look(path: str, separator: str, changed: int, size: int) -> Datafile | None:  # noqa: ARG001 - a change is looked at anew
    kind = os.path.splitext(path)[1].lower()
    try:
        if kind == ".npy":
            return _array(path)
        if kind in {".csv", ".tsv", ".txt", ".data"}:
            return _table(path, "\t" if kind == ".tsv" and separator == "," else separator, size)
    except (OSError, ValueError, csv.Error, SyntaxError, RecursionError, MemoryError):
        return None
    return None


def _array(path: str) -> Datafile | None:
    """The header of a `.npy` file: magic, version, length, a Python dictionary as text."""
    with open(path, "rb") as file:
        start = file.read(12)
        if len(start) < 12 or not start.startswith(b"\x93NUMPY"):
            return None
        wide = start[6] > 1
        length = int.from_bytes(start[8:12] if wide else start[8:10], "little")
        if length > MOST_HEADER:
            return None
        file.seek(12 if wide else 10)
        header = ast.literal_eval(file.read(length).decode("latin-1"))
    if not isinstance(header, dict):
        return None
    shape, descr = header.get("shape"), header.get("descr")
    if not isinstance(shape, tuple) or not all(isinstance(axis, int) for axis in shape):
        return None
    return Datafile(os.path.basename(path), shape, dtype=_dtype(descr) if isinstance(descr, str) else None)


def _dtype(descr: str) -> str | None:
    kinds = {"f": "float", "i": "int", "u": "uint", "b": "bool", "O": "object"}
    kind, size = kinds.get(descr[1:2]), descr[2:]
    if kind in {"bool", "object"} or not size.isdigit():
        return kind if kind in {"bool", "object"} else None
    return f"{kind}{int(size) * 8}" if kind else None


def _table(path: str, separator: str, size: int) -> Datafile | None:
    with open(path, encoding="utf-8", errors="replace", newline="") as file:
        rows = csv.reader(file, delimiter=separator)
        head = next((row for row in rows if row), None)
        if head is None or len(head) > MOST_COLUMNS or "\0" in "".join(head):
            return None
        count = sum(1 for row in rows if row) if size <= MOST_BYTES else None
    return Datafile(os.path.basename(path), (count, len(head)), tuple(head))
