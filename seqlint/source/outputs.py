"""What a notebook's file keeps of its last run: what each cell printed and gave, and the summaries among it."""

from __future__ import annotations

import re
from itertools import islice

import msgspec

from .error import SourceError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .document import Document

MOST_TEXT = 200_000
"""Characters of one cell's output that are looked at."""

MOST_BYTES = 30_000_000
"""Size of a notebook file that is read again for its outputs."""


class Saved(msgspec.Struct, frozen=True):
    """The outputs of one cell.

    Attributes:
        printed: what it wrote to standard output.
        result: its last expression's text; empty without one.
        count: in which place of the run it was executed; None if it was not.
    """

    printed: str = ""
    result: str = ""
    count: int | None = None


class Row(msgspec.Struct, frozen=True):
    """One layer in a printed summary.

    Attributes:
        name, kind: the layer's name and class.
        shape: what goes out, None for an open axis; None for what the table does not show as one shape.
        parameters: how many; None where it says nothing.
    """

    name: str
    kind: str
    shape: tuple[int | None, ...] | None
    parameters: int | None


class Summary(msgspec.Struct, frozen=True):
    """A printed `model.summary()`: its rows, and the parameters in total."""

    rows: tuple[Row, ...]
    total: int | None


def saved(document: Document) -> dict[int, Saved]:
    """The outputs of a notebook's cells by their number; nothing for what is no notebook or cannot be read.

    Of a notebook that is open in an editor the file on disk is asked: for cells whose source is still the same.
    """
    raw = document.raw
    if raw is None and document.cells:
        raw = _on_disk(document.path)
    if raw is None:
        return {}
    try:
        notebook = msgspec.json.decode(raw.encode("utf-8", "surrogatepass"))
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return {}
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    found: dict[int, Saved] = {}
    for index, cell in enumerate(cells if isinstance(cells, list) else (), 1):
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            here = document.cell(index)
            if here is not None and document.text[here.start : here.end] == _text(cell.get("source")):
                found[index] = _outputs(cell)
    return found


def _on_disk(path: str) -> str | None:
    import os

    from .document import read

    try:
        if not os.path.isfile(path) or os.path.getsize(path) > MOST_BYTES:
            return None
        return read(path).raw
    except (SourceError, OSError):
        return None


def _outputs(cell: dict[str, object]) -> Saved:
    printed: list[str] = []
    result = ""
    outputs = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else ():
        if not isinstance(output, dict):
            continue
        if output.get("output_type") == "stream" and output.get("name", "stdout") == "stdout":
            printed.append(_text(output.get("text")))
        data = output.get("data")
        plain = _text(data.get("text/plain")) if isinstance(data, dict) else ""
        if output.get("output_type") == "execute_result":
            result = plain
        elif plain:
            printed.append(plain + "\n")
    count = cell.get("execution_count")
    return Saved(
        "".join(printed)[:MOST_TEXT], result[:MOST_TEXT], count if isinstance(count, int) and count > 0 else None
    )


def _text(value: object) -> str:
    if isinstance(value, list):
        return "".join(line for line in value if isinstance(line, str))
    return value if isinstance(value, str) else ""


_SHAPE = re.compile(r"\((?:None|\d+),\)|\((?:None|\d+)(?:, (?:None|\d+))+,?\)")
_NUMBER = re.compile(r"\d[\d,]*")
_LAYER = re.compile(r"(\S+)\s*\(([A-Za-z_]\w*)\)?")
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_OPTIMIZER = re.compile(r"\s*Optimizer params: ([\d,]+)")
_END = re.compile(r"\s*Total params: ([\d,]+)")


def shapes_in(text: str) -> list[tuple[int | None, ...]]:
    """The shapes that a text shows, in order."""
    return [_shape(match.group()) for match in _SHAPE.finditer(text)]


def _shape(text: str) -> tuple[int | None, ...]:
    return tuple(None if size == "None" else int(size) for size in re.findall(r"None|\d+", text))


def summaries(text: str) -> list[Summary]:
    """The tables of `model.summary()` in a text; those of models that are no plain stack are left out."""
    found: list[Summary] = []
    lines = iter(_ANSI.sub("", text).splitlines())
    for line in lines:
        if "Layer (type)" in line and "Output Shape" in line and "Param" in line:
            summary = _table(line, lines)
            if summary is not None:
                found.append(summary)
    return found


def _table(head: str, lines: Iterator[str]) -> Summary | None:
    boxed = "┃" in head or "│" in head
    ends = (head.index("Output Shape"), head.index("Param"))
    plain = "Connected to" not in head
    rows: list[list[str]] = []
    for line in lines:
        end = _END.match(line)
        if end is not None:
            made = tuple(map(_row, rows))
            total = int(end.group(1).replace(",", "")) - _of_optimizer(lines)
            return Summary(made, total) if plain and all(row.kind for row in made) else None
        cells = _boxed(line) if boxed else _columns(line, ends)
        if cells is None:
            continue
        if cells[1] or cells[2] or not rows:
            rows.append(cells)
        else:
            rows[-1][0] += cells[0]
    return None


def _of_optimizer(lines: Iterator[str]) -> int:
    """The numbers of the optimizer, which Keras 3 counts in with a compiled model's."""
    for line in islice(lines, 10):
        found = _OPTIMIZER.match(line)
        if found is not None:
            return int(found.group(1).replace(",", ""))
        if line.startswith(("_", "Model:")):
            break
    return 0


def _boxed(line: str) -> list[str] | None:
    cells = [cell.strip() for cell in line.strip().strip("│┃").split("│")]
    return cells if len(cells) == 3 else None


def _columns(line: str, ends: tuple[int, int]) -> list[str] | None:
    if not line.strip(" _=─━"):
        return None
    return [line[: ends[0]].strip(), line[ends[0] : ends[1]].strip(), line[ends[1] :].strip()]


def _row(cells: list[str]) -> Row:
    layer = _LAYER.match(cells[0])
    shape = _SHAPE.search(cells[1])
    number = _NUMBER.match(cells[2])
    whole = shape is not None and shape.group() == cells[1].strip("[]")
    return Row(
        layer[1] if layer else cells[0],
        layer[2] if layer else "",
        _shape(shape.group()) if shape is not None and whole else None,
        int(number.group().replace(",", "")) if number is not None and "unbuilt" not in cells[2] else None,
    )
