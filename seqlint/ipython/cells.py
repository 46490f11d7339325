"""The cells that a session has run, in the order in which they ran."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from seqlint.source.document import from_cells

if TYPE_CHECKING:
    from seqlint.source.document import Document

PATH = "In"
"""The name of a session's text: its cells are `In [1]`, `In [2]` …"""
MOST_TEXT = 200_000
"""Characters of cells that are kept; the first ones go first."""


class Cells:
    """What ran, one entry a cell: its number and its source.

    Attributes:
        ran: what the cells did: of one that stopped only what stands before.
        sent: what was sent to be run.
    """

    def __init__(self) -> None:
        self.ran: list[tuple[int, str]] = []
        self.sent: list[tuple[int, str]] = []

    def begin(self, number: int, source: str) -> None:
        """A cell is about to run."""
        for kept in (self.ran, self.sent):
            kept.append((number, source))
            size = sum(len(source) for _, source in kept)
            while size > MOST_TEXT and len(kept) > 1:
                size -= len(kept.pop(0)[1])

    def cut(self, row: int) -> None:
        """The last cell stopped in this row: neither the statement there nor what follows did anything."""
        number, source = self.ran.pop()
        self.ran.append((number, _before(source, row)))

    def drop(self) -> None:
        """The last cell never ran."""
        self.ran.pop()
        self.sent.pop()

    def whole(self) -> Document:
        """The cells as they were sent, as one notebook."""
        return from_cells(self.sent, PATH)

    def document(self, more: str = "") -> Document:
        """What the cells did as one notebook, with one more behind them that is not kept."""
        last = self.ran[-1][0] if self.ran else 0
        return from_cells([*self.ran, *([(last + 1, more)] if more else [])], PATH)


def _before(source: str, row: int) -> str:
    """The statements of a cell above the one that covers a row."""
    from seqlint.source.magics import neutralise

    if source.lstrip().startswith("%%"):
        return ""
    try:
        statements = ast.parse(neutralise(source, cell=True)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    starts = [statement.lineno for statement in statements if statement.lineno <= row]
    return "".join(source.splitlines(keepends=True)[: starts[-1] - 1]) if starts else ""


def stopped_at(error: BaseException, namespace: dict[str, Any]) -> int | None:
    """The row of a cell in which an error left it."""
    row = None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_globals is namespace and trace.tb_frame.f_code.co_name == "<module>":
            row = trace.tb_lineno
        trace = trace.tb_next
    return row
