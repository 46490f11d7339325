"""IPython's own syntax made harmless in place: same length, same lines, and Python can read it."""

from __future__ import annotations

import re

from .tokens import next_logical_line, skip_lead

_LINE = r"(?:[^\r\n\\]|\\(?!\r|\n)|\\(?:\r\n?|\n))*"
# At the start of a logical line none of these characters is Python, nor is a question mark at its end.
_MAGIC = re.compile(rf"([ \t]*)(?:[%!?,;/]{_LINE}|[^'\"#\r\n?]*[\w*][\])]*\?\??[ \t]*(?=[\r\n]|\Z))")
_TARGET = r"[ \t]*(?:[^'\"#\r\n=!%]|\[['\"][^'\"\r\n]*['\"]\])*[^'\"#\r\n=!%<>]=[ \t]*"
_ASSIGNED = re.compile(rf"({_TARGET})(?:!|%(?=[A-Za-z_]))(?!=){_LINE}")
_INDENT = re.compile(r"[ \t]*")
_CELL_MAGIC = re.compile(r"[ \t]*%%([A-Za-z_][\w.]*)")
_CANDIDATE = re.compile(r"(?:^|\r)[ \t]*[%!?,;/]|\?[ \t]*\r?$|=[ \t]*[!%][A-Za-z_.~/$({]", re.MULTILINE)
_NEWLINE = re.compile(r"(\r\n?|\n)")
_UNREADABLE = re.compile("[\ud800-\udfff\0]")
# The cell magics whose body runs as Python in the same namespace; all others hand it to something else.
_PYTHON_CELLS = frozenset(
    {"capture", "debug", "heat", "ipytest", "memit", "mprun", "prun", "scalene", "snakeviz", "time", "timeit", "wandb"}
)


def looks_magic(text: str) -> bool:
    """Whether some line could be IPython's own syntax (it may still be the inside of a string)."""
    return _CANDIDATE.search(text) is not None


def readable(text: str) -> str:
    """The text with NUL and half surrogates, which no parser takes, replaced."""
    return _UNREADABLE.sub("\ufffd", text)


def neutralise(text: str, *, cell: bool) -> str:
    """Python's view of a cell or script: magics, shell commands and help requests become comments.

    Args:
        text: the source.
        cell: whether the text is one whole notebook cell, so that `%%magic` on its first line rules all of it.

    Returns:
        A text of the same length with the same line ends.
    """
    text = readable(text)
    first = skip_lead(text, 0, len(text))
    found = _INDENT.match(text, first) if cell else None
    indent = found.group() if found else ""
    if not indent and not looks_magic(text):
        return text
    magic = _CELL_MAGIC.match(text, first) if cell else None
    if magic is not None and magic.group(1) not in _PYTHON_CELLS:
        return text[:first] + _blank(text[first:])
    start = first if cell else 0
    parts = [text[:start]]
    while start < len(text):
        if indent and text.startswith(indent, start):
            # A form feed sets the column back to zero: IPython takes the first line's indentation off all lines.
            start += len(indent)
            parts.append(indent[:-1] + "\f")
        line, start = _line(text, start)
        parts.append(line)
    return "".join(parts)


def _line(text: str, start: int) -> tuple[str, int]:
    """One logical line, made harmless, and where the next one starts."""
    for pattern, harmless in ((_MAGIC, _statement), (_ASSIGNED, _value)):
        match = pattern.match(text, start)
        if match is not None:
            left = match.group(1)
            end = next_logical_line(text, match.end(), len(text))
            return left + harmless(text[start + len(left) : match.end()]) + text[match.end() : end], end
    end = next_logical_line(text, start, len(text))
    return text[start:end], end


def _statement(magic: str) -> str:
    first, *rest = _NEWLINE.split(magic)
    return _padded("pass" if len(first) >= 4 else "0", first) + _blank("".join(rest))


def _value(magic: str) -> str:
    first, *rest = _NEWLINE.split(magic)
    return _padded("..." if len(first) >= 3 else "_", first) + _blank("".join(rest))


def _padded(code: str, line: str) -> str:
    rest = line[len(code) :]
    return code + ("#" + rest[1:] if rest else "")


def _blank(text: str) -> str:
    """Every line as a comment."""
    parts = _NEWLINE.split(text)
    return "".join(part if index % 2 or not part else "#" + part[1:] for index, part in enumerate(parts))
