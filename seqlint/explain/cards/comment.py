"""The card of a rule's code in a suppression comment: the rule's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.explain.sheet import Sheet, bold

if TYPE_CHECKING:
    from seqlint.source.document import Document
    from seqlint.source.span import Span


def comment_sheet(document: Document, offset: int) -> tuple[Span, Sheet] | None:
    """The span and card of a code in a suppression; None where there is none.

    Args:
        document: the document.
        offset: code points from its start.
    """
    if "seqlint:" not in document.text:
        return None
    from seqlint.source.comments import read

    for directive in read(document):
        for code, span in directive.codes:
            if span.start <= offset <= span.end:
                sheet = _page(code)
                return None if sheet is None else (span, sheet)
    return None


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
