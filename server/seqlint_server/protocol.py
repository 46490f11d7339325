"""The protocol without pygls' own copy of the texts."""

from __future__ import annotations

from lsprotocol import types as lsp
from pygls.protocol import LanguageServerProtocol, lsp_method


class Protocol(LanguageServerProtocol):
    """pygls' protocol, in which the session alone keeps the texts.

    pygls ends lines where Python's `str.splitlines` does (form feed, U+2028 …) and not where the protocol says, so
    its copy of a text is wrong after some edits; and an error there would keep the change from the session.
    """

    @lsp_method(lsp.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: lsp.DidOpenTextDocumentParams) -> None:
        """Call the registered handler and nothing else."""
        self.fm.features[lsp.TEXT_DOCUMENT_DID_OPEN](params)

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: lsp.DidChangeTextDocumentParams) -> None:
        """Call the registered handler and nothing else."""
        self.fm.features[lsp.TEXT_DOCUMENT_DID_CHANGE](params)

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: lsp.DidCloseTextDocumentParams) -> None:
        """Call the registered handler and nothing else."""
        self.fm.features[lsp.TEXT_DOCUMENT_DID_CLOSE](params)

    @lsp_method(lsp.NOTEBOOK_DOCUMENT_DID_OPEN)
    def lsp_notebook_document__did_open(self, params: lsp.DidOpenNotebookDocumentParams) -> None:
        """Call the registered handler and nothing else."""
        self.fm.features[lsp.NOTEBOOK_DOCUMENT_DID_OPEN](params)

    @lsp_method(lsp.NOTEBOOK_DOCUMENT_DID_CHANGE)
    def lsp_notebook_document__did_change(self, params: lsp.DidChangeNotebookDocumentParams) -> None:
        """Call the registered handler and nothing else."""
        self.fm.features[lsp.NOTEBOOK_DOCUMENT_DID_CHANGE](params)

    @lsp_method(lsp.NOTEBOOK_DOCUMENT_DID_CLOSE)
    def lsp_notebook_document__did_close(self, params: lsp.DidCloseNotebookDocumentParams) -> None:
        """Call the registered handler and nothing else."""
        self.fm.features[lsp.NOTEBOOK_DOCUMENT_DID_CLOSE](params)
