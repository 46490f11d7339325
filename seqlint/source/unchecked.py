"""Trees from the parser as they come: what it read is valid, and checking each node again costs a sixth of its time."""

from __future__ import annotations

import threading
from contextlib import contextmanager

from libcst import CSTNode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_lock = threading.Lock()
_open: list[None] = []
_check = CSTNode.__post_init__


def _nothing(self: CSTNode) -> None:
    """The check that a node makes of itself, left out."""


@contextmanager
def unchecked() -> Iterator[None]:
    """While any such block runs, libcst's nodes are made without their own check; it is put back when the last ends."""
    with _lock:
        _open.append(None)
        CSTNode.__post_init__ = _nothing  # type: ignore[method-assign]  # libcst has no switch for it
    try:
        yield
    finally:
        with _lock:
            _open.pop()
            if not _open:
                CSTNode.__post_init__ = _check  # type: ignore[method-assign]  # as above
