"""Cards: the answer to "what does this part do, here?", chosen by what is under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.explain.cursor import Cursor, cursor_at, leaves
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
    facts = Facts(analysis)
    found: dict[tuple[int, int], Card] = {}
    for span, sheet in (*_comments(facts), *_expressions(facts)):
        if (span.start, span.end) not in found:
            found[span.start, span.end] = sheet.card(span)
    return [found[key] for key in sorted(found)]


def _expressions(facts: Facts) -> Iterator[tuple[Span, Sheet]]:
    for chunk in facts.analysis.syntax.chunks:
        for leaf in leaves(facts, chunk):
            found = _around(leaf)
            if found is not None:
                yield found


def _comments(facts: Facts) -> Iterator[tuple[Span, Sheet]]:
    if "seqlint:" not in facts.document.text:
        return
    from seqlint.explain.cards.comment import comment_sheets

    yield from comment_sheets(facts.document)


def _at(facts: Facts, offset: int) -> tuple[Span, Sheet] | None:
    for span, sheet in _comments(facts):
        if span.start <= offset <= span.end:
            return span, sheet
    leaf = cursor_at(facts, offset)
    return None if leaf is None else _around(leaf)


def _around(leaf: Cursor) -> tuple[Span, Sheet] | None:
    """What the innermost node that has something to say says."""
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
