"""Open files: a script, or a notebook made of the texts of its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.source.document import from_cells, from_text, is_notebook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seqlint.report import Report
    from seqlint.source.document import Document

    from .text import Text


class Member(msgspec.Struct, frozen=True):
    """Where the text of one editor document lies in the document that was analysed."""

    uri: str
    start: int
    end: int


class Snapshot(msgspec.Struct, frozen=True, eq=False):
    """What was found out about one state of a file.

    Attributes:
        serial: a number that no other snapshot has.
        revision: the state of the file.
        document: its text.
        analysis: what was read; None if it has nothing to do with Keras, or if reading it failed.
        report: the findings, where there is an analysis.
        whole: whether all of the text could be read.
        members: the editor's documents in it.
        seconds: how long it took to find out.
    """

    serial: int
    revision: int
    document: Document
    analysis: Any
    report: Report | None
    whole: bool
    members: tuple[Member, ...]
    seconds: float = 0.0

    def member(self, uri: str) -> Member | None:
        """The place of an editor document."""
        return next((member for member in self.members if member.uri == uri), None)

    def member_at(self, offset: int) -> Member | None:
        """The editor document that an offset of the analysed text lies in."""
        return next((member for member in reversed(self.members) if member.start <= offset), None)


class Source(msgspec.Struct, frozen=True):
    """The texts of a file at one moment; they become a document on the worker's thread."""

    path: str
    parts: tuple[tuple[int | None, str, str], ...]

    def read(self) -> tuple[Document, tuple[Member, ...]]:
        """The document, and where the editor's documents lie in it."""
        if self.parts and self.parts[0][0] is None:
            _, uri, text = self.parts[0]
            document = from_text(text, self.path, ipython=is_notebook(self.path))
            return document, (Member(uri, 0, len(document.text)),)
        document = from_cells([(index or 0, text) for index, _, text in self.parts], self.path)
        pairs = zip(self.parts, document.cells, strict=True)
        return document, tuple(Member(uri, cell.start, cell.end) for (_, uri, _), cell in pairs)


class OpenFile:
    """A file that is open in the editor.

    Attributes:
        uri: the editor's name for it.
        path: the same as a path.
        texts: its text, or the texts of its cells by their names.
        cells: the names of a notebook's cells in order, with whether each is code; None for a script.
        revision: counts the changes.
        latest: what was found out last.
        good: what was found out about the last text that could be read as a whole.
        slowest: how long the longest reading took, in seconds: one from the beginning takes that long again.
        rests: whether only the findings are kept of what was found out.
    """

    def __init__(self, uri: str, path: str, texts: Sequence[Text], cells: list[tuple[str, bool]] | None = None) -> None:
        self.uri = uri
        self.path = path
        self.texts = {text.uri: text for text in texts}
        self.cells = cells
        self.revision = 0
        self.latest: Snapshot | None = None
        self.good: Snapshot | None = None
        self.slowest = 0.0
        self.rests = False

    @property
    def fresh(self) -> Snapshot | None:
        """What was found out about the text as it is now, if that is known yet."""
        return self.latest if self.latest is not None and self.latest.revision == self.revision else None

    def rest(self) -> list[Any]:
        """Keep only the findings of what was found out; the analyses that are no longer needed."""
        gone = [snapshot.analysis for snapshot in (self.latest, self.good) if snapshot is not None]
        if self.latest is not None:
            self.latest = msgspec.structs.replace(self.latest, analysis=None)
        self.good = None
        self.rests = True
        return [
            analysis for index, analysis in enumerate(gone) if analysis is not None and analysis not in gone[:index]
        ]

    def source(self) -> Source:
        """The texts as they are now."""
        if self.cells is None:
            return Source(self.path, tuple((None, text.uri, text.text) for text in self.texts.values() if text.python))
        parts = []
        for index, (uri, code) in enumerate(self.cells, start=1):
            text = self.texts.get(uri)
            if code and text is not None and text.python:
                parts.append((index, uri, text.text))
        return Source(self.path, tuple(parts))
