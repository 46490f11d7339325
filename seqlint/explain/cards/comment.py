"""The card of a rule's code in a suppression comment: the rule's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.explain.sheet import Sheet, bold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.source.document import Document
    from seqlint.source.span import Span


def comment_sheets(document: Document) -> Iterator[tuple[Span, Sheet]]:
    """The codes in a document's suppressions, each with its place and its card."""
    from seqlint.source.comments import read

    for directive in read(document):
        for code, span in directive.codes:
            sheet = _page(code)
            if sheet is not None:
                yield span, sheet


def _page(code: str) -> Sheet | None:
    from seqlint.explain.pages import rule_page
    from seqlint.rules import named

    entry = named(code)
    if entry is None:
        return None
    title, _, rest = rule_page(entry.code).partition("\n")
    first = entry.load().doc.strip().partition("\n")[0]
    head = (
        f"{bold(entry.code)} {entry.name} — {entry.severity}",
        first,
        "This comment keeps seqlint from reporting it here.",
    )
    return Sheet(f"{entry.code}, {entry.name}", head, (rest.strip() or title,))
