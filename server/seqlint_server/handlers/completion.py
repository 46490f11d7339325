"""textDocument/completion: layers that fit, arguments that are not given yet, the texts that they can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from .. import convert
from ..convert import typed

if TYPE_CHECKING:
    from ..server import SeqlintServer

_OPTIONS = lsp.CompletionOptions(trigger_characters=[".", "(", "=", '"', "'"])


async def completion(ls: SeqlintServer, params: lsp.CompletionParams) -> lsp.CompletionList | None:
    """What can stand at the cursor, told from the newest text and the last analysis."""
    session = ls.session
    view = await session.typing(params.text_document.uri)
    if view is None or view.analysis is None or not session.options.completion:
        return None
    text, words, earlier = view.text, view.text.text, view.mapping()
    offset = convert.offset_of(text, params.position, ls.abilities.encoding)
    found = await session.ask(lambda: session.engine.complete(view.analysis, words, offset, earlier))
    return None if found is None else typed.completion(found, text, offset, ls.abilities)


def register(server: SeqlintServer) -> None:
    """Answer for completions."""
    server.feature(lsp.TEXT_DOCUMENT_COMPLETION, _OPTIONS)(completion)
