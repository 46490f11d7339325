"""textDocument/didOpen, didChange, didClose, and the same for notebooks: keeping the texts in step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from ..convert import cells_of, changes_of, path_of, text_of

if TYPE_CHECKING:
    from ..server import SeqlintServer


def opened(ls: SeqlintServer, params: lsp.DidOpenTextDocumentParams) -> None:
    """A text was opened."""
    item = params.text_document
    ls.session.open(item.uri, path_of(item.uri), text_of(item))


def changed(ls: SeqlintServer, params: lsp.DidChangeTextDocumentParams) -> None:
    """A text was changed."""
    item = params.text_document
    ls.session.change(item.uri, changes_of(params.content_changes), item.version)


def closed(ls: SeqlintServer, params: lsp.DidCloseTextDocumentParams) -> None:
    """A text was closed."""
    ls.session.close(params.text_document.uri)


def notebook_opened(ls: SeqlintServer, params: lsp.DidOpenNotebookDocumentParams) -> None:
    """A notebook was opened."""
    book = params.notebook_document
    texts = [text_of(item) for item in params.cell_text_documents]
    ls.session.open_notebook(book.uri, path_of(book.uri), cells_of(book.cells), texts)


def notebook_changed(ls: SeqlintServer, params: lsp.DidChangeNotebookDocumentParams) -> None:
    """Cells came, went, moved or were changed."""
    uri = params.notebook_document.uri
    cells = params.change.cells
    if cells is None:
        return
    if cells.structure is not None:
        array = cells.structure.array
        splice = (array.start, array.delete_count, cells_of(array.cells or ()))
        fresh = [text_of(item) for item in cells.structure.did_open or ()]
        gone = [item.uri for item in cells.structure.did_close or ()]
        ls.session.change_cells(uri, splice, fresh, gone)
    for content in cells.text_content or ():
        ls.session.change(content.document.uri, changes_of(content.changes), content.document.version)


def notebook_closed(ls: SeqlintServer, params: lsp.DidCloseNotebookDocumentParams) -> None:
    """A notebook was closed."""
    ls.session.close(params.notebook_document.uri)


def register(server: SeqlintServer) -> None:
    """Listen for texts."""
    server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)(opened)
    server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)(changed)
    server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)(closed)
    server.feature(lsp.NOTEBOOK_DOCUMENT_DID_OPEN)(notebook_opened)
    server.feature(lsp.NOTEBOOK_DOCUMENT_DID_CHANGE)(notebook_changed)
    server.feature(lsp.NOTEBOOK_DOCUMENT_DID_CLOSE)(notebook_closed)
