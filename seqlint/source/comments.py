"""`# seqlint:` comments: what they say, which lines they rule, how to add and remove them."""

from __future__ import annotations

import re
from bisect import bisect_left

import msgspec

from .change import Edit
from .span import Span
from .tokens import comments, logical_lines, skip_lead, strings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from .document import Document
    from .syntax import Chunk

    Kind = Literal["ignore", "disable", "enable", "ignore-file"]

_DIRECTIVE = re.compile(
    r"#[ \t]*seqlint:[ \t]*(ignore-file|ignore|disable|enable)(?![\w-])[ \t]*(?:(\[[^\]#\r\n]*\])|(?!\[))([^#\r\n]*)"
)
_CODE = re.compile(r"[^\s,\[\]]+")


class Directive(msgspec.Struct, frozen=True):
    """One `# seqlint:` comment.

    Attributes:
        kind: `"ignore"`, `"disable"`, `"enable"` or `"ignore-file"`.
        span: its part of the comment, from the `#` to the end of its reason.
        codes: each code or name with its place; empty means all rules.
        reason: what stands after the brackets.
        lines: the first and last document row that it rules (rows count from 1 through all cells).
        ends: for `disable`, the last row for each of `codes`.
        whole: what goes when the directive goes: its white space, or its whole line.
    """

    kind: Kind
    span: Span
    codes: tuple[tuple[str, Span], ...]
    reason: str
    lines: tuple[int, int]
    ends: tuple[int, ...]
    whole: Span


def read(document: Document) -> list[Directive]:
    """The `# seqlint:` comments of a document, in order; what stands in strings is none."""
    if "seqlint:" not in document.text:
        return []
    found = [
        _directive(document, match, start, end)
        for start, end in comments(document.code)
        for match in _DIRECTIVE.finditer(document.code, start, end)
        if match.group(2) is None or _CODE.search(match.group(2))
    ]
    enables = [directive for directive in found if directive.kind == "enable"]
    return [_with_range(document, directive, enables) for directive in found]


def remove(directive: Directive) -> Edit:
    """Takes a directive out, with its line where nothing else stands on it."""
    return Edit(directive.whole.start, directive.whole.end, "")


def remove_code(directive: Directive, code: str) -> Edit:
    """Takes one code (as it is written there) out of a directive; the last one takes the directive along."""
    spans = [span for _, span in directive.codes]
    index = next((index for index, (name, _) in enumerate(directive.codes) if name == code), None)
    if index is None or len(spans) == 1:
        return remove(directive)
    if index:
        return Edit(spans[index - 1].end, spans[index].end, "")
    return Edit(spans[0].start, spans[1].start, "")


def insert_ignore(document: Document, offset: int, code: str) -> Edit:
    """Ignores a rule at the line of an offset: in the comment that is there, or in a new one.

    Where the line ends inside a string or in a backslash, the comment goes to the end of the statement.
    """
    lines = document.lines
    row = _comment_row(document, offset)
    for directive in read(document):
        if directive.kind == "ignore" and directive.codes and lines.row(directive.span.start) == row:
            end = directive.codes[-1][1].end
            return Edit(end, end, f", {code}")
    line = lines.line(row)
    end = line.start + len(document.text[line.start : line.end].rstrip())
    return Edit(end, line.end, f"  # seqlint: ignore[{code}]")


def statement_rows(chunk: Chunk) -> list[tuple[int, int]]:
    """The (first, last) document row of each logical line of a chunk: of each statement or its head."""
    lines = chunk.document.lines
    code = chunk.document.code
    return [(lines.row(start), lines.row(stop)) for start, stop in logical_lines(code, chunk.anchor, chunk.end)]


def _directive(document: Document, match: re.Match[str], start: int, end: int) -> Directive:
    brackets = match.group(2)
    codes: tuple[tuple[str, Span], ...] = ()
    if brackets:
        codes = tuple((code.group(), Span(*code.span())) for code in _CODE.finditer(document.code, *match.span(2)))
    span = Span(match.start(), match.start() + len(match.group().rstrip()))
    row = document.lines.row(span.start)
    return Directive(
        kind=match.group(1),  # type: ignore[arg-type]  # the pattern matches these four words only
        span=span,
        codes=codes,
        reason=match.group(3).strip(" \t:-"),
        lines=(row, row),
        ends=(row,) * len(codes),
        whole=_whole(document, span, start, end),
    )


def _whole(document: Document, span: Span, start: int, end: int) -> Span:
    """What goes with a directive that stands in the comment from `start` to `end`."""
    text = document.text
    line = document.lines.line(document.lines.row(start))
    if span.start > start:
        return Span(span.start - (len(text[start : span.start]) - len(text[start : span.start].rstrip())), span.end)
    if text[span.end : end].strip():
        return Span(span.start, end - len(text[span.end : end].lstrip()))
    before = text[line.start : start]
    if before.strip():
        return Span(line.start + len(before.rstrip()), line.end)
    starts = document.lines.starts
    row = document.lines.row(start)
    return Span(line.start, starts[row] if row < len(starts) else line.end)


def _with_range(document: Document, directive: Directive, enables: Sequence[Directive]) -> Directive:
    row = directive.lines[0]
    last_row = document.lines.row(len(document.text))
    if directive.kind == "ignore-file":
        return msgspec.structs.replace(directive, lines=(1, last_row))
    if directive.kind == "ignore" and own_line(document, directive.span.start):
        return msgspec.structs.replace(directive, lines=(row, _next_code_row(document, row)))
    if directive.kind != "disable":
        return directive
    block_end = _block_end(document, directive.span.start)
    later = [other for other in enables if row <= other.lines[0] <= block_end]
    ends = tuple(
        next((other.lines[0] for other in later if not other.codes or code in dict(other.codes)), block_end)
        for code, _ in directive.codes
    )
    last = max(ends) if ends else next((other.lines[0] for other in later if not other.codes), block_end)
    return msgspec.structs.replace(directive, lines=(row, last), ends=ends)


def own_line(document: Document, offset: int) -> bool:
    """Whether nothing but white space stands before an offset on its line."""
    line = document.lines.line(document.lines.row(offset))
    return not document.text[line.start : offset].strip()


def _next_code_row(document: Document, row: int) -> int:
    """The row after a comment and the comments that follow it directly, inside its cell."""
    lines = document.lines
    last = len(lines.starts)
    cell = document.cell_at(lines.starts[row - 1])
    if cell is not None:
        last = lines.row(cell.end)
    following = row + 1
    while following < last and _line_text(document, following).startswith("#"):
        following += 1
    return min(following, last)


def _block_end(document: Document, offset: int) -> int:
    """The last row of the block that a comment on its own line stands in."""
    lines = document.lines
    row = lines.row(offset)
    last = lines.row(len(document.text))
    column = offset - lines.starts[row - 1]
    if not column or not own_line(document, offset):
        return last
    at = skip_lead(document.code, offset, len(document.code))
    for start, _ in logical_lines(document.code, at, len(document.code)):
        first = lines.row(start)
        text = document.code[lines.starts[first - 1] : lines.line_end(first)]
        if len(text) - len(text.lstrip()) < column:
            return first - 1
    return last


def _comment_row(document: Document, offset: int) -> int:
    """The row where a comment about an offset can stand."""
    lines = document.lines
    row = lines.row(offset)
    spans = [(start, end) for start, end in strings(document.code, 0, len(document.code)) if end > offset]
    last = len(lines.starts)
    while row < last:
        end = lines.line_end(row)
        at = bisect_left([stop for _, stop in spans], end + 1)
        in_string = at < len(spans) and spans[at][0] < end
        if not in_string and not document.code[:end].endswith("\\"):
            break
        row += 1
    return row


def _line_text(document: Document, row: int) -> str:
    line = document.lines.line(row)
    return document.text[line.start : line.end].strip()
