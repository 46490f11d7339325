"""What was read from the text of one chunk: its statements, and where their nodes stand."""

from __future__ import annotations

import libcst as cst

from .logical import Lines
from .nodes import owners
from .places import Places, places_inside, places_of_line
from .splice import splice
from .stack import with_large_stack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .places import Spans

    Statement = cst.SimpleStatementLine | cst.BaseCompoundStatement

# Characters of a statement of which all nodes are placed when the place of one is asked for.
SMALL = 200
# How many places of a statement are worked out one by one before all of them are.
SINGLE = 24


class Tree:
    """What was read from the text of one chunk; belongs to one chunk of a syntax, wherever that moves.

    Attributes:
        statements: the statements; none where the text was not read.
        problem: Python's complaint as (start, end, message), offsets from the chunk's start.
        unread: why a text was not read though Python may well read it.
    """

    __slots__ = (
        "_asked",
        "_indent",
        "_lines",
        "_newline",
        "_owners",
        "_parts",
        "_places",
        "problem",
        "statements",
        "unread",
    )

    def __init__(
        self,
        statements: Sequence[Statement] = (),
        module: cst.Module | None = None,
        problem: tuple[int, int, str] | None = None,
        unread: str | None = None,
    ) -> None:
        self.statements = statements
        self.problem = problem
        self.unread = unread
        self._indent = module.default_indent if module else "    "
        self._newline = module.default_newline if module else "\n"
        self._places: Places | None = None
        self._parts: tuple[Spans, Spans] = ({}, {})
        self._lines: Lines | None = None
        self._asked = 0
        self._owners: dict[int, cst.CSTNode] | None = None

    def spliced(self, old: str, new: str) -> Tree | None:
        """The tree of a text that differs inside one block from the text of this one."""
        if len(self.statements) != 1 or not isinstance(self.statements[0], cst.BaseCompoundStatement):
            return None
        statement = splice(self.statements[0], old, new, self._indent, self._newline)
        if statement is None:
            return None
        tree = Tree([statement])
        tree._indent, tree._newline = self._indent, self._newline
        return tree

    def spot(self, node: cst.CSTNode, text: str, *, whole: bool = False) -> tuple[int, int] | None:
        """The offsets of one node, counted from the first token; of the whole tree only where there is no other way.

        Args:
            node: the node.
            text: the chunk's code from its first token on.
            whole: whether what the node owns counts (parentheses, white space).
        """
        spans, extents = self._parts
        if self._places is not None:
            spans, extents = self._places.spans, self._places.extents
        elif id(node) not in spans and not self._found(node, text):
            places = self.places(text)
            spans, extents = places.spans, places.extents
        return extents.get(id(node), spans.get(id(node))) if whole else spans.get(id(node))

    def _found(self, node: cst.CSTNode, text: str) -> bool:
        """Place a node without placing all: by its code if that stands there once, or with its line in a block."""
        self._asked += 1
        if len(text) < SMALL or self._asked > SINGLE or "\f" in text:
            return False
        found = None
        if isinstance(node, cst.BaseExpression):
            found = places_inside(node, self._indent, self._newline, text)
        if found is None and not isinstance(self.statements[0], cst.SimpleStatementLine):
            self._lines = self._lines or Lines(text)
            found = places_of_line(self.path(node), self._indent, self._newline, text, self._lines)
        if found is None:
            return False
        self._parts[0].update(found[0])
        self._parts[1].update(found[1])
        return True

    def path(self, node: cst.CSTNode) -> list[cst.CSTNode]:
        """The nodes from the statement down to a node; that alone where it is not in the tree."""
        if self._owners is None:
            self._owners = owners(self.statements)
        found = [node]
        while (owner := self._owners.get(id(found[-1]))) is not None:
            found.append(owner)
        return found[::-1]

    def places(self, text: str) -> Places:
        """The offsets of all nodes, counted from the first token; worked out when first asked.

        Args:
            text: the chunk's code from its first token on.
        """
        if self._places is None:
            try:
                self._places = Places(self.statements, self._indent, self._newline, text)
            except RecursionError:
                self._places = with_large_stack(lambda: Places(self.statements, self._indent, self._newline, text))
        return self._places
