"""What is too much for the parser: measured before it runs, because afterwards is too late.

libcst is recursive and not linear: thousands of nested brackets end the process, long chains of
operators take seconds, and a literal with a million numbers takes minutes and gigabytes.
"""

from __future__ import annotations

import re

import msgspec

from .tokens import strings, without_strings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .tokens import Piece

NESTING = 100
CHAIN = 500
BLOCKS = 100
TOKENS = 60_000
DOCUMENT_SIZE = 2_000_000

# A chunk of this many characters cannot pass any limit but the brackets'.
_SMALL = 2 * CHAIN
_OPERATOR = re.compile(
    r"(?:\*\*|//|<<|>>|->|:=|[=!<>]=|[-+*/%@&|^~<>.:=])|\b(?:and|or|not|in|is|if|else|await|lambda|yield)\b|\"\"\s*(?=\")"
    r"|([,;\r\n])|([(\[{])|([)\]}])"
)
_WORD = re.compile(r"\w+|[^\w\s]")
_ELIF = re.compile(r"[\r\n][ \t]*elif\b")
_DEEP = re.compile(rf"[\r\n][ \t]{{{BLOCKS},}}[^ \t\r\n#]")


class Excess(msgspec.Struct, frozen=True):
    """What a piece of code has too much of.

    Attributes:
        message: the reason in words, with the number and the limit.
        is_large: whether it is only large; then there is no use in asking Python about it.
        tokens: how many tokens the piece has.
    """

    message: str
    is_large: bool = False


def excess(code: str, piece: Piece) -> Excess | None:
    """Why a piece must not be given to the parser, `None` where it may be."""
    if piece.depth > NESTING:
        return Excess(f"too deeply nested ({piece.depth} brackets > {NESTING})")
    size = piece.end - piece.anchor
    if size <= _SMALL:
        return None
    if size > TOKENS and (count := tokens(code, piece)) > TOKENS:
        return Excess(f"too long ({count:,} tokens in one statement > {TOKENS:,})", is_large=True)
    nested = _nested_string(code, piece)
    if nested > NESTING:
        return Excess(f"too deeply nested ({nested} brackets in one f-string > {NESTING})")
    if piece.longest > _SMALL and (chain := _chain(code, piece)) > CHAIN:
        return Excess(f"too deeply nested ({chain} operators in one expression > {CHAIN})")
    branches = sum(1 for _ in _ELIF.finditer(code, piece.anchor, piece.end)) if size > 6 * CHAIN else 0
    if branches > CHAIN:
        return Excess(f"too deeply nested ({branches} elif branches > {CHAIN})")
    return None


def tokens(code: str, piece: Piece) -> int:
    """How many tokens a piece has; a string counts as two."""
    return sum(1 for _ in _WORD.finditer(without_strings(code, piece.anchor, piece.end)))


def _nested_string(code: str, piece: Piece) -> int:
    """How many brackets the f-string with the most of them opens, counting long ones only."""
    most = 0
    for start, end in strings(code, piece.anchor, piece.end):
        if end - start > 2 * NESTING and code[start - 1 : start] in {"f", "F", "t", "T"} | {"r", "R"}:
            text = code[start:end]
            most = max(most, _string_depth(text))
    return most


def _string_depth(text: str) -> int:
    depth = deepest = 0
    for char in text:
        if char in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in ")]}" and depth:
            depth -= 1
    return deepest


def _chain(code: str, piece: Piece) -> int:
    """The longest run of operators between two commas of one bracket level."""
    longest = 0
    counts = [0]
    for match in _OPERATOR.finditer(without_strings(code, piece.anchor, piece.end)):
        kind = match.lastindex
        if kind is None:
            counts[-1] += 1
            longest = max(longest, counts[-1])
        elif kind == 1:
            if len(counts) == 1 or match.group() == ",":
                counts[-1] = 0
        elif kind == 2:
            counts[-1] += 1
            counts.append(0)
        elif len(counts) > 1:
            counts.pop()
    return longest
