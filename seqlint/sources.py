"""The documents that a command is about: from named files and folders, or from standard input."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from seqlint.options import Overlay
from seqlint.source.document import from_bytes, mentions_keras, read_bytes
from seqlint.source.error import SourceError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from seqlint.config import Settings
    from seqlint.source.document import Document


class Sources:
    """Documents with their settings; what cannot be read is told on standard error.

    Args:
        options: the command line, with `paths`, `stdin_filename` and the shared options.

    Attributes:
        failed: whether something could not be read, after all documents were asked for.
    """

    def __init__(self, options: Namespace) -> None:
        self.options = options
        self.overlay = Overlay(options)
        self.failed = False

    def __iter__(self) -> Iterator[tuple[Document, Settings]]:
        if "-" in self.options.paths:
            name = self.options.stdin_filename or "<stdin>"
            settings = self.overlay.settings(self.options.stdin_filename or os.curdir)
            yield from self._document(name, sys.stdin.buffer.read(), settings)
            return
        from seqlint.files import collect

        found = collect(self.options.paths, self.overlay.settings, force_exclude=self.options.force_exclude)
        for problem in found.problems:
            self.complain(problem)
        for path in found.files:
            try:
                data = read_bytes(path)
            except SourceError as error:
                self.complain(error.message)
                continue
            yield from self._document(path, data, self.overlay.settings(path))

    def _document(self, path: str, data: bytes, settings: Settings) -> Iterator[tuple[Document, Settings]]:
        try:
            document = from_bytes(data, path)
        except SourceError as error:
            self.complain(error.message)
            return
        if mentions_keras(data):
            yield document, settings

    def complain(self, problem: str) -> None:
        """Tell about something that could not be read."""
        self.failed = True
        sys.stderr.write(f"seqlint: {problem}\n")
