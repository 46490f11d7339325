"""textDocument/documentSymbol: the models, their layers, the shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from .. import convert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..server import SeqlintServer


async def symbols(
    ls: SeqlintServer, params: lsp.DocumentSymbolParams
) -> Sequence[lsp.DocumentSymbol] | Sequence[lsp.SymbolInformation]:
    """The outline of one editor document."""
    session, uri = ls.session, params.text_document.uri
    view = await session.shapes(uri)
    if view is None or view.analysis is None:
        return []
    outline = await session.ask(lambda: session.engine.outline(view.analysis))
    tree = convert.symbols(outline, view, ls.abilities)
    return tree if ls.abilities.symbol_tree else convert.flat_symbols(tree, uri)


def register(server: SeqlintServer) -> None:
    """Answer for symbols."""
    server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)(symbols)
