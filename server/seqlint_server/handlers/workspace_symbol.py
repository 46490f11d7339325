"""workspace/symbol: the models of all files, open or not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from ..convert import uri_of
from ..convert.places import workspace_symbol
from .progress import progress
from .workspace_diagnostic import folders

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seqlint.explain.views import Outline

    from ..server import SeqlintServer
    from ..session import Session
    from ..view import View


async def symbols(ls: SeqlintServer, params: lsp.WorkspaceSymbolParams) -> list[lsp.SymbolInformation]:
    """The models, and those of their layers that the program names, whose names have the letters of the query."""
    session = ls.session
    found: list[lsp.SymbolInformation] = []
    for file in list(session.files.values()):
        for uri in list(file.texts)[:1]:
            view = await (session.settled(uri, findings=True) if file.rests else session.shapes(uri))
            if view is not None:
                outline = await session.ask(partial(_outline, session, view))
                found += _symbols(ls, outline, view, file.uri, params.query)
    paths = await session.folder.paths(folders(ls))
    done = 0
    with progress(ls, params.work_done_token, "seqlint looks for models") as at:
        async for known in session.folder.known(paths):
            found += _symbols(ls, known.outline, known.view, uri_of(paths[done]), params.query)
            done += 1
            at(done, len(paths))
    return found


def _outline(session: Session, view: View) -> Sequence[Outline]:
    """The models of an open file; one that rests is read for them and rests again."""
    if view.analysis is not None:
        return session.engine.outline(view.analysis)
    looked = session.engine.look(view.snapshot.document, session.options) if view.file.rests else None
    return looked[1] if looked is not None else ()


def _symbols(
    ls: SeqlintServer, outline: Sequence[Outline], view: View | None, uri: str | None, query: str
) -> Iterator[lsp.SymbolInformation]:
    for model in outline:
        name = model.variable or model.name
        if uri is not None and _has(name, query):
            symbol = workspace_symbol(model, name, "", view, uri, ls.abilities)
            if symbol is not None:
                yield symbol
        for layer in model.children:
            if uri is not None and query and _has(layer.name, query):
                symbol = workspace_symbol(layer, layer.name, name, view, uri, ls.abilities)
                if symbol is not None:
                    yield symbol


def _has(name: str, query: str) -> bool:
    """Whether a name has the letters of a query in their order; all names have those of an empty one."""
    letters = iter(name.lower())
    return all(letter in letters for letter in query.lower())


def register(server: SeqlintServer) -> None:
    """Answer for symbols of the workspace."""
    server.feature(lsp.WORKSPACE_SYMBOL, lsp.WorkspaceSymbolOptions(work_done_progress=True))(symbols)
