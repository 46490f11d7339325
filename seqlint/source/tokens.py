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
# What lies before a token is skipped by one character class, the fastest thing that `re` can do.
_TOKEN = re.compile(
    r"[^()\[\]{}\"'#\r\n\\]*(?:"
    r"(\r\n?|\n)(?:[ \t\f]*(?:#[^\r\n]*)?(?:\r\n?|\n))*"  # a line end and the blank and comment lines after it
    r"|([(\[{])|([)\]}])"
    r"|(#[^\r\n]*)"
    rf"|({_STRINGS})"
    r"|\\(?:\r\n|[\s\S]|\Z)"
    r"|\Z)"
)
_LEAD = re.compile(r"(?:[ \t\f]*(?:#[^\r\n]*)?(?:\r\n?|\n))*(?:[ \t\f]*(?:#[^\r\n]*)?\Z)?")
_COMMENT_LINE = re.compile(r"#[^\r\n]*")
_INDENTED_COMMENT = re.compile(r"(?<![^\r\n])[ \t\f]+#[^\r\n]*(?:\r\n?|\n)")
_FORM_FEED = re.compile(r"(?:[ \t]*\f)+(?=[^ \t\f#\r\n])")
_INDENT = re.compile(r"[ \t]*")
_LONG_STRING = 200
_COMPOUND = re.compile(r"(?:async[ \t]+)?(?:if|for|while|try)\b")
_CONTINUES = re.compile(r"(?:else|elif|except|finally)\b")


class Piece(msgspec.Struct):
    """One top-level statement with the comments and blank lines before it.

    Attributes:
        start: where the piece begins.
        end: where the next one begins.
        anchor: where its first token stands; equal to `end` when there is only white space and comments.
        depth: how deep its brackets nest.
        longest: the length of its longest logical line, strings not counted.
        is_interpolated: whether it holds a long f-string, whose inside the splitter does not look at.
        closed: whether all its brackets and strings are closed.
    """

    start: int
    end: int
    anchor: int
    depth: int = 0
    longest: int = 0
    is_interpolated: bool = False
    closed: bool = True


def split(code: str, start: int = 0, end: int | None = None) -> list[Piece]:
    """Cuts code into its top-level statements; the pieces join back to the code."""
    end = len(code) if end is None else end
    piece = Piece(start, end, _skip_lead(code, start, end))
    pieces = [piece]
    depth = 0
    logical = head = piece.anchor
    for match in _TOKEN.finditer(code, piece.anchor, end):
        kind = match.lastindex
        if kind == _OPEN:
            depth += 1
            if depth > piece.depth:  # noqa: PLR1730 - `max` costs a call for each bracket
                piece.depth = depth
        elif kind == _CLOSE and depth:
            depth -= 1
        elif kind == _STRING:
            begin, stop = match.span(_STRING)
            logical += stop - begin - 2
            depth += _noted(code, piece, begin, stop, end)
        elif kind == _NEWLINE and not depth:
            length = match.start(_NEWLINE) - logical
            if length > piece.longest:  # noqa: PLR1730 - a call of max for each token is slower
                piece.longest = length
            after = logical = match.end()
            first = _unindented(code, after, end)
            if first is None:
                continue
            if not _belongs(code, piece.anchor, head, first):
                piece.end = _border(code, match.end(_NEWLINE), after)
                piece = Piece(piece.end, end, first)
                pieces.append(piece)
            head = first
    piece.longest = max(piece.longest, end - logical)
    piece.closed = piece.closed and not depth
    return pieces


def comments(code: str) -> Iterator[tuple[int, int]]:
    """The places of all comments, in order; what looks like one inside a string is none."""
    lead = _skip_lead(code, 0, len(code))
    yield from _comments_in(code, 0, lead)
    for match in _TOKEN.finditer(code, lead):
        kind = match.lastindex
        if kind == _COMMENT:
            yield match.span(_COMMENT)
        elif kind == _NEWLINE and match.end() != match.end(_NEWLINE):
            yield from _comments_in(code, match.end(_NEWLINE), match.end())


def next_logical_line(code: str, start: int, end: int) -> int:
    """Where the logical line after the one at `start` begins (its indentation included)."""
    return _logical_line(code, start, end)[1]


def logical_lines(code: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The (start, end) of the logical lines from `start` on, without their line ends."""
    start = skip_lead(code, start, end)
    while start < end:
        stop, after = _logical_line(code, start, end)
        yield start, stop
        start = skip_lead(code, after, end)


def _logical_line(code: str, start: int, end: int) -> tuple[int, int]:
    """Where the logical line at `start` ends, and where the next one begins."""
    depth = 0
    for match in _TOKEN.finditer(code, start, end):
        kind = match.lastindex
        if kind == _OPEN:
            depth += 1
        elif kind == _CLOSE and depth:
            depth -= 1
        elif kind == _STRING:
            depth += _open_fields(code, *match.span(_STRING))
        elif kind == _NEWLINE and not depth:
            return match.start(_NEWLINE), match.end()
    return end, end


def skip_lead(code: str, start: int, end: int) -> int:
    """Where the first line that is neither blank nor a comment begins (its indentation included)."""
    match = _LEAD.match(code, start, end)
    return match.end() if match else start


def strings(code: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The places of all string literals, without their prefix."""
    for match in _TOKEN.finditer(code, start, end):
        if match.lastindex == _STRING:
            yield match.span(_STRING)


def untabbed(code: str) -> str:
    """The code with every tab in an indentation as one space.

    Python asks that indentations nest in the same way whether a tab is worth one column or eight, so this
    keeps the meaning of every program that Python accepts, and its length.
    """
    parts: list[str] = []
    done = 0
    at = skip_lead(code, 0, len(code))
    while at < len(code):
        indent = _INDENT.match(code, at)
        stop = indent.end() if indent else at
        parts += (code[done:at], code[at:stop].replace("\t", " "))
        done = stop
        at = next_logical_line(code, stop, len(code))
    parts.append(code[done:])
    return "".join(parts)


def without_strings(code: str, start: int, end: int) -> str:
    """The code with every string literal and comment emptied."""
    parts: list[str] = []
    done = start
    for match in _TOKEN.finditer(code, start, end):
        kind = match.lastindex
        if kind in {_STRING, _COMMENT}:
            parts += (code[done : match.start(kind)], '""' if kind == _STRING else "")
            done = match.end()
    parts.append(code[done:end])
    return "".join(parts)


def _skip_lead(code: str, start: int, end: int) -> int:
    first = skip_lead(code, start, end)
    column_zero = _FORM_FEED.match(code, first, end)
    return column_zero.end() if column_zero else first


def _unindented(code: str, after: int, end: int) -> int | None:
    """Where the first token of the line at `after` stands if the line is not indented."""
    if after >= end:
        return None
    if code[after] not in " \t\f#":
        return after
    column_zero = _FORM_FEED.match(code, after, end)
    return column_zero.end() if column_zero else None


def _noted(code: str, piece: Piece, start: int, stop: int, end: int) -> int:
    """Notes a string literal in its piece, and returns how many brackets it leaves open."""
    if stop - start > _LONG_STRING and code[start - 1] in "fFtTrR":
        piece.is_interpolated = True
    if stop == end and _open_string(code[start:stop]):
        piece.closed = False
    return _open_fields(code, start, stop)


def _open_fields(code: str, start: int, stop: int) -> int:
    """How many fields of an f-string go on after its line: `f"{` may, since Python 3.12."""
    if code[stop - 1] in "\"'" or code[start - 1] not in "fFtTrR":
        return 0
    return max(code.count("{", start, stop) - code.count("}", start, stop), 0)


def _belongs(code: str, anchor: int, head: int, first: int) -> bool:
    """Whether the line at `first` goes on with the statement at `anchor` (whose last unindented line is at `head`)."""
    if code[head] == "@":
        return True
    return bool(_CONTINUES.match(code, first) and _COMPOUND.match(code, anchor))


def _border(code: str, start: int, end: int) -> int:
    """Comments that are indented end the statement before them; the others lead the one after."""
    if code.find("#", start, end) < 0:
        return start
    for match in _INDENTED_COMMENT.finditer(code, start, end):
        start = match.end()
    return start


def _comments_in(code: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _COMMENT_LINE.finditer(code, start, end):
        yield match.span()


def _open_string(text: str) -> bool:
    quote = text[:3] if text[:3] in {'"""', "'''"} else text[:1]
    return len(text) < 2 * len(quote) or not text.endswith(quote)
