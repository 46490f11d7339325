"""workspace/diagnostic: the findings of all files of the workspace."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from ..convert import path_of
from .diagnostics import items
from .progress import progress

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from ..server import SeqlintServer
    from ..view import View

    Report = lsp.WorkspaceFullDocumentDiagnosticReport | lsp.WorkspaceUnchangedDocumentDiagnosticReport
    At = Callable[[int, int], None]

_TITLE = "seqlint reads the workspace"
# How long news are gathered before the workspace is looked through again.
GATHER = 1.0


async def diagnostics(ls: SeqlintServer, params: lsp.WorkspaceDiagnosticParams) -> lsp.WorkspaceDiagnosticReport:
    """The findings; to a client that takes them bit by bit they are sent as they come, for as long as it listens."""
    had = {each.uri: each.value for each in params.previous_result_ids}
    token = params.partial_result_token
    if token is None:
        with progress(ls, params.work_done_token, _TITLE) as at:
            return lsp.WorkspaceDiagnosticReport([report async for report in _reports(ls, had, at, wanted=True)])
    while True:
        ls.session.stirred.clear()
        with progress(ls, params.work_done_token, _TITLE) as at:
            async for report in _reports(ls, had, at, wanted=ls.session.options.workspace):
                if isinstance(report, lsp.WorkspaceFullDocumentDiagnosticReport):
                    bit = lsp.WorkspaceDiagnosticReportPartialResult([report])
                    ls.protocol.notify(lsp.PROGRESS, lsp.ProgressParams(token, bit))
        await ls.session.stirred.wait()
        await asyncio.sleep(GATHER)


async def _reports(ls: SeqlintServer, had: dict[str, str], at: At, *, wanted: bool) -> AsyncIterator[Report]:
    """One report a file that has something to do with Keras, and an empty one for what the client had of others.

    Args:
        ls: the server.
        had: what the client has, by file; kept up to date.
        at: told how far it is.
        wanted: whether there is to be anything at all.
    """
    gone = dict(had)
    async for view in _views(ls, at) if wanted else _nothing():
        uri, version = view.uri, view.text.version
        serial = f"{'file-' if version is None else ''}{view.snapshot.serial}"
        gone.pop(uri, None)
        if had.get(uri) == serial:
            yield lsp.WorkspaceUnchangedDocumentDiagnosticReport(uri, serial, version=version)
        else:
            had[uri] = serial
            yield lsp.WorkspaceFullDocumentDiagnosticReport(uri, items(ls, view), version=version, result_id=serial)
    for uri in gone:
        del had[uri]
        yield lsp.WorkspaceFullDocumentDiagnosticReport(uri, [])


async def _views(ls: SeqlintServer, at: At) -> AsyncIterator[View]:
    """What is open, and then what else the workspace has."""
    session = ls.session
    for uri in [uri for file in session.files.values() for uri in file.texts]:
        view = await session.settled(uri, findings=True)
        if view is not None:
            yield view
    paths = await session.folder.paths(folders(ls))
    done = 0
    async for known in session.folder.known(paths):
        done += 1
        at(done, len(paths))
        if known.view is not None:
            yield known.view


async def _nothing() -> AsyncIterator[View]:
    return
    yield


def folders(ls: SeqlintServer) -> list[str]:
    """The folders of the workspace."""
    named = [folder.uri for folder in ls.workspace.folders.values()]
    root = ls.workspace.root_uri
    return [path_of(uri) for uri in named or ([root] if root else []) if uri.startswith("file:")]


def offer(server: SeqlintServer) -> None:
    """Let the client ask, with the findings of single files; only where it can."""
    if server.abilities.pulls:
        server.feature(lsp.WORKSPACE_DIAGNOSTIC)(diagnostics)


def register(server: SeqlintServer) -> None:
    """Nothing before the client has said what it can do."""
