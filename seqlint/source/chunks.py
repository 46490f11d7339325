"""How a broken piece of code is cut again, so that one mistake costs as little as it can."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .tokens import Piece

# What starts a statement, at the start of a line, even inside a bracket or string that was never closed. A call of a
# class (`Dense(1),`) is rather an item of the open list; a call of a function (`model.fit(`) is a statement.
_KEYWORD = r"(?:@|(?:async|await|class|def|del|for|from|global|if|import|raise|return|try|while|with)\b)"
_STATEMENT = (
    rf"(?:\r\n?|\n)(?={_KEYWORD}|(?:\w+\.)*[a-z_]\w*\(|[\w.,*()\[\]]+(?:[ \t]+[\w.,*()\[\]]+)*[ \t]*[-+*/]?=(?!=))"
)
_CERTAIN = r"(?:\r\n?|\n)(?=(?:@|class\b|def\b|import\b|from\b.*\bimport\b|with\b|while\b|try:))"
_DECORATED = r"(?:@[^\r\n]*(?:\r\n?|\n))+[^\r\n]*"


def next_statement(code: str, piece: Piece) -> int | None:
    """Where the next statement seems to start inside a piece that is no Python, `None` where nothing does."""
    pattern = re.compile(_CERTAIN if piece.closed else _STATEMENT)
    decorated = re.compile(_DECORATED).match(code, piece.anchor, piece.end)
    match = pattern.search(code, decorated.end() if decorated else piece.anchor, piece.end)
    return match.end() if match and match.end() < piece.end else None


def line_start(code: str, offset: int) -> int:
    """Where the line of an offset starts."""
    return max(code.rfind("\n", 0, offset), code.rfind("\r", 0, offset)) + 1
