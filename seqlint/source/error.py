"""Why a source could not be read or written."""

from __future__ import annotations


class SourceError(Exception):
    """A file that cannot be read, decoded or written, with the place and the cure in its message.

    Attributes:
        message: what is wrong and what to do about it, in one or two sentences.
        row: the 1-based row of the trouble, when it has one.
        column: the 1-based column in code points, when it has one.
    """

    def __init__(self, message: str, row: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.row = row
        self.column = column

    def __reduce__(self) -> tuple[type[SourceError], tuple[str, int | None, int | None]]:
        return SourceError, (self.message, self.row, self.column)
