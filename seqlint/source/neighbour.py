"""A new item beside an old one: in the list that holds it, or as a statement like the one that adds it."""

from __future__ import annotations

import libcst as cst

from .edit import insert_item, insert_statement_after, insert_statement_before, remove_item
from .syntax import source_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .change import Edit
    from .syntax import Chunk


def put_before(chunk: Chunk, node: cst.CSTNode, text: str) -> Edit | None:
    """Puts an item before another one.

    Args:
        chunk: the piece of the document.
        node: an item of a list or tuple, an argument of `x.add(…)`, or that call.
        text: the item.

    Returns:
        The edit, `None` where the node stands elsewhere.
    """
    return _put(chunk, node, text, after=False)


def put_after(chunk: Chunk, node: cst.CSTNode, text: str) -> Edit | None:
    """Puts an item after another one; see `put_before`."""
    return _put(chunk, node, text, after=True)


def _put(chunk: Chunk, node: cst.CSTNode, text: str, *, after: bool) -> Edit | None:
    above = _above(chunk, node)
    if len(above) > 1 and isinstance(above[0], cst.Element) and isinstance(above[1], cst.List | cst.Tuple):
        index = next(index for index, each in enumerate(above[1].elements) if each is above[0])
        return insert_item(chunk, above[1], index + after, text)
    if isinstance(node, cst.Call) and _adds(node):
        return _statement(chunk, node, above, text, after=after)
    if len(above) > 1 and isinstance(above[0], cst.Arg) and isinstance(above[1], cst.Call) and _adds(above[1]):
        return _statement(chunk, above[1], above[2:], text, after=after)
    return None


def unpacked_into(chunk: Chunk, value: cst.CSTNode) -> tuple[cst.Name, ...]:
    """The names that an assignment unpacks a value into (`a, b = value`); none where it is not written so."""
    above = _above(chunk, value)
    statement = above[0] if above else None
    if not isinstance(statement, cst.Assign) or statement.value is not value or len(statement.targets) != 1:
        return ()
    target = statement.targets[0].target
    elements = target.elements if isinstance(target, (cst.Tuple, cst.List)) else ()
    names = tuple(element.value for element in elements if isinstance(element.value, cst.Name))
    return names if len(names) == len(elements) else ()


def _above(chunk: Chunk, node: cst.CSTNode) -> list[cst.CSTNode]:
    """The nodes around a node, the nearest first; none where it is not in the chunk."""
    return chunk.tree.path(node)[-2::-1]


def _adds(call: cst.Call) -> bool:
    return isinstance(call.func, cst.Attribute) and call.func.attr.value == "add" and len(call.args) == 1


def _statement(chunk: Chunk, call: cst.Call, above: list[cst.CSTNode], text: str, *, after: bool) -> Edit | None:
    assert isinstance(call.func, cst.Attribute)
    if len(above) < 2 or not isinstance(above[0], cst.Expr) or not isinstance(above[1], cst.SimpleStatementLine):
        return None
    if len(above[1].body) != 1:
        return None
    line = f"{source_of(chunk, call.func.value)}.add({text})"
    return (insert_statement_after if after else insert_statement_before)(chunk, above[1], line)


def taken_out(chunk: Chunk, node: cst.CSTNode) -> Edit | None:
    """Takes an item out of its list or tuple, or the statement that adds it; see `put_before` for the arguments."""
    above = _above(chunk, node)
    if len(above) > 1 and isinstance(above[0], cst.Element) and isinstance(above[1], cst.List | cst.Tuple):
        return remove_item(
            chunk, above[1], next(index for index, each in enumerate(above[1].elements) if each is above[0])
        )
    return None
