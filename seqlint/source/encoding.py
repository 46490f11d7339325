"""Bytes to text and back, as Python reads its own sources: BOM, coding cookie, else UTF-8."""

from __future__ import annotations

import re

from .error import SourceError

_BOM = b"\xef\xbb\xbf"
_COOKIE = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BLANK = re.compile(rb"[ \t\f]*(?:#[^\r\n]*)?\Z")
_LINE_END = re.compile(rb"\r\n?|\n")
_WIDE_BOMS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def decode(data: bytes, path: str) -> tuple[str, str, bool]:
    """The text of a Python source, the name of its encoding, and whether a BOM led it.

    Args:
        data: the file's bytes.
        path: the file's name for messages.

    Raises:
        SourceError: the bytes are no Python text; says where and what to do.
    """
    refuse_binary(data, path)
    bom = data.startswith(_BOM)
    body = data[3:] if bom else data
    encoding, row = _declared(body)
    if encoding is None:
        encoding = "utf-8"
    elif bom and _normal(encoding) != "utf-8":
        raise SourceError(
            f"{path} starts with a UTF-8 mark but says {encoding}: write utf-8 in its coding line.", row, 1
        )
    return _text(body, encoding, path, row), encoding, bom


def encode(text: str, encoding: str, bom: bool, path: str) -> bytes:
    """The bytes of a text in the encoding of its file.

    Raises:
        SourceError: the encoding has no bytes for some character of the text.
    """
    try:
        body = text.encode(encoding)
    except UnicodeEncodeError as error:
        char = text[error.start]
        message = f"{path} is written in {encoding}, which has no {char!r}: save the file as UTF-8 first."
        raise SourceError(message) from None
    return _BOM + body if bom else body


def refuse_binary(data: bytes, path: str) -> None:
    """Refuses what no text file holds.

    Raises:
        SourceError: the bytes are wide text or binary.
    """
    for mark, name in _WIDE_BOMS:
        if data.startswith(mark):
            raise SourceError(f"{path} is {name} text, which Python does not read: save it as UTF-8.", 1, 1)
    at = data.find(b"\0")
    if at < 0:
        return
    row, column = _place(data, at)
    if data[:2].count(0) == 1 and data[:64].count(0) > len(data[:64]) // 3:
        raise SourceError(f"{path} is UTF-16 text, which Python does not read: save it as UTF-8.", 1, 1)
    what = f"{path} holds a NUL byte at row {row}, column {column}"
    raise SourceError(f"{what}: it is a binary file or damaged, not Python source.", row, column)


def _declared(body: bytes) -> tuple[str | None, int | None]:
    """The encoding that one of the first two lines names, and its row."""
    start = 0
    for row in (1, 2):
        end = _LINE_END.search(body, start)
        line = body[start : end.start() if end else len(body)]
        found = _COOKIE.match(line)
        if found:
            return found.group(1).decode("ascii", "replace"), row
        if not _BLANK.match(line) or end is None:
            break
        start = end.end()
    return None, None


def _text(body: bytes, encoding: str, path: str, row: int | None) -> str:
    import codecs

    try:
        known = codecs.lookup(encoding)
    except (LookupError, ValueError):
        known = None
    if known is None or not getattr(known, "_is_text_encoding", True):
        message = (
            f"{path} declares the encoding {encoding}, which Python does not know: write utf-8 in its coding line."
        )
        raise SourceError(message, row, 1)
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        at_row, column = _place(body, error.start)
        byte = f"0x{body[error.start]:02x}" if error.start < len(body) else "the end"
        what = f"{path} is not {encoding.upper()}: {byte} at row {at_row}, column {column} does not fit"
        cure = "Save it as UTF-8, or name its encoding in the first line: # -*- coding: latin-1 -*-"
        raise SourceError(f"{what}. {cure}", at_row, column) from None
    except (UnicodeError, ValueError) as error:
        raise SourceError(f"{path} cannot be read as {encoding}: {error}. Save it as UTF-8.", row, 1) from None


def _normal(encoding: str) -> str:
    name = encoding.lower().replace("_", "-")
    return "utf-8" if name in {"utf-8", "utf8", "utf-8-sig"} or name.startswith("utf-8-") else name


def _place(data: bytes, at: int) -> tuple[int, int]:
    """The 1-based row and column (in characters as UTF-8 sees them) of a byte."""
    before = data[:at]
    ends = list(_LINE_END.finditer(before))
    start = ends[-1].end() if ends else 0
    return len(ends) + 1, len(before[start:].decode("utf-8", "replace")) + 1
