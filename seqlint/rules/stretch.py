"""A place that is no node of the tree: broken text, a comment, a whole line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.source.span import Span
from seqlint.values.place import Place

if TYPE_CHECKING:
    from seqlint.source.document import Document
    from seqlint.source.syntax import Syntax


class Stretch(Place, frozen=True, eq=False):
    """A piece of the text; `node` is its `Span`."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Stretch) and self.document is other.document and self.node == other.node

    def __hash__(self) -> int:
        return hash(self.node)

    def span(self) -> Span:
        """The offsets of the piece."""
        assert isinstance(self.node, Span)
        return self.node


def stretch(syntax: Syntax, span: Span) -> Stretch:
    """The place of a piece of a document's text."""
    return Stretch(syntax.chunk_at(span.start) or syntax.chunks[0], span)


def first_line(syntax: Syntax) -> Stretch:
    """The place that stands for the whole file."""
    document: Document = syntax.document
    return stretch(syntax, document.lines.line(1))
