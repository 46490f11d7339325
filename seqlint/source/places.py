"""Where the nodes of a tree stand: one pass over libcst's code generation that only counts."""

from __future__ import annotations

import libcst as cst
from libcst._nodes.internal import CodegenState

from .logical import line_of, lines_of
from .nodes import TRIVIA

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from .logical import Lines

    # Node id → (start, end).
    Spans = dict[int, tuple[int, int]]

_INSIDE = 2
_MARKS = (
    cst.Comma,
    cst.Dot,
    cst.AssignEqual,
    cst.Semicolon,
    cst.Colon,
    cst.LeftSquareBracket,
    cst.RightSquareBracket,
    cst.LeftCurlyBrace,
    cst.RightCurlyBrace,
    cst.BaseBinaryOp,
    cst.BaseUnaryOp,
    cst.BaseCompOp,
    cst.BaseBooleanOp,
    cst.BaseAugOp,
)


class Places:
    """The offsets of all nodes of some statements, counted from the first token.

    Attributes:
        spans: node id → (start, end) without white space and parentheses around it.
        extents: node id → (start, end) with all it owns, where that differs.
        lead: how much code stands before the first token.
        length: how much code there is in all.
    """

    __slots__ = ("extents", "lead", "length", "spans")

    def __init__(
        self, statements: Sequence[cst.CSTNode], indent: str, newline: str, text: str = "", blocks: Sequence[str] = ()
    ) -> None:
        """Counts through the statements.

        Args:
            statements: the statements.
            indent: the default indentation of their module.
            newline: the default line end of their module.
            text: their code from the first token on, needed where it may have form feeds.
            blocks: the indentations of the blocks around them.
        """
        state = _Counting(indent, newline)
        state.indent_tokens = list(blocks)
        for statement in statements:
            statement._codegen(state)  # noqa: SLF001 - libcst has no public way to ask for offsets
        self.length = state.offset
        self.lead = _first_token(statements[0], state.spans) if statements else 0
        self.spans = _less(state.spans, self.lead)
        self.extents = _less(state.extents, self.lead)
        if "\f" in text:
            where = _aligned(_generated(statements, indent, newline)[self.lead :], text)
            self.spans = _moved(self.spans, where)
            self.extents = _moved(self.extents, where)


def _less(spans: dict[int, tuple[int, int]], lead: int) -> dict[int, tuple[int, int]]:
    if not lead:
        return spans
    return {key: (start - lead, end - lead) for key, (start, end) in spans.items()}


def _generated(statements: Sequence[cst.CSTNode], indent: str, newline: str) -> str:
    state = CodegenState(default_indent=indent, default_newline=newline)
    for statement in statements:
        statement._codegen(state)  # noqa: SLF001 - as above
    return "".join(state.tokens)


def _aligned(generated: str, text: str) -> list[int]:
    """For each offset of the generated code its offset in the text: libcst drops some form feeds before tokens."""
    where: list[int] = []
    at = 0
    for char in generated:
        while at < len(text) and text[at] != char and text[at] in " \t\f":
            at += 1
        where.append(at)
        at += 1
    where.append(at)
    return where


def _moved(spans: dict[int, tuple[int, int]], where: list[int]) -> dict[int, tuple[int, int]]:
    """The spans in the text; an end follows the last code point, not the first of what comes next."""
    last = len(where) - 1
    return {
        key: (where[min(max(start, 0), last)], where[min(end, last) - 1] + 1 if end > start else where[min(end, last)])
        if start >= 0
        else (start, min(end, 0))
        for key, (start, end) in spans.items()
    }


def _first_token(statement: cst.CSTNode, spans: dict[int, tuple[int, int]]) -> int:
    decorators = statement.decorators if isinstance(statement, cst.FunctionDef | cst.ClassDef) else ()
    return spans[id(decorators[0] if decorators else statement)][0]


class _Counting(CodegenState):
    """Counts the code instead of keeping it, and notes where each node begins and ends."""

    __slots__ = ("extents", "offset", "spans", "stack")

    def __init__(self, indent: str, newline: str) -> None:
        super().__init__(default_indent=indent, default_newline=newline)
        self.offset = 0
        self.spans: dict[int, tuple[int, int]] = {}
        self.extents: dict[int, tuple[int, int]] = {}
        self.stack: list[int] = []

    def add_indent_tokens(self) -> None:
        for token in self.indent_tokens:
            self.offset += len(token)

    def add_token(self, value: str) -> None:
        self.offset += len(value)

    def before_codegen(self, node: cst.CSTNode) -> None:  # noqa: ARG002 - libcst's signature
        self.stack.append(self.offset)

    def after_codegen(self, node: cst.CSTNode) -> None:
        key = id(node)
        whole = (self.stack.pop(), self.offset)
        span = self.spans.get(key)
        if span is None:
            self.spans[key] = whole
        elif span != whole:
            self.extents[key] = whole
            if isinstance(node, cst.Tuple | cst.GeneratorExp) and node.lpar:
                self.spans[key] = (self.spans[id(node.lpar[-1])][0], self.spans[id(node.rpar[0])][1])

    def record_syntactic_position(  # type: ignore[override]  # a plain context manager is twice as fast
        self,
        node: cst.CSTNode,
        *,
        start_node: cst.CSTNode | None = None,
        end_node: cst.CSTNode | None = None,
    ) -> _Mark:
        return _Mark(self, node, start_node, end_node)


class _Keeping(_Counting):
    """Counts, and keeps the code too."""

    __slots__ = ()

    def add_indent_tokens(self) -> None:
        for token in self.indent_tokens:
            self.add_token(token)

    def add_token(self, value: str) -> None:
        self.tokens.append(value)
        self.offset += len(value)


_DEEPEST_BLOCK = 4


def places_of_line(
    path: Sequence[cst.CSTNode], indent: str, newline: str, text: str, lines: Lines
) -> tuple[Spans, Spans] | None:
    """The spans and extents of the innermost simple statement of a path, and of all inside it.

    Args:
        path: the nodes from a compound statement downwards.
        indent: the default indentation of its module.
        newline: the default line end of its module.
        text: the code of the compound statement from its first token on, without form feeds.
        lines: the logical lines of the text.

    Returns:
        None where no simple statement of a block is on the path, or the lines are not those of the statement.
    """
    depth = next((at for at in range(len(path) - 1, 0, -1) if isinstance(path[at], cst.SimpleStatementLine)), 0)
    if not depth or lines_of(path[0]) != len(lines.pieces):
        return None
    at = lines.firsts[line_of(path[: depth + 1])]
    blocks = [indent if each.indent is None else each.indent for each in path if isinstance(each, cst.IndentedBlock)]
    if not text.startswith("".join(blocks), at):
        return None
    places = Places([path[depth]], indent, newline, blocks=blocks)
    at += sum(map(len, blocks))
    return _less(places.spans, -at), _less(places.extents, -at)


def places_inside(node: cst.BaseExpression, indent: str, newline: str, text: str) -> tuple[Spans, Spans] | None:
    """The spans and extents of an expression and all inside it; None unless its code stands in the text just once.

    Args:
        node: the expression.
        indent: the default indentation of its module.
        newline: the default line end of its module.
        text: the code that it is a part of.
    """
    state = _Keeping(indent, newline)
    node._codegen(state)  # noqa: SLF001 - as above
    code = "".join(state.tokens)
    if "\n" in code or "\r" in code:
        # Lines inside brackets start with the indentation of the block around them, which the node does not know.
        bare = "".join(code.split())
        if "".join(text.split()).count(bare) != 1:
            return None
        depth = 0
        while code not in text and depth < _DEEPEST_BLOCK:
            depth += 1
            state = _Keeping(indent, newline)
            state.indent_tokens = [indent] * depth
            node._codegen(state)  # noqa: SLF001 - as above
            code = "".join(state.tokens)
    at = text.find(code)
    if at < 0 or text.find(code, at + 1) >= 0:
        return None
    return _less(state.spans, -at), _less(state.extents, -at)


class _Mark:
    """Notes the offsets at which a node's own code begins and ends."""

    __slots__ = ("end_node", "node", "start", "start_node", "state")

    def __init__(
        self, state: _Counting, node: cst.CSTNode, start_node: cst.CSTNode | None, end_node: cst.CSTNode | None
    ) -> None:
        self.state = state
        self.node = node
        self.start_node = start_node
        self.end_node = end_node

    def __enter__(self) -> None:
        self.start = self.state.offset

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        spans = self.state.spans
        start = self.start if self.start_node is None else spans[id(self.start_node)][0]
        end = self.state.offset if self.end_node is None else spans[id(self.end_node)][1]
        spans[id(self.node)] = (start, end)


def path_to(statements: Sequence[cst.CSTNode], places: Places, offset: int) -> tuple[cst.CSTNode, ...]:
    """The nodes around an offset (counted from the first token), from the outermost to the leaf."""
    path: list[cst.CSTNode] = []
    children: Sequence[cst.CSTNode] = statements
    while True:
        ranked = [(rank, child) for child in children if (rank := _rank(child, places, offset))]
        if not ranked:
            break
        best = max(ranked, key=lambda pair: pair[0])[1]
        path.append(best)
        children = best.children
    while path and _rank(path[-1], places, offset) < _INSIDE:
        path.pop()
    return tuple(path)


def _rank(node: cst.CSTNode, places: Places, offset: int) -> int:
    """How well a node fits an offset: inside before at the end, words before marks, its own code before its rim."""
    span = places.spans.get(id(node))
    if span is None or isinstance(node, TRIVIA):
        return 0
    start, end = span
    if start <= offset <= end and start < end:
        return (5 if offset < end else 4) - (2 if isinstance(node, _MARKS) else 0)
    start, end = places.extents.get(id(node), (start, end))
    return 1 if start <= offset <= end and start < end else 0
