"""textDocument/codeLens: a line above each model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from .. import convert

if TYPE_CHECKING:
    from ..server import SeqlintServer


async def lenses(ls: SeqlintServer, params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
    """The lines above the models of one editor document."""
    session = ls.session
    if not session.options.lenses:
        return []
    view = await session.shapes(params.text_document.uri)
    if view is None or view.analysis is None:
        return []
    found = await session.ask(lambda: session.engine.lenses(view.analysis))
    converted = [convert.code_lens(lens, view, ls.abilities) for lens in found]
    return [lens for lens in converted if lens is not None]


def register(server: SeqlintServer) -> None:
    """Answer for lenses."""
    server.feature(lsp.TEXT_DOCUMENT_CODE_LENS)(lenses)
