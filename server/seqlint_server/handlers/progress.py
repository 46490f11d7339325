"""$/progress: how far a long request is."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..server import SeqlintServer

# A report for every file would be more talk than work.
_STEP = 25


@contextmanager
def progress(ls: SeqlintServer, token: lsp.ProgressToken | None, title: str) -> Iterator[Callable[[int, int], None]]:
    """A request's progress, told to the client that asked to hear of it; ended however the request ends.

    Args:
        ls: the server.
        token: what the client calls it; None if it did not ask.
        title: what is done, in a few words.

    Yields:
        What is to be called with how many files are done, of how many; nothing is told of a few.
    """
    begun = False

    def at(done: int, total: int) -> None:
        nonlocal begun
        if token is None or done % _STEP:
            return
        if not begun:
            begun = True
            ls.work_done_progress.begin(token, lsp.WorkDoneProgressBegin(title, cancellable=True, percentage=0))
        share = done * 100 // max(total, 1)
        ls.work_done_progress.report(
            token, lsp.WorkDoneProgressReport(message=f"{done} of {total} files", percentage=share)
        )

    try:
        yield at
    finally:
        if begun and token is not None:
            ls.work_done_progress.end(token, lsp.WorkDoneProgressEnd())


def register(server: SeqlintServer) -> None:
    """Nothing arrives: this goes to the client."""
