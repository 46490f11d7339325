"""textDocument/references and documentHighlight: where a model, a layer or data stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from .. import convert
from ..convert import places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seqlint.explain.things import Occurrence

    from ..server import SeqlintServer
    from ..view import View


async def references(ls: SeqlintServer, params: lsp.ReferenceParams) -> list[lsp.Location] | None:
    """All places of the file, or of the notebook's cells."""
    view, found = await _occurrences(ls, params)
    if view is None:
        return None
    return places.references(found, view, ls.abilities, declarations=params.context.include_declaration)


async def highlights(ls: SeqlintServer, params: lsp.DocumentHighlightParams) -> list[lsp.DocumentHighlight] | None:
    """The places in the editor document that the cursor is in."""
    view, found = await _occurrences(ls, params)
    return None if view is None else places.highlights(found, view, ls.abilities)


async def _occurrences(
    ls: SeqlintServer, params: lsp.ReferenceParams | lsp.DocumentHighlightParams
) -> tuple[View | None, Sequence[Occurrence]]:
    """The view, and the places in it; no view where nothing stands at the cursor."""
    session = ls.session
    view = await session.shapes(params.text_document.uri, now=True)
    if view is None or view.analysis is None:
        return None, ()
    offset = view.inward(convert.offset_of(view.text, params.position, ls.abilities.encoding))
    if offset is None:
        return None, ()
    found = await session.ask(lambda: session.engine.occurrences(view.analysis, offset))
    return (view, found) if found else (None, ())


def register(server: SeqlintServer) -> None:
    """Answer for references and highlights."""
    server.feature(lsp.TEXT_DOCUMENT_REFERENCES)(references)
    server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)(highlights)
