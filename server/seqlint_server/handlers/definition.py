"""textDocument/definition: where a model, a layer or data comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from .. import convert
from ..convert import places

if TYPE_CHECKING:
    from ..server import SeqlintServer


async def definition(ls: SeqlintServer, params: lsp.DefinitionParams) -> list[lsp.Location] | None:
    """What made the thing at the cursor; where its input comes from, on the call that makes it."""
    session = ls.session
    for view in await session.soon(params.text_document.uri):
        offset = view.inward(convert.offset_of(view.text, params.position, ls.abilities.encoding))
        if offset is None or view.analysis is None:
            continue
        analysis = view.analysis
        sites = await session.ask(lambda: session.engine.origins(analysis, offset))  # noqa: B023 - awaited here
        if found := places.locations(sites, view, ls.abilities):
            return found
    return None


def register(server: SeqlintServer) -> None:
    """Answer for definitions."""
    server.feature(lsp.TEXT_DOCUMENT_DEFINITION)(definition)
