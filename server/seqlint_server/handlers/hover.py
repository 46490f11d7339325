"""textDocument/hover: the card for what is under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from .. import convert

if TYPE_CHECKING:
    from ..server import SeqlintServer


async def hover(ls: SeqlintServer, params: lsp.HoverParams) -> lsp.Hover | None:
    """The card; while a statement is broken, that of the last text that could be read."""
    session = ls.session
    for view in await session.soon(params.text_document.uri):
        offset = view.inward(convert.offset_of(view.text, params.position, ls.abilities.encoding))
        if offset is None or view.analysis is None:
            continue
        analysis, detail = view.analysis, session.options.detail
        card = await session.ask(lambda: session.engine.card_at(analysis, offset, detail))  # noqa: B023 - awaited here
        if card is not None:
            wanted = session.options.pictures
            pictures = ls.abilities.pictures if wanted is None else wanted
            return convert.hover(card, view, ls.abilities, pictures=pictures)
    return None


def register(server: SeqlintServer) -> None:
    """Answer hovers."""
    server.feature(lsp.TEXT_DOCUMENT_HOVER)(hover)
