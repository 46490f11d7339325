"""textDocument/signatureHelp: what the call of Keras around the cursor takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from .. import convert
from ..convert import typed

if TYPE_CHECKING:
    from ..server import SeqlintServer

_OPTIONS = lsp.SignatureHelpOptions(trigger_characters=["(", ","], retrigger_characters=["="])


async def signature(ls: SeqlintServer, params: lsp.SignatureHelpParams) -> lsp.SignatureHelp | None:
    """The signature, told from the newest text and the last analysis."""
    session = ls.session
    view = await session.typing(params.text_document.uri)
    if view is None or view.analysis is None or not session.options.completion:
        return None
    words, earlier = view.text.text, view.mapping()
    offset = convert.offset_of(view.text, params.position, ls.abilities.encoding)
    found = await session.ask(lambda: session.engine.signature(view.analysis, words, offset, earlier))
    return None if found is None else typed.signature(found, ls.abilities)


def register(server: SeqlintServer) -> None:
    """Answer for signatures."""
    server.feature(lsp.TEXT_DOCUMENT_SIGNATURE_HELP, _OPTIONS)(signature)
