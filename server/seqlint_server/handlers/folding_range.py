"""textDocument/foldingRange: models that can be folded away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from ..convert import places

if TYPE_CHECKING:
    from ..server import SeqlintServer


async def folds(ls: SeqlintServer, params: lsp.FoldingRangeParams) -> list[lsp.FoldingRange]:
    """The models of one editor document."""
    session = ls.session
    view = await session.shapes(params.text_document.uri)
    if view is None or view.analysis is None:
        return []
    found = await session.ask(lambda: session.engine.folds(view.analysis))
    converted = [places.folding_range(fold, view, ls.abilities) for fold in found]
    return [fold for fold in converted if fold is not None]


def register(server: SeqlintServer) -> None:
    """Answer for pieces that can be folded."""
    server.feature(lsp.TEXT_DOCUMENT_FOLDING_RANGE)(folds)
