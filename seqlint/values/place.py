"""Where in the program something stands: a lazy handle, worked out to offsets only for what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from seqlint.source.document import Document, Position
    from seqlint.source.span import Span
    from seqlint.source.syntax import Chunk


class Place(msgspec.Struct, frozen=True):
    """One node of the syntax tree in one chunk of a document.

    Attributes:
        chunk: the top-level piece of the document that the node belongs to.
        node: a libcst node; opaque outside `source` and `evaluate`.
    """

    chunk: Chunk
    node: Any

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place) and self.node is other.node

    def __hash__(self) -> int:
        return id(self.node)

    def __repr__(self) -> str:
        return f"Place({type(self.node).__name__})"

    @property
    def document(self) -> Document:
        """The document that it is a place of."""
        return self.chunk.document

    def span(self) -> Span:
        """The offsets of the node in its document."""
        from seqlint.source.syntax import locate

        return locate(self.chunk, self.node)

    def text(self) -> str:
        """The node as the author wrote it."""
        span = self.span()
        return self.document.text[span.start : span.end]

    @property
    def is_string(self) -> bool:
        """Whether a string literal stands there, and nothing around it (`"a.h5"`, not `"{}.h5".format(n)`)."""
        return type(self.node).__name__ == "SimpleString"

    def code(self) -> str:
        """The node's code on one line; it need not be looked for in the document."""
        from seqlint.source.syntax import code_of

        return " ".join(code_of(self.node).split())

    def position(self) -> Position:
        """Cell, row and column (from 1, in code points) where the node starts."""
        return self.document.position(self.span().start)
