"""What a program may not do while it is verified: reach the network, start programs, write outside its own folder."""

from __future__ import annotations

import os
import sys
from typing import Any

_NETWORK = frozenset({"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"})
_PROCESSES = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.kill"})
_CHANGES = frozenset(
    {
        "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
        "os.chown", "shutil.rmtree", "shutil.move", "shutil.copyfile", "shutil.copytree",
    }
)  # fmt: skip
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class NotAllowedError(OSError):
    """The program tried what a verified program may not do."""


def keep(folder: str) -> None:
    """Refuse, from now on and for good, what is not allowed; only below `folder` may files change."""
    inside = os.path.realpath(folder)
    watching = [False]

    def allowed(path: Any) -> bool:
        if not isinstance(path, str | bytes | os.PathLike) or path in {os.devnull, b"/dev/null"}:
            return True
        whole = os.path.realpath(os.fsdecode(path))
        return whole == inside or whole.startswith(inside + os.sep)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if watching[0]:
            return
        watching[0] = True
        try:
            if event in _NETWORK:
                raise NotAllowedError("a verified program has no network")
            if event in _PROCESSES:
                raise NotAllowedError("a verified program starts no other program")
            if event == "open" and _changes(arguments) and not allowed(arguments[0]):
                raise NotAllowedError(f"a verified program does not write {os.fsdecode(arguments[0])}")
            if event in _CHANGES and not all(map(allowed, arguments[:1])):
                raise NotAllowedError(f"a verified program does not change {os.fsdecode(arguments[0])}")
        finally:
            watching[0] = False

    sys.addaudithook(hook)


def _changes(arguments: tuple[Any, ...]) -> bool:
    """Whether the arguments of the audit event `open` are those of a file that is written."""
    _, mode, flags = arguments
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return isinstance(flags, int) and bool(flags & _WRITES)
