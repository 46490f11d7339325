"""textDocument/documentLink: rule codes in suppression comments lead to the pages of their rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from ..convert import places

if TYPE_CHECKING:
    from ..server import SeqlintServer


async def links(ls: SeqlintServer, params: lsp.DocumentLinkParams) -> list[lsp.DocumentLink]:
    """The links of one editor document."""
    session = ls.session
    view = await session.settled(params.text_document.uri, findings=True)
    if view is None:
        return []
    found = await session.ask(lambda: session.engine.links(view.snapshot.document))
    converted = [places.document_link(link, view, ls.abilities) for link in found]
    return [link for link in converted if link is not None]


def register(server: SeqlintServer) -> None:
    """Answer for links."""
    server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_LINK)(links)
