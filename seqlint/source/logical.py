"""The logical lines of a compound statement: which of its inner statements stands on which of them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import libcst as cst

from .tokens import logical_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CLAUSES = ("body", "handlers", "orelse", "finalbody", "cases")


class Lines:
    """The logical lines of a statement.

    Attributes:
        pieces: for each line its text with the comments and blank lines before it.
        leads: whether there is a comment among those.
        starts: where the pieces begin; one more for the end of the last.
        firsts: where the lines themselves begin, their indentation included.
    """

    def __init__(self, text: str) -> None:
        self.pieces: list[str] = []
        self.leads: list[bool] = []
        self.starts = [0]
        self.firsts: list[int] = []
        at = 0
        for start, end in logical_lines(text, 0, len(text)):
            after = end + (2 if text.startswith("\r\n", end) else 1 if end < len(text) else 0)
            self.pieces.append(text[at:after])
            self.leads.append("#" in text[at:start])
            self.starts.append(after)
            self.firsts.append(start)
            at = after
        self.rest = text[at:]


def clauses(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The blocks of a compound statement, and what goes on with it (`else`, `except`, `case`)."""
    for name in CLAUSES:
        part: Any = getattr(node, name, None)
        if isinstance(part, cst.CSTNode):
            yield part
        elif isinstance(part, (list, tuple)) and not isinstance(node, cst.IndentedBlock):
            yield from part


def head(node: cst.CSTNode) -> int:
    """How many logical lines a node has before its first block."""
    if isinstance(node, (cst.SimpleStatementSuite, cst.IndentedBlock)):
        return 0
    return 1 + len(getattr(node, "decorators", ()))


def lines_of(node: cst.CSTNode) -> int:
    """How many logical lines a statement, clause or block has."""
    if isinstance(node, cst.SimpleStatementLine):
        return 1
    if isinstance(node, cst.IndentedBlock):
        return sum(map(lines_of, node.body))
    if isinstance(node, cst.SimpleStatementSuite):
        return 0
    return head(node) + sum(map(lines_of, clauses(node)))


def line_of(path: Sequence[cst.CSTNode]) -> int:
    """The index of the logical line on which the last statement of a path from the outermost one begins."""
    at = 0
    for owner, inner in pairwise(path):
        at += head(owner)
        for part in clauses(owner) if not isinstance(owner, cst.IndentedBlock) else owner.body:
            if part is inner:
                break
            at += lines_of(part)
    return at
