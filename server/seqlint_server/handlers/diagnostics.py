"""textDocument/diagnostic and textDocument/publishDiagnostics: the findings, asked for or sent, never both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from .. import convert
from ..view import View
from .refresh import refresh

if TYPE_CHECKING:
    from ..files import OpenFile
    from ..server import SeqlintServer

_OPTIONS = lsp.DiagnosticOptions(identifier="seqlint", inter_file_dependencies=False, workspace_diagnostics=True)


def items(ls: SeqlintServer, view: View) -> list[lsp.Diagnostic]:
    """The findings of one editor document."""
    report = view.snapshot.report
    found = [convert.diagnostic(finding, view, ls.abilities) for finding in (report.findings if report else ())]
    return [entry[1] for entry in found if entry is not None and entry[0] == view.uri]


async def pull(
    ls: SeqlintServer, params: lsp.DocumentDiagnosticParams
) -> lsp.RelatedFullDocumentDiagnosticReport | lsp.RelatedUnchangedDocumentDiagnosticReport:
    """The findings of the newest text; short if the client has them already."""
    view = await ls.session.settled(params.text_document.uri, findings=True)
    if view is None:
        return lsp.RelatedFullDocumentDiagnosticReport(items=[])
    serial = str(view.snapshot.serial)
    if params.previous_result_id == serial:
        return lsp.RelatedUnchangedDocumentDiagnosticReport(result_id=serial)
    return lsp.RelatedFullDocumentDiagnosticReport(items=items(ls, view), result_id=serial)


def known(ls: SeqlintServer, file: OpenFile) -> None:
    """Something new is known about a file: send it, or let a notebook's other cells be asked for."""
    ls.session.stirred.set()
    snapshot = file.fresh
    if snapshot is None:
        return
    if ls.abilities.pulls:
        if file.cells is not None and len(file.texts) > 1:
            refresh(ls)
        return
    for uri, text in file.texts.items():
        found = items(ls, View(snapshot, file, uri))
        ls.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found, text.version))


def gone(ls: SeqlintServer, uris: list[str]) -> None:
    """Texts were closed: a client that is sent findings keeps them until it is told."""
    ls.session.stirred.set()
    if ls.abilities.pulls:
        return
    for uri in uris:
        ls.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))


def offer(server: SeqlintServer) -> None:
    """Let the client ask; only where it can, because some would show what they ask for and are sent twice."""
    if server.abilities.pulls:
        server.feature(lsp.TEXT_DOCUMENT_DIAGNOSTIC, _OPTIONS)(pull)


def register(server: SeqlintServer) -> None:
    """Listen for news about files."""
    server.session.heard = lambda file: known(server, file)
    server.session.gone = lambda uris: gone(server, uris)
