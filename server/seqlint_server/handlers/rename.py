"""textDocument/rename and prepareRename: another name for a layer, wherever the program fetches it by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams

from seqlint.source.span import Span

from .. import convert

if TYPE_CHECKING:
    from seqlint.explain.rename import Named

    from ..server import SeqlintServer
    from ..view import View


async def prepare(ls: SeqlintServer, params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
    """The name under the cursor; None where that is not the name of a layer."""
    view, named = await _named(ls, params)
    if view is None or named is None:
        return None
    spot = view.outward(named.span)
    if spot is None or spot.text.uri != view.uri:
        return None
    return lsp.PrepareRenamePlaceholder(convert.range_of(spot, ls.abilities.encoding), named.name)


async def rename(ls: SeqlintServer, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
    """The edits of a new name.

    Raises:
        JsonRpcInvalidParams: Keras would refuse the name; the reason is for the user.
    """
    view, named = await _named(ls, params)
    if view is None or named is None:
        return None
    session = ls.session
    edits = await session.ask(lambda: session.engine.rename(view.analysis, named, params.new_name))
    if isinstance(edits, str):
        raise JsonRpcInvalidParams(edits)
    return convert.workspace_edit([(Span(edit.start, edit.end), edit.text) for edit in edits], view, ls.abilities)


async def _named(
    ls: SeqlintServer, params: lsp.PrepareRenameParams | lsp.RenameParams
) -> tuple[View | None, Named | None]:
    """The layers whose name is at the cursor; only of a text that could be read as it is."""
    session = ls.session
    view = await session.settled(params.text_document.uri, now=True)
    if view is None or view.analysis is None or not view.snapshot.whole:
        return None, None
    offset = view.inward(convert.offset_of(view.text, params.position, ls.abilities.encoding))
    if offset is None:
        return None, None
    return view, await session.ask(lambda: session.engine.named(view.analysis, offset))


def offer(server: SeqlintServer) -> None:
    """Say that it can be asked first only to clients that do so."""
    options = lsp.RenameOptions(prepare_provider=server.abilities.prepares)
    server.feature(lsp.TEXT_DOCUMENT_RENAME, options)(rename)
    if server.abilities.prepares:
        server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)(prepare)


def register(server: SeqlintServer) -> None:
    """Nothing before the client has said what it can do."""
