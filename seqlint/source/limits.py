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
TOKENS = 60_000
DOCUMENT_SIZE = 2_000_000

# A chunk of this many characters cannot pass any limit but the brackets'.
_SMALL = 2 * CHAIN
# Patterns for rare cases stay text: `re` compiles them when they are first used, and keeps them.
_OPERATOR = (
    r"(?:\*\*|//|<<|>>|->|:=|[=!<>]=|[-+*/%@&|^~<>.:=])|\b(?:and|or|not|in|is|if|else|await|lambda|yield)\b|\"\"\s*(?=\")"
    r"|([,;\r\n])|([(\[{])|([)\]}])"
)
_SEPARATOR, _OPEN, _CLOSE = 1, 2, 3
_BRACKET = r"[()\[\]{}]"
_WORD = r"\w+|[^\w\s]|[\r\n]"


class Excess(msgspec.Struct, frozen=True):
    """What a piece of code has too much of.

    Attributes:
        message: the reason in words, with the number and the limit.
        is_large: whether it is only large; then there is no use in asking Python about it.
    """

    message: str
    is_large: bool = False


def excess(code: str, piece: Piece) -> Excess | None:
    """Why a piece must not be given to the parser, `None` where it may be."""
    if piece.depth > NESTING:
        return Excess(f"too deeply nested ({piece.depth} brackets > {NESTING})")
    size = piece.end - piece.start
    if piece.is_interpolated and (nested := _strings_excess(code, piece)):
        return nested
    if size <= _SMALL:
        return None
    if size > TOKENS and (count := tokens(code, piece)) > TOKENS:
        return Excess(f"too long ({count:,} tokens in one statement > {TOKENS:,})", is_large=True)
    if piece.longest > _SMALL:
        chain = _chain(without_strings(code, piece.anchor, piece.end))
        if chain > CHAIN:
            return Excess(f"too deeply nested ({chain:,} operators in one expression > {CHAIN})")
    branches = code.count("elif", piece.anchor, piece.end)
    if branches > CHAIN:
        return Excess(f"too deeply nested ({branches:,} elif branches > {CHAIN})")
    return None


def tokens(code: str, piece: Piece) -> int:
    """How many tokens a piece has, line ends among them; a string counts as two."""
    return sum(1 for _ in re.finditer(_WORD, without_strings(code, piece.start, piece.end)))


def _strings_excess(code: str, piece: Piece) -> Excess | None:
    """What the long f-strings of a piece have too much of: their insides are parsed too."""
    for start, end in strings(code, piece.anchor, piece.end):
        if end - start <= 2 * NESTING or code[start - 1] not in "fFtTrR":
            continue
        depth = _depth(code[start:end])
        if depth > NESTING:
            return Excess(f"too deeply nested ({depth:,} brackets in one f-string > {NESTING})")
        chain = _chain(code[start:end], inside_only=True) if end - start > _SMALL else 0
        if chain > CHAIN:
            return Excess(f"too deeply nested ({chain:,} operators in one f-string > {CHAIN})")
    return None


def _depth(text: str) -> int:
    depth = deepest = 0
    for match in re.finditer(_BRACKET, text):
        if match.group() in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif depth:
            depth -= 1
    return deepest


def _chain(text: str, *, inside_only: bool = False) -> int:
    """The longest run of operators between two commas of one bracket level.

    Args:
        text: code without strings, or the inside of an f-string.
        inside_only: whether only what stands in brackets counts.
    """
    longest = 0
    counts = [0]
    for match in re.finditer(_OPERATOR, text):
        kind = match.lastindex
        if kind == _SEPARATOR:
            if len(counts) == 1 or match.group() == ",":
                counts[-1] = 0
        elif kind == _CLOSE:
            if len(counts) > 1:
                counts.pop()
        elif len(counts) > 1 or not inside_only:
            counts[-1] += 1
            longest = max(longest, counts[-1])
        if kind == _OPEN:
            counts.append(0)
    return longest
