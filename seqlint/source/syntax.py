"""The only door to libcst's parser: documents as top-level chunks with trees and places."""

from __future__ import annotations

import re
from bisect import bisect_right

import libcst as cst
import msgspec

from .chunks import line_start, next_statement
from .limits import DOCUMENT_SIZE, excess
from .places import Places, path_to
from .recut import Earlier, recut
from .span import Span
from .splice import LEAST
from .stack import with_large_stack
from .tokens import Piece, split, untabbed
from .tree import Tree
from .unchecked import unchecked
from .verdict import verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .document import Document
    from .tree import Statement

# How often a document is cut again behind an unclosed bracket or string; then the rest counts as broken.
RESPLITS = 64


class SyntaxProblem(msgspec.Struct, frozen=True):
    """A piece of the document that is no Python, or (in `Syntax.unread`) that was not read.

    Attributes:
        span: where the trouble is.
        message: the reason; Python's own words where Python refuses the text.
    """

    span: Span
    message: str


class Chunk:
    """One top-level piece of a document. Chunks are equal only to themselves.

    Attributes:
        document: the document that the chunk is a piece of.
        start: where the chunk begins, its leading comments and blank lines included.
        anchor: where its first token stands.
        text: its piece of `document.code`.
        tree: what was read from it.
    """

    __slots__ = ("__weakref__", "anchor", "document", "start", "text", "tree")

    def __init__(self, document: Document, start: int, anchor: int, text: str, tree: Tree) -> None:
        self.document = document
        self.start = start
        self.anchor = anchor
        self.text = text
        self.tree = tree

    def __repr__(self) -> str:
        row, _ = self.document.lines.position(self.anchor)
        return f"Chunk(row {row}, {self.text.strip()[:40]!r})"

    def move(self, document: Document, start: int) -> None:
        """Be a piece of another document, or stand elsewhere in it."""
        self.document = document
        self.anchor += start - self.start
        self.start = start

    @property
    def end(self) -> int:
        """Where the next chunk begins."""
        return self.start + len(self.text)

    @property
    def statements(self) -> Sequence[Statement]:
        """The statements, nearly always one; none where the chunk was not read."""
        return self.tree.statements

    @property
    def places(self) -> Places:
        """The offsets of all its nodes, counted from `anchor`."""
        return self.tree.places(self.text[self.anchor - self.start :])

    @property
    def error(self) -> SyntaxProblem | None:
        """What Python says against the chunk."""
        if self.tree.problem is None:
            return None
        start, end, message = self.tree.problem
        if "line " in message:
            before = self.document.position(self.start).row - 1
            message = re.sub(r"\bline (\d+)\b", lambda match: f"line {int(match.group(1)) + before}", message)
        return SyntaxProblem(Span(self.start + start, self.start + end), message)

    @property
    def is_broken(self) -> bool:
        """Whether it could not be read."""
        return self.tree.problem is not None or self.tree.unread is not None

    @property
    def unread(self) -> str | None:
        """Why the chunk was not read though it is no error as far as is known."""
        return self.tree.unread


class Syntax:
    """A document's chunks, in order; their texts join to `document.code`.

    Chunks are shared with the earlier syntaxes of a file, and stand where they stand in one of them: in the newest,
    until another one takes them.

    Attributes:
        document: the document.
        chunks: its chunks.
        problems: where Python refuses the document.
        unread: where seqlint did not read it though Python may well do.
        earlier: where its chunks begin, for the next reading.
        owner: the `earlier` of the syntax in which the chunks stand now; one list for all that share chunks.
    """

    __slots__ = ("chunks", "document", "earlier", "owner", "problems", "unread")

    def __init__(self, document: Document, chunks: list[Chunk], reuse: Syntax | None = None) -> None:
        self.document = document
        self.chunks = chunks
        broken = [index for index, chunk in enumerate(chunks) if chunk.is_broken]
        self.earlier = Earlier(document, [chunk.start for chunk in chunks], broken)
        self.owner: list[Earlier] = [] if reuse is None else reuse.owner
        self.owner[:] = [self.earlier]
        self.problems = [error for index in broken if (error := chunks[index].error) is not None]
        self.unread = [
            SyntaxProblem(document.lines.line(document.lines.row(chunks[index].anchor)), unread)
            for index in broken
            if (unread := chunks[index].unread) is not None
        ]

    def take(self) -> None:
        """Let the chunks stand where they stand in this syntax."""
        if self.owner[0] is self.earlier:
            return
        self.owner[0] = self.earlier
        for chunk, start in zip(self.chunks, self.earlier.starts, strict=True):
            chunk.move(self.document, start)

    def chunk_at(self, offset: int) -> Chunk | None:
        """The chunk that an offset lies in, `None` outside the text."""
        if not 0 <= offset <= len(self.document.text):
            return None
        return self.chunks[bisect_right(self.earlier.starts, offset) - 1]


def parse(document: Document, reuse: Syntax | None = None) -> Syntax:
    """Reads a document into chunks; never fails.

    Args:
        document: what to read.
        reuse: an earlier syntax of the same file; what has the same text is taken over. The chunks of the
            unchanged beginning and end are the same objects (they now stand in `document`); all others are new.

    Returns:
        The syntax; what could not be read is a chunk without statements that says why.
    """
    return with_large_stack(_Reading(document, reuse).run)


def chunk_at(syntax: Syntax, offset: int) -> Chunk | None:
    """The chunk that an offset lies in, `None` outside the text."""
    return syntax.chunk_at(offset)


def locate(chunk: Chunk, node: cst.CSTNode) -> Span:
    """Where a node stands in the document, without white space and comments around it.

    The parentheses of a tuple or generator belong to it, those around any other expression do not.

    Raises:
        LookupError: the node is not in the chunk (unless its very text is).
    """
    return _shifted(chunk, node)


def extent(chunk: Chunk, node: cst.CSTNode) -> Span:
    """Where a node stands with all the parentheses and white space that it owns.

    Raises:
        LookupError: the node is not in the chunk.
    """
    return _shifted(chunk, node, whole=True)


def source_of(chunk: Chunk, node: cst.CSTNode) -> str:
    """The text of a node as it stands in the document."""
    span = locate(chunk, node)
    return chunk.document.text[span.start : span.end]


_EMPTY = cst.Module([])


def code_of(node: cst.CSTNode) -> str:
    """The code of a node, parentheses around it left out: cheaper than to find out where it stands."""
    text = _EMPTY.code_for_node(node)
    for _ in getattr(node, "lpar", ()):
        text = text[1:-1].strip()
    return text


def node_path(chunk: Chunk, offset: int) -> tuple[cst.CSTNode, ...]:
    """The nodes around an offset, from the statement to the leaf; the end of a token counts as inside."""
    return path_to(chunk.statements, chunk.places, offset - chunk.anchor)


def _shifted(chunk: Chunk, node: cst.CSTNode, *, whole: bool = False) -> Span:
    if not whole:
        if isinstance(node, cst.SimpleStatementLine) and len(node.body) == 1:
            node = _without_semicolon(node.body[0], node)
        if isinstance(node, cst.Expr):
            node, whole = node.value, True
    found = chunk.tree.spot(node, chunk.text[chunk.anchor - chunk.start :], whole=whole)
    if found is None:
        raise LookupError(f"this {type(node).__name__} is not a node of {chunk!r}")
    limit = len(chunk.document.text)
    return Span(min(chunk.anchor + found[0], limit), min(chunk.anchor + found[1], limit))


def _without_semicolon(small: cst.CSTNode, line: cst.SimpleStatementLine) -> cst.CSTNode:
    """The one statement of a line, which stands where the line stands unless a semicolon follows it."""
    return line if isinstance(getattr(small, "semicolon", None), cst.Semicolon) else small


class _Reading:
    """One reading of a document: cut, look up what is known, parse the rest."""

    def __init__(self, document: Document, reuse: Syntax | None) -> None:
        self.document = document
        self.code = document.code
        self.reuse = reuse
        self.old: list[Chunk] = []
        self.resplits = RESPLITS
        self.budget = DOCUMENT_SIZE
        self.gone: dict[str, Chunk] = {}
        self.known: dict[str, list[Tree]] = {}

    def run(self) -> Syntax:
        if self.reuse is None:
            blocks = self.document.blocks()
            pieces = [piece for block in blocks for piece in split(self.code, block.start, block.end)]
            chunks = self._whole(pieces)
            return Syntax(self.document, chunks or [chunk for piece in pieces for chunk in self._chunks(piece)])
        old = self.reuse.chunks
        cut = recut(self.document, self.reuse.earlier)
        beginning, end = old[: cut.first], old[len(old) - cut.behind :]
        self.old = old[cut.first : len(old) - cut.behind]
        same = self._same(cut.pieces[::-1], self.old[::-1])
        end = [*self.old[len(self.old) - same :], *end]
        del self.old[len(self.old) - same :]
        texts = {self._text(piece) for piece in cut.pieces[: len(cut.pieces) - same]}
        self.gone = {_head(chunk.text): chunk for chunk in self.old if chunk.text not in texts}
        for chunk in reversed(self.old):
            self.known.setdefault(chunk.text, []).append(chunk.tree)
        changed = [chunk for piece in cut.pieces[: len(cut.pieces) - same] for chunk in self._chunks(piece)]
        for chunk in beginning:
            chunk.document = self.document
        starts = self.reuse.earlier.starts
        moved = len(self.code) - len(self.reuse.document.code)
        for chunk, start in zip(end, starts[len(old) - len(end) :], strict=True):
            chunk.move(self.document, start + moved)
        return Syntax(self.document, [*beginning, *self._same_beginning(changed), *end], self.reuse)

    def _text(self, piece: Piece) -> str:
        return self.code[piece.start : piece.end]

    def _same(self, pieces: Sequence[Piece], old: Sequence[Chunk]) -> int:
        """How many of the first pieces have the text of the first chunks."""
        count = 0
        for piece, chunk in zip(pieces, old, strict=False):
            if not piece.closed or chunk.is_broken or self._text(piece) != chunk.text:
                break
            count += 1
        return count

    def _whole(self, pieces: list[Piece]) -> list[Chunk] | None:
        """The document parsed in one go, `None` where it cannot be or the statements do not fit the pieces."""
        if len(self.code) > self.budget or any(not p.closed or excess(self.code, p) for p in pieces):
            return None
        module = _read(self.code)
        if module is None:
            return None
        if len(module.body) != sum(piece.anchor < piece.end for piece in pieces):
            if self.document.cells:
                return None
            pieces = _pieces_of(module, len(self.code))
        body = iter(module.body)
        return [
            self._chunk(piece, Tree([next(body)], module) if piece.anchor < piece.end else Tree()) for piece in pieces
        ]

    def _chunk(self, piece: Piece, tree: Tree) -> Chunk:
        return Chunk(self.document, piece.start, piece.anchor, self.code[piece.start : piece.end], tree)

    def _chunks(self, piece: Piece) -> list[Chunk]:
        """A piece as chunks: one, or several where it is broken and other statements stand in it."""
        if not piece.closed and (cut := self._cut(piece)) is not None:
            return self._recut(piece, cut)
        tree = self._tree(piece)
        if tree.problem is not None:
            start, _, message = tree.problem
            cut = line_start(self.code, piece.start + start)
            if message == "unexpected indent" and cut > piece.anchor:
                return self._recut(piece, cut, indented=True)
            if (found := self._cut(piece)) is not None:
                return self._recut(piece, found)
        return [self._chunk(piece, tree)]

    def _cut(self, piece: Piece) -> int | None:
        if self.resplits <= 0:
            return None
        self.resplits -= 1
        return next_statement(self.code, piece)

    def _recut(self, piece: Piece, cut: int, *, indented: bool = False) -> list[Chunk]:
        first = Piece(piece.start, cut, piece.anchor, piece.depth, piece.longest)
        head = self._chunk(first, self._tree(first))
        if indented:
            rest = Piece(cut, piece.end, cut, piece.depth, piece.longest)
            return [head, self._chunk(rest, self._tree(rest))]
        tail = [chunk for part in split(self.code, cut, piece.end) for chunk in self._chunks(part)]
        # What follows a broken piece and is broken too is the same mistake going on.
        while head.error is not None and tail and tail[0].error is not None:
            more = tail.pop(0)
            head = Chunk(self.document, head.start, head.anchor, head.text + more.text, head.tree)
        return [head, *tail]

    def _tree(self, piece: Piece) -> Tree:
        text = self.code[piece.start : piece.end]
        trees = self.known.get(text)
        return trees.pop() if trees else self._spliced(piece, text) or self._fresh(piece, text)

    def _spliced(self, piece: Piece, text: str) -> Tree | None:
        """The tree of a long statement in which something changed."""
        if len(text) < LEAST or not piece.closed or excess(self.code, piece) is not None:
            return None
        old = self.gone.pop(_head(text), None)
        return None if old is None else old.tree.spliced(old.text, text)

    def _fresh(self, piece: Piece, text: str) -> Tree:
        if piece.anchor >= piece.end:
            return Tree()
        self.budget -= len(text)
        if self.budget < 0:
            return Tree(unread=f"the file is too long (what comes after {DOCUMENT_SIZE:,} characters was not read)")
        too_much = excess(self.code, piece)
        if too_much is not None:
            problem = None if too_much.is_large else verdict(text)
            return Tree(problem=problem, unread=None if problem else too_much.message)
        module = _read(text)
        if module is not None:
            return Tree(module.body, module)
        problem = verdict(text)
        if problem is None and "\t" in text and (module := _read(untabbed(text))):
            return Tree(module.body, module)
        return Tree(problem=problem, unread=None if problem else "Python reads this, but the parser library does not")

    def _same_beginning(self, chunks: list[Chunk]) -> list[Chunk]:
        """The chunks with those of the unchanged beginning replaced by the old objects."""
        for index, (new, old) in enumerate(zip(chunks, self.old, strict=False)):
            if new.text != old.text or new.tree is not old.tree:
                break
            old.move(self.document, new.start)
            chunks[index] = old
        return chunks


def _head(text: str) -> str:
    """The first line of a statement's text, by which it is known again after an edit inside it."""
    return text.lstrip().partition("\n")[0]


def _read(code: str) -> cst.Module | None:
    try:
        with unchecked():
            return cst.parse_module(code)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - a panic inside libcst's native parser is no Exception
        return None


def _pieces_of(module: cst.Module, size: int) -> list[Piece]:
    """The pieces as libcst sees them, for the rare text that the splitter sees otherwise."""
    pieces: list[Piece] = []
    at = sum(len(module.code_for_node(line)) for line in module.header)
    start = 0
    for statement in module.body:
        places = Places([statement], module.default_indent, module.default_newline)
        pieces.append(Piece(start, at + places.length, at + places.lead))
        start = at = at + places.length
    if not pieces:
        return [Piece(0, size, size)]
    pieces[-1].end = size
    return pieces
