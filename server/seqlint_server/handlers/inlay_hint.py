"""textDocument/inlayHint: shapes in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from .. import convert

if TYPE_CHECKING:
    from ..server import SeqlintServer


async def hints(ls: SeqlintServer, params: lsp.InlayHintParams) -> list[lsp.InlayHint]:
    """The hints of a range; kept from the last text that could be read while a statement is broken."""
    session, encoding = ls.session, ls.abilities.encoding
    view = await session.shapes(params.text_document.uri)
    if view is None or view.analysis is None:
        return []
    start = convert.offset_of(view.text, params.range.start, encoding)
    end = convert.offset_of(view.text, params.range.end, encoding)
    piece = view.around(start, end)
    if piece is None:
        return []
    found = await session.ask(lambda: session.engine.hints(view.analysis, *piece))
    shown = [hint for hint in found if hint.kind in session.options.hints]
    converted = [convert.inlay_hint(hint, view, ls.abilities) for hint in shown]
    return [hint for hint in converted if hint is not None]


def register(server: SeqlintServer) -> None:
    """Answer for hints."""
    server.feature(lsp.TEXT_DOCUMENT_INLAY_HINT)(hints)
