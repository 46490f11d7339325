"""Rule codes in suppression comments, as links to the pages that their rules refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.explain.views import Link
from seqlint.rules import named
from seqlint.source.comments import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.source.document import Document


def links(document: Document) -> Iterator[Link]:
    """The links of a document, in order."""
    for directive in read(document):
        for code, span in directive.codes:
            entry = named(code)
            if entry is not None and entry.page is not None:
                yield Link(span, entry.page, f"{entry.code} {entry.name}")
