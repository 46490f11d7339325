"""The few tokens that decide where a statement ends: strings, comments, brackets, line ends.

This is no tokenizer: names, numbers and operators are stepped over unseen, which makes it fast.
"""

from __future__ import annotations

import re

import msgspec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_NEWLINE, _OPEN, _CLOSE, _COMMENT, _STRING = 1, 2, 3, 4, 5

# Every alternative of a repetition starts with another character, so nothing is tried twice; an
# unterminated string always matches up to the end of its line (or of the text, in triple quotes).
_STRINGS = (
    r'"""(?:[^\\"]+|\\(?:[\s\S]|\Z)|"(?!""))*(?:"""|\Z)'
    r"|'''(?:[^\\']+|\\(?:[\s\S]|\Z)|'(?!''))*(?:'''|\Z)"
    r'|"(?:[^\\"\r\n]+|\\(?:\r\n|[\s\S]|\Z))*"?'
    r"|'(?:[^\\'\r\n]+|\\(?:\r\n|[\s\S]|\Z))*'?"
)
_TOKEN = re.compile(
    r"(\r\n?|\n)(?:[ \t\f]*(?:#[^\r\n]*)?(?:\r\n?|\n))*"  # a line end and the blank and comment lines after it
    r"|([(\[{])|([)\]}])"
    r"|(#[^\r\n]*)"
    rf"|({_STRINGS})"
    r"|\\(?:\r\n|[\s\S]|\Z)"
)
_LEAD = re.compile(r"(?:[ \t\f]*(?:#[^\r\n]*)?(?:\r\n?|\n))*(?:[ \t\f]*(?:#[^\r\n]*)?\Z)?")
_COMMENT_LINE = re.compile(r"#[^\r\n]*")
_INDENTED_COMMENT = re.compile(r"(?:^|[\r\n])[ \t\f]+#[^\r\n]*(?:\r\n?|\n)")
_FORM_FEED = re.compile(r"[ \t]*\f+(?=[^ \t\f#\r\n])")
_COMPOUND = re.compile(r"(?:async[ \t]+)?(?:if|for|while|try)\b")
_CONTINUES = re.compile(r"(?:else|elif|except|finally)\b")


class Piece(msgspec.Struct):
    """One top-level statement with the comments and blank lines before it.

    Attributes:
        start: where the piece begins.
        end: where the next one begins.
        anchor: where its first token stands; equal to `end` when there is only white space and comments.
        depth: how deep its brackets nest.
        longest: the length of its longest logical line.
        closed: whether all its brackets and strings are closed.
    """

    start: int
    end: int
    anchor: int
    depth: int = 0
    longest: int = 0
    closed: bool = True


def split(code: str, start: int = 0, end: int | None = None) -> list[Piece]:
    """Cuts code into its top-level statements; the pieces join back to the code."""
    end = len(code) if end is None else end
    pieces: list[Piece] = []
    piece = Piece(start, end, _skip_lead(code, start, end))
    depth = 0
    logical = head = piece.anchor
    last = None
    for last in _TOKEN.finditer(code, piece.anchor, end):
        kind = last.lastindex
        if kind == _NEWLINE:
            if depth:
                continue
            after = last.end()
            piece.longest = max(piece.longest, after - logical)
            logical = after
            if after >= end:
                break
            first = after
            if code[after] in " \t\f#":
                column_zero = _FORM_FEED.match(code, after, end)
                if column_zero is None:
                    continue
                first = column_zero.end()
            if _belongs(code, piece.anchor, head, first):
                head = first
                continue
            piece.end = _border(code, last.end(1), after)
            pieces.append(piece)
            piece = Piece(piece.end, end, first)
            head = first
        elif kind == _OPEN:
            depth += 1
            piece.depth = max(piece.depth, depth)
        elif kind == _CLOSE and depth:
            depth -= 1
    piece.longest = max(piece.longest, end - logical)
    piece.closed = not depth and not (last is not None and last.lastindex == _STRING and _open_string(last.group()))
    pieces.append(piece)
    return pieces


def comments(code: str) -> Iterator[tuple[int, int]]:
    """The places of all comments, in order; what looks like one inside a string is none."""
    lead = _skip_lead(code, 0, len(code))
    yield from _comments_in(code, 0, lead)
    for match in _TOKEN.finditer(code, lead):
        kind = match.lastindex
        if kind == _COMMENT:
            yield match.span()
        elif kind == _NEWLINE and match.end() != match.end(1):
            yield from _comments_in(code, match.end(1), match.end())


def next_logical_line(code: str, start: int, end: int) -> int:
    """Where the logical line after the one at `start` begins (its indentation included)."""
    depth = 0
    for match in _TOKEN.finditer(code, start, end):
        kind = match.lastindex
        if kind == _OPEN:
            depth += 1
        elif kind == _CLOSE and depth:
            depth -= 1
        elif kind == _NEWLINE and not depth:
            return match.end()
    return end


def skip_lead(code: str, start: int, end: int) -> int:
    """Where the first line that is neither blank nor a comment begins (its indentation included)."""
    match = _LEAD.match(code, start, end)
    return match.end() if match else start


def strings(code: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The places of all string literals, without their prefix."""
    for match in _TOKEN.finditer(code, start, end):
        if match.lastindex == _STRING:
            yield match.span()


def without_strings(code: str, start: int, end: int) -> str:
    """The code with every string literal and comment emptied."""
    parts = []
    done = start
    for match in _TOKEN.finditer(code, start, end):
        if match.lastindex in {_STRING, _COMMENT}:
            parts.append(code[done : match.start()])
            parts.append('""' if match.lastindex == _STRING else "")
            done = match.end()
    parts.append(code[done:end])
    return "".join(parts)


def _skip_lead(code: str, start: int, end: int) -> int:
    first = skip_lead(code, start, end)
    column_zero = _FORM_FEED.match(code, first, end)
    return column_zero.end() if column_zero else first


def _belongs(code: str, anchor: int, head: int, first: int) -> bool:
    """Whether the line at `first` goes on with the statement at `anchor` (whose last unindented line is at `head`)."""
    if code[head] == "@":
        return True
    return bool(_CONTINUES.match(code, first) and _COMPOUND.match(code, anchor))


def _border(code: str, start: int, end: int) -> int:
    """Comments that are indented end the statement before them; the others lead the one after."""
    if code.find("#", start, end) < 0:
        return start
    for match in _INDENTED_COMMENT.finditer(code[start - 1 : end]):
        border = start - 1 + match.end()
        start = max(start, border)
    return start


def _comments_in(code: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _COMMENT_LINE.finditer(code, start, end):
        yield match.span()


def _open_string(text: str) -> bool:
    quote = text[:3] if text[:3] in {'"""', "'''"} else text[:1]
    return len(text) < 2 * len(quote) or not text.endswith(quote)
