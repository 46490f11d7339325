"""Cards: the answer to "what does this part do, here?", chosen by what is under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.explain.cursor import Cursor, cursor_at
from seqlint.explain.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.check import Analysis
    from seqlint.explain.sheet import Sheet
    from seqlint.explain.views import Card
    from seqlint.source.span import Span

_STATEMENTS = frozenset({"SimpleStatementLine", "FunctionDef", "ClassDef", "For", "While", "If", "With", "Try", "Arg"})
"""Nodes at which the search for something to explain ends."""
_LITERALS = frozenset({"Integer", "Float", "SimpleString", "ConcatenatedString", "FormattedString", "UnaryOperation"})


def card_at(analysis: Analysis, offset: int, *, detail: str = "full") -> Card | None:
    """The card for what stands at an offset.

    Args:
        analysis: the analysis, traced.
        offset: code points from the start of the document.
        detail: "short" for the three first lines alone.

    Returns:
        None where nothing stands that has something to say.
    """
    found = _at(Facts(analysis), offset)
    return None if found is None else found[1].card(found[0], detail)


def every_card(analysis: Analysis) -> list[Card]:
    """The cards of all tokens that have one, in order."""
    return [sheet.card(span) for span, sheet in _all(Facts(analysis))]


def _all(facts: Facts) -> Iterator[tuple[Span, Sheet]]:
    import re

    seen: set[tuple[int, int]] = set()
    for match in re.finditer(r"[^\W]+|/", facts.document.code):
        found = _at(facts, match.start())
        if found is None or (found[0].start, found[0].end) in seen:
            continue
        seen.add((found[0].start, found[0].end))
        yield found


def _at(facts: Facts, offset: int) -> tuple[Span, Sheet] | None:
    from seqlint.explain.cards.comment import comment_sheet

    comment = comment_sheet(facts.document, offset)
    if comment is not None:
        return comment
    leaf = cursor_at(facts, offset)
    if leaf is None:
        return None
    for index in range(leaf.index, -1, -1):
        cursor = leaf.at(index)
        found = _sheet(cursor, leaf)
        if found is not None:
            return found
        if cursor.kind in _STATEMENTS:
            return None
    return None


def _sheet(cursor: Cursor, leaf: Cursor) -> tuple[Span, Sheet] | None:
    """The span and card of one node; None where it has nothing to say by itself."""
    sheet: Sheet | None = None
    span_of = cursor
    if cursor.kind == "Name":
        from seqlint.explain.cards.name import name_sheet

        sheet = name_sheet(cursor) or _imported(cursor)
    elif cursor.kind == "Arg":
        from seqlint.explain.cards.call import value_sheet_of

        sheet = value_sheet_of(cursor, leaf)
        span_of = (
            leaf
            if leaf.kind in _LITERALS and type(cursor.node.value).__name__ == "List"
            else cursor.at(min(cursor.index + 1, leaf.index))
        )
    elif cursor.kind == "BinaryOperation":
        from seqlint.explain.cards.expression import operator_sheet

        sheet = operator_sheet(cursor)
        return None if sheet is None else (_tail(cursor), sheet)
    elif cursor.kind == "Subscript":
        from seqlint.explain.cards.expression import slice_sheet

        sheet = slice_sheet(cursor)
    elif cursor.kind == "Call":
        from seqlint.explain.cards.call import callee_sheet

        name = getattr(cursor.node.func, "attr", cursor.node.func)
        sheet = callee_sheet(cursor, cursor.text(name))
        return None if sheet is None else (cursor.span(), sheet)
    return None if sheet is None else (span_of.span(), sheet)


def _imported(cursor: Cursor) -> Sheet | None:
    if cursor.nearest("ImportAlias") is None:
        return None
    from seqlint.explain.cards.expression import import_sheet

    return import_sheet(cursor)


def _tail(cursor: Cursor) -> Span:
    """An operator with its right side: `/ 255`."""
    from seqlint.source.span import Span as Range

    return Range(cursor.span(cursor.node.operator).start, cursor.span().end)
