"""Reports kept between runs: a file that did not change is not read again."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from seqlint.report import Report  # noqa: TC001 - the decoder asks for the class
from seqlint.source.file import stamp

if TYPE_CHECKING:
    from seqlint.config import Settings

FOLDER = ".seqlint_cache"


class Kept(msgspec.Struct, frozen=True):
    """One entry: the report, the key that it holds for, and the state of the other files that it depends on."""

    key: bytes
    report: Report
    others: bytes = b""


class Cache:
    """Reports by the file's name, valid for its bytes, the settings and this very seqlint.

    Args:
        folder: where the entries are; made when the first one is written.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def get(self, path: str, data: bytes, settings: Settings) -> Report | None:
        """The report on a file, if it is known."""
        try:
            with open(self._entry(path), "rb") as file:
                kept = msgspec.msgpack.decode(file.read(), type=Kept)
            if kept.key != _key(data, settings) or kept.others != _state(kept.report.looked):
                return None
        except (OSError, UnicodeError, msgspec.MsgspecError):
            return None
        return msgspec.structs.replace(kept.report, filename=path)

    def put(self, path: str, data: bytes, settings: Settings, report: Report) -> None:
        """Keep a report, unless a failure made it incomplete. A folder that cannot be written is no error."""
        if report.problem or report.failures:
            return
        entry = self._entry(path)
        temporary = f"{entry}.{os.getpid()}"
        try:
            self._make()
            with open(temporary, "xb") as file:
                file.write(msgspec.msgpack.encode(Kept(_key(data, settings), report, _state(report.looked))))
            os.replace(temporary, entry)
        except (OSError, UnicodeError):
            return

    def _make(self) -> None:
        if not os.path.isdir(self.folder):
            os.makedirs(self.folder, exist_ok=True)
            with open(os.path.join(self.folder, ".gitignore"), "w", encoding="utf-8") as file:
                file.write("*\n")

    def _entry(self, path: str) -> str:
        return os.path.join(self.folder, _digest(os.path.abspath(path).encode("utf-8", "surrogateescape")).hex())


def _key(data: bytes, settings: Settings) -> bytes:
    return _digest(_version() + msgspec.msgpack.encode(settings) + b"\0" + data)


def _state(paths: tuple[str, ...]) -> bytes:
    """What tells files from what they were: their sizes and times, or that they are not there."""
    return _digest("\n".join(str(stamp(path)) for path in paths).encode()) if paths else b""


def _digest(data: bytes) -> bytes:
    from hashlib import blake2b

    return blake2b(data, digest_size=20).digest()


@cache
def _version() -> bytes:
    """What tells this seqlint from another: the names, sizes and times of its files."""
    root = os.path.dirname(__file__)
    found: list[str] = []
    folders = [root]
    while folders:
        for entry in os.scandir(folders.pop()):
            if entry.name.startswith(("_", ".")) and entry.name != "__init__.py":
                continue
            if entry.is_dir():
                folders.append(entry.path)
            else:
                found.append(f"{entry.path[len(root) :]} {stamp(entry.path)}")
    return "\n".join(sorted(found)).encode("utf-8", "surrogateescape")
