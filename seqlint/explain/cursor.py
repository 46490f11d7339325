"""What stands under the cursor: the nodes around an offset, with what the program knows of each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.source.syntax import chunk_at, locate, node_path
from seqlint.values.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seqlint.evaluate.program import CallRecord
    from seqlint.explain.facts import Facts
    from seqlint.source.span import Span
    from seqlint.source.syntax import Chunk


class Cursor(msgspec.Struct, frozen=True, eq=False):
    """One node of a path through the tree.

    Attributes:
        facts: the program.
        chunk: the top-level piece of the document.
        path: the nodes from the outermost to the leaf.
        index: which of them is meant.
    """

    facts: Facts
    chunk: Chunk
    path: tuple[Any, ...]
    index: int

    @property
    def node(self) -> Any:
        """The node."""
        return self.path[self.index]

    @property
    def kind(self) -> str:
        """The node's class."""
        return type(self.node).__name__

    @property
    def leaf(self) -> Any:
        """The innermost node at the offset."""
        return self.path[-1]

    def above(self, steps: int = 1) -> Cursor | None:
        """The node around this one."""
        return self.at(self.index - steps) if self.index >= steps else None

    def at(self, index: int) -> Cursor:
        """Another node of the path."""
        return Cursor(self.facts, self.chunk, self.path, index)

    def nearest(self, *kinds: str) -> Cursor | None:
        """The innermost node around this one (or this one) that is of one of these classes."""
        for index in range(self.index, -1, -1):
            if type(self.path[index]).__name__ in kinds:
                return self.at(index)
        return None

    def values(self, node: Any = None) -> list[Any]:
        """The values that a node had, in order of execution."""
        found: list[Any] = self.facts.program.values.get(self.node if node is None else node)
        return found

    def calls(self, node: Any = None) -> list[CallRecord]:
        """The executions of a call."""
        return self.facts.program.calls.get(self.node if node is None else node)

    def span(self, node: Any = None) -> Span:
        """Where a node stands."""
        return locate(self.chunk, self.node if node is None else node)

    def text(self, node: Any = None) -> str:
        """A node as it is written, on one line."""
        span = self.span(node)
        return " ".join(self.facts.document.text[span.start : span.end].split())

    def place(self, node: Any = None) -> Place:
        """The node as a place."""
        return Place(self.chunk, self.node if node is None else node)


_WORDS = frozenset({"Name", "Integer", "Float", "SimpleString", "FormattedStringText"})
_fields: dict[type, tuple[str, ...]] = {}


def parts(node: Any) -> Iterator[Any]:
    """The nodes inside a node that are not white space or brackets, faster than libcst gives them."""
    kind = type(node)
    if kind not in _fields:
        names: Iterable[str] = getattr(kind, "__dataclass_fields__", ())
        _fields[kind] = tuple(name for name in names if not _IS_RIM.search(name))
    for name in _fields[kind]:
        value = getattr(node, name)
        if isinstance(value, tuple | list):
            yield from value
        elif hasattr(type(value), "children"):
            yield value


_IS_RIM = re.compile(r"whitespace|pars?$|lines|comma|semicolon|brack|footer|header")


def leaves(facts: Facts, chunk: Chunk) -> Iterator[Cursor]:
    """The words and operators of a chunk, each with the nodes around it.

    Args:
        facts: the program.
        chunk: the top-level piece of the document.
    """
    pending: list[tuple[Any, ...]] = [(statement,) for statement in chunk.statements]
    while pending:
        path = pending.pop()
        kind = type(path[-1]).__name__
        is_operator = len(path) > 1 and type(path[-2]).__name__ == "BinaryOperation" and path[-1] is path[-2].operator
        if kind in _WORDS or is_operator:
            yield Cursor(facts, chunk, path, len(path) - 1)
        else:
            pending.extend((*path, inner) for inner in parts(path[-1]))


def cursor_at(facts: Facts, offset: int) -> Cursor | None:
    """The leaf at an offset; None where no statement stands or its text could not be read."""
    chunk = chunk_at(facts.analysis.syntax, offset)
    if chunk is None:
        return None
    path = node_path(chunk, offset)
    return Cursor(facts, chunk, path, len(path) - 1) if path else None
