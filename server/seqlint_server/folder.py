"""The files of the workspace that are not open: read in the background, and known until they change."""

from __future__ import annotations

import itertools
import os
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from .convert import uri_of
from .files import OpenFile, Snapshot, Source
from .text import Text
from .view import View

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from seqlint.explain.views import Outline

    from .session import Session

_Stamp = tuple[Any, ...]


class Known(msgspec.Struct, frozen=True, eq=False):
    """What is known about a file that is not open.

    Attributes:
        stamp: what the knowledge depends on: this file and those of the project that it imports, as they were.
        view: its text and its findings; None if it has nothing to do with Keras, or cannot be read.
        outline: its models.
    """

    stamp: _Stamp
    view: View | None = None
    outline: Sequence[Outline] = ()


class Folder:
    """The files under the workspace's folders.

    Args:
        session: what is open, and the thread that reads.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, Known] = {}
        self._serial = itertools.count(1)

    def forget(self) -> None:
        """Read everything anew: something changed that holds for all files."""
        self._known.clear()

    async def paths(self, folders: Sequence[str]) -> list[str]:
        """The scripts and notebooks under folders, those that are open left out."""
        opened = [file.path for file in self._session.files.values()]
        return await self._session.ask(partial(self._paths, folders, opened), later=True)

    def _paths(self, folders: Sequence[str], opened: Sequence[str]) -> list[str]:
        taken = {os.path.realpath(path) for path in opened}
        return [path for path in self._session.engine.paths(folders) if os.path.realpath(path) not in taken]

    async def known(self, paths: Sequence[str]) -> AsyncIterator[Known]:
        """What is known about each of some files, in order; what changed is read first."""
        for path in paths:
            yield await self._session.ask(partial(self._now, path), later=True)

    def _now(self, path: str) -> Known:
        """What is known about a file; on the worker's thread."""
        known = self._known.get(path)
        if known is None or known.stamp != _stamp(path, known):
            known = self._known[path] = self._read(path)
        return known

    def _read(self, path: str) -> Known:
        engine, options = self._session.engine, self._session.options
        before = _of(path)
        document = engine.load(path)
        looked = None if document is None else engine.look(document, options)
        if document is None or looked is None:
            return Known((before,))
        report, outline = looked
        stamp = (before, *((other, _of(other)) for other in report.looked))
        uri = uri_of(path)
        if document.cells or uri is None:
            # The editor gives names to the cells when it opens the notebook.
            return Known(stamp, None, outline)
        file = OpenFile(uri, path, [Text(uri, None, document.text)])
        _, members = Source(path, ((None, uri, document.text),)).read()
        snapshot = Snapshot(next(self._serial), 0, document, None, report, whole=True, members=members)
        return Known(stamp, View(snapshot, file, uri), outline)


def _stamp(path: str, known: Known) -> _Stamp:
    """What a file's knowledge would depend on now."""
    return (_of(path), *((other, _of(other)) for other, _ in known.stamp[1:]))


def _of(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
