"""Reading a file's bytes from disk and putting a changed one in its place, whole or not at all."""

from __future__ import annotations

import os
import stat

from .error import SourceError

TYPE_CHECKING = False
if TYPE_CHECKING:
    # The size in bytes and the time of the last change in nanoseconds.
    Stamp = tuple[int, int]


def stamp(path: str) -> Stamp | None:
    """What tells a file from what it was before, without reading it; `None` where there is none."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_size, status.st_mtime_ns


def read_bytes(path: str) -> bytes:
    """The bytes of a file.

    Raises:
        SourceError: there is no such file, it is a folder, or it cannot be read.
    """
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise SourceError(f"{path} does not exist: check the path.") from None
    except IsADirectoryError:
        raise SourceError(f"{path} is a folder: name a file in it.") from None
    except PermissionError:
        raise SourceError(f"{path} may not be read: check its permissions.") from None
    except (OSError, ValueError) as error:
        raise SourceError(f"{path} cannot be read: {_reason(error)}.") from None


def write(path: str, data: bytes) -> None:
    """Puts new bytes in a file's place in one step; its mode stays, a link keeps pointing at it.

    Raises:
        SourceError: the file may not be written; it is then as it was.
    """
    real = os.path.realpath(path)
    try:
        old: os.stat_result | None = os.stat(real)
    except FileNotFoundError:
        old = None
    except OSError as error:
        raise SourceError(f"{path} cannot be written: {_reason(error)}.") from None
    if old is not None:
        if stat.S_ISDIR(old.st_mode):
            raise SourceError(f"{path} is a folder: name a file in it.")
        if not old.st_mode & 0o222 or not os.access(real, os.W_OK):
            raise SourceError(f"{path} is read-only: it was left as it is. Make it writable (chmod u+w) first.")
    folder, name = os.path.split(real)
    temporary = os.path.join(folder, f".{name}.{os.getpid()}.seqlint")
    try:
        _replace(temporary, real, data, old)
    except OSError as error:
        from contextlib import suppress

        with suppress(OSError):
            os.unlink(temporary)
        raise SourceError(f"{path} cannot be written: {_reason(error)}. It was left as it is.") from None


def _replace(temporary: str, real: str, data: bytes, old: os.stat_result | None) -> None:
    with open(temporary, "xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if old is not None:
        os.chmod(temporary, stat.S_IMODE(old.st_mode))
        _keep_owner(temporary, old)
    os.replace(temporary, real)


def _keep_owner(temporary: str, old: os.stat_result) -> None:
    new = os.stat(temporary)
    if hasattr(os, "chown") and (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        from contextlib import suppress

        with suppress(PermissionError):
            os.chown(temporary, old.st_uid, old.st_gid)


def _reason(error: OSError | ValueError) -> str:
    text = error.strerror if isinstance(error, OSError) else str(error)
    return (text or type(error).__name__).lower()
