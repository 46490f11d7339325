"""A long statement read again after an edit inside it: only the inner statements that changed are parsed."""

from __future__ import annotations

from typing import Any

import libcst as cst
import msgspec

from .logical import CLAUSES, Lines, clauses, head, lines_of
from .unchecked import unchecked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST = 300
"""Statements shorter than this are parsed anew."""


class _Block(msgspec.Struct):
    """A block that holds all that changed.

    Attributes:
        path: the nodes from the statement to the block.
        first, last: its statements that changed, `last` not included.
        start, stop: their lines.
        indent: how far they are indented.
    """

    path: tuple[cst.CSTNode, ...]
    first: int
    last: int
    start: int
    stop: int
    indent: str


def splice(
    statement: cst.BaseCompoundStatement, old: str, new: str, indent: str, newline: str
) -> cst.BaseCompoundStatement | None:
    """The tree of a text that differs from an earlier one inside one block.

    Args:
        statement: the tree of the old text.
        old: the old text, from the statement's leading comments on.
        new: the new text.
        indent: the indentation that the tree takes for granted.
        newline: the line end that it takes for granted.

    Returns:
        The new statement, which shares with the old one what did not change; None where it has to be parsed anew.
    """
    if "\f" in old or "\f" in new or "\t" in indent:
        return None
    before, after = Lines(old), Lines(new)
    if before.rest != after.rest or lines_of(statement) != len(before.pieces):
        return None
    start, stop = _changed(before.pieces, after.pieces)
    block = _block(statement, before, start, stop, indent)
    if block is None:
        return None
    grown = len(after.pieces) - len(before.pieces)
    text = new[after.starts[block.start] : after.starts[block.stop + grown]]
    fresh = _parsed(text, indent, newline, block.indent)
    return None if fresh is None else _rebuilt(block, fresh)


def _changed(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """The lines of the old text that changed, at least one where lines were added."""
    shorter = min(len(old), len(new))
    start = next((index for index in range(shorter) if old[index] != new[index]), shorter)
    end = next((index for index in range(shorter - start) if old[-1 - index] != new[-1 - index]), shorter - start)
    stop = len(old) - end
    if stop == start or len(new) - end == start:
        start = max(start - 1, 0)
    return start, stop


def _block(node: cst.CSTNode, lines: Lines, start: int, stop: int, indent: str) -> _Block | None:
    """The innermost block whose statements hold the lines."""
    found: _Block | None = None
    path: tuple[cst.CSTNode, ...] = ()
    at = 0
    inner: cst.CSTNode | None = node
    while inner is not None:
        path = (*path, inner)
        if isinstance(inner, cst.IndentedBlock):
            block = _statements(path, inner, at, lines, start, stop, indent)
            if block is None:
                return found
            found = block
            if block.last - block.first > 1:
                return found
            inner, at = inner.body[block.first], block.start
            continue
        at += head(inner)
        following = inner
        inner = None
        for part in clauses(following):
            size = lines_of(part)
            if at <= start and stop <= at + size:
                inner = part
                break
            at += size
    return found


def _statements(
    path: tuple[cst.CSTNode, ...],
    block: cst.IndentedBlock,
    at: int,
    lines: Lines,
    start: int,
    stop: int,
    indent: str,
) -> _Block | None:
    """The statements of a block that hold the lines, and the neighbours with which they share comments."""
    borders = [at]
    for statement in block.body:
        borders.append(borders[-1] + lines_of(statement))
    if not borders[0] <= start < stop <= borders[-1]:
        return None
    first = next(index for index in range(len(block.body)) if start < borders[index + 1])
    last = next(index for index in range(1, len(borders)) if stop <= borders[index])
    while first > 0 and lines.leads[borders[first]]:
        first -= 1
    while last < len(block.body) and lines.leads[borders[last]]:
        last += 1
    if last == len(block.body) and not _ends_cleanly(lines, borders[last]):
        return None
    deep = "".join(
        (indent if each.indent is None else each.indent) for each in path if isinstance(each, cst.IndentedBlock)
    )
    return _Block(path, first, last, borders[first], borders[last], deep)


def _ends_cleanly(lines: Lines, stop: int) -> bool:
    """Whether no comment follows a block that may belong to it, or to what stands at its end."""
    if stop < len(lines.pieces):
        return not lines.leads[stop]
    return "#" not in lines.rest and lines.pieces[-1].endswith(("\n", "\r"))


def _parsed(text: str, indent: str, newline: str, deep: str) -> Sequence[Any] | None:
    """Statements of one block, parsed; None where they are none, or not of one block with that indentation."""
    wrapper = f"if 1:{newline}{indent}pass{newline}if 1:{newline}"
    try:
        with unchecked():
            module = cst.parse_module(wrapper + text)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - a panic inside libcst's native parser is no Exception
        return None
    if len(module.body) != 2 or module.default_indent != indent or module.default_newline != newline or module.footer:
        return None
    block = getattr(module.body[1], "body", None)
    if not isinstance(block, cst.IndentedBlock) or block.footer or getattr(module.body[1], "orelse", None):
        return None
    if (indent if block.indent is None else block.indent) != deep:
        return None
    return block.body


def _rebuilt(block: _Block, fresh: Sequence[Any]) -> cst.BaseCompoundStatement:
    """The statement with other statements in a block."""
    inner = block.path[-1]
    assert isinstance(inner, cst.IndentedBlock)
    body = [*inner.body[: block.first], *fresh, *inner.body[block.last :]]
    with unchecked():
        new: Any = inner.with_changes(body=body)
        for outer, old in zip(reversed(block.path[:-1]), reversed(block.path[1:]), strict=True):
            new = _with_part(outer, old, new)
    found: cst.BaseCompoundStatement = new
    return found


def _with_part(outer: cst.CSTNode, old: cst.CSTNode, new: cst.CSTNode) -> cst.CSTNode:
    if isinstance(outer, cst.IndentedBlock):
        return outer.with_changes(body=[new if each is old else each for each in outer.body])
    for name in CLAUSES:
        part: Any = getattr(outer, name, None)
        if part is old:
            return outer.with_changes(**{name: new})
        if isinstance(part, (list, tuple)) and any(each is old for each in part):
            return outer.with_changes(**{name: [new if each is old else each for each in part]})
    raise AssertionError("a block lies in its statement")
