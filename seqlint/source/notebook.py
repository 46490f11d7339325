"""The JSON of a notebook: its code cells out, new sources in, every other byte as it was."""

from __future__ import annotations

import re

import msgspec

from .error import SourceError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SPACE = re.compile(r"[ \t\r\n]*")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_PYTHON = frozenset({"python", "ipython", "python2", "python3", "ipython2", "ipython3"})


def decode_json(data: bytes, path: str) -> tuple[str, str, bool]:
    """The JSON text of a notebook file, its encoding and whether a BOM led it.

    Raises:
        SourceError: the bytes are not text.
    """
    from .encoding import refuse_binary

    bom = data.startswith(b"\xef\xbb\xbf")
    refuse_binary(data, path)
    body = data[3:] if bom else data
    try:
        return body.decode("utf-8"), "utf-8", bom
    except UnicodeDecodeError as error:
        before = body[: error.start]
        row = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        message = (
            f"{path} is not UTF-8 at row {row}, column {column}: notebooks are JSON in UTF-8. Save it again as UTF-8."
        )
        raise SourceError(message, row, column) from None


def code_cells(raw: str, path: str) -> tuple[list[tuple[int, str, str | None]], str]:
    """The (number over all cells, source, id) of each code cell, and the language of the code.

    Raises:
        SourceError: the text is no notebook; says where it breaks.
    """
    notebook = _load(raw, path)
    if not isinstance(notebook, dict):
        raise SourceError(f"{path} is not a notebook: its JSON holds {_kind(notebook)}, not an object.", 1, 1)
    language = _language(notebook)
    if language != "python":
        return [], language
    found = []
    for index, cell in enumerate(_cells(notebook, path), 1):
        if not isinstance(cell, dict):
            raise SourceError(f"{path} is a broken notebook: cell {index} is {_kind(cell)}, not an object.")
        if cell.get("cell_type") != "code" or str(cell.get("language", "python")).lower() not in _PYTHON:
            continue
        identifier = cell.get("id")
        found.append((index, _source(cell, index, path), identifier if isinstance(identifier, str) else None))
    return found, language


def replace_sources(raw: str, sources: Mapping[int, str], path: str) -> str:
    """The notebook's JSON with new sources for some cells, by their number over all cells.

    Raises:
        SourceError: a cell is not where it was.
    """
    parts: list[str] = []
    done = 0
    places = dict(enumerate(_source_places(raw), 1))
    ascii_only = raw.isascii() and re.search(r"\\u(?!00[0-7])[0-9a-fA-F]{4}", raw) is not None
    for index in sorted(sources):
        place = places.get(index)
        if place is None:
            raise SourceError(f"{path} has no source in cell {index}: read it again.")
        start, end = place
        parts += (raw[done:start], _restyled(raw[start:end], sources[index], ascii_only=ascii_only))
        done = end
    parts.append(raw[done:])
    return "".join(parts)


def _load(raw: str, path: str) -> object:
    if not raw.strip():
        raise SourceError(f"{path} is empty: a notebook is JSON. Save it again in Jupyter.", 1, 1)
    try:
        return msgspec.json.decode(raw.encode("utf-8", "surrogatepass"))
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        pass
    # The standard library takes NaN and half surrogates, as Jupyter does, and knows rows.
    import json

    try:
        value: object = json.loads(raw)
    except json.JSONDecodeError as error:
        at = f"row {error.lineno}, column {error.colno}"
        message = f"{path} is broken JSON at {at}: {error.msg}. Open it in Jupyter, or restore it from version control."
        raise SourceError(message, error.lineno, error.colno) from None
    except RecursionError:
        raise SourceError(f"{path} is nested too deeply to be a notebook.", 1, 1) from None
    return value


def _language(notebook: Mapping[str, object]) -> str:
    metadata = notebook.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    for key, field in (("language_info", "name"), ("kernelspec", "language")):
        info = metadata.get(key)
        name = info.get(field) if isinstance(info, dict) else None
        if isinstance(name, str) and name:
            return "python" if name.lower() in _PYTHON else name.lower()
    return "python"


def _cells(notebook: Mapping[str, object], path: str) -> list[object]:
    """All cells: those of nbformat 4, or those of the worksheets of nbformat 3, in a row."""
    if "cells" not in notebook and isinstance(sheets := notebook.get("worksheets"), list):
        cells: list[object] = []
        for sheet in sheets:
            inside = sheet.get("cells", []) if isinstance(sheet, dict) else None
            if not isinstance(inside, list):
                raise SourceError(f"{path} is a broken notebook: a worksheet has no list of cells.")
            cells += inside
        return cells
    found = notebook.get("cells", [])
    if not isinstance(found, list):
        raise SourceError(f"{path} is a broken notebook: its cells are {_kind(found)}, not a list.")
    return found


def _source(cell: Mapping[str, object], index: int, path: str) -> str:
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, str):
        return source
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    raise SourceError(f"{path} is a broken notebook: the source of cell {index} is {_kind(source)}, not text.")


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list of other things", str: "text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def _source_places(raw: str) -> Iterator[tuple[int, int] | None]:
    """Where the source of each cell stands in the JSON; `None` for a cell without one."""
    top = {key: start for key, start, _ in _members(raw, _skip(raw, 0))}
    if "cells" in top:
        lists = [top["cells"]]
    else:
        sheets = [start for start, _ in _items(raw, top["worksheets"])] if "worksheets" in top else []
        lists = [start for sheet in sheets for key, start, _ in _members(raw, sheet) if key == "cells"]
    for cells in lists:
        for cell, _ in _items(raw, cells):
            members = {key: (start, end) for key, start, end in _members(raw, cell)}
            yield members.get("source", members.get("input"))


def _members(raw: str, at: int) -> Iterator[tuple[str, int, int]]:
    """The (key, value start, value end) of the JSON object at an offset."""
    at = _skip(raw, at + 1)
    while raw[at] == '"':
        end = _value_end(raw, at)
        key = msgspec.json.decode(raw[at:end])
        at = end
        start = _skip(raw, _skip(raw, at) + 1)
        end = _value_end(raw, start)
        yield key, start, end
        at = _skip(raw, end)
        if raw[at] != ",":
            return
        at = _skip(raw, at + 1)


def _items(raw: str, at: int) -> Iterator[tuple[int, int]]:
    """The (start, end) of the items of the JSON list at an offset."""
    at = _skip(raw, at + 1)
    while raw[at] != "]":
        end = _value_end(raw, at)
        yield at, end
        at = _skip(raw, end)
        if raw[at] == ",":
            at = _skip(raw, at + 1)


def _value_end(raw: str, start: int) -> int:
    from json import JSONDecoder

    return JSONDecoder().raw_decode(raw, start)[1]


def _skip(raw: str, at: int) -> int:
    match = _SPACE.match(raw, at)
    return match.end() if match else at


def _restyled(old: str, source: str, *, ascii_only: bool) -> str:
    """A new source written as the old one was: text or list of lines, its indentation, its escapes."""
    from json import dumps, loads

    if not old.startswith("["):
        return dumps(source, ensure_ascii=ascii_only)
    kept = {loads(old[start:end]): old[start:end] for start, end in _items(old, 0)}
    lines = [kept.get(line) or dumps(line, ensure_ascii=ascii_only) for line in _LINES.findall(source)]
    if not lines:
        return "[]"
    places = list(_items(old, 0))
    if not places:
        return "[" + ", ".join(lines) + "]"
    opening, closing = old[: places[0][0]], old[places[-1][1] :]
    between = old[places[0][1] : places[1][0]] if len(places) > 1 else "," + (opening[1:] or " ")
    return opening + between.join(lines) + closing
