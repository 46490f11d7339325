"""The protocol, stricter than pygls' and without its own copy of the texts."""

from __future__ import annotations

from typing import Any

import msgspec
from lsprotocol import types as lsp
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcServerNotInitialized,
)
from pygls.protocol import LanguageServerProtocol, lsp_method


class _Refused(msgspec.Struct, frozen=True):
    """What stands for a message that was answered already, or can only be dropped."""

    jsonrpc: str = ""


class Protocol(LanguageServerProtocol):
    """pygls' protocol, in which the session alone keeps the texts.

    pygls ends lines where Python's `str.splitlines` does (form feed, U+2028 …) and not where the protocol says, so
    its copy of a text is wrong after some edits; and an error there would keep the change from the session.

    A request that it cannot read, and one that comes before `initialize` or after `shutdown`, it leaves without an
    answer, for which the client waits for ever; here each is answered with the error that the protocol has for it.
    """

    introduced = False
    """Whether the client has said who it is."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message as the protocol's type."""
        if "jsonrpc" not in data:
            return data
        if data.get("method") == lsp.SHUTDOWN and "id" not in data:
            # Kate asks for no answer; it is no less a goodbye.
            self._cancel_requests()
            self.fm.features[lsp.SHUTDOWN](None)
            self._shutdown = True
            return _Refused()
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                words = f"{data['method']}: its parameters are not those of the protocol"
                self._send_response(data["id"], error=JsonRpcInvalidParams(words).to_response_error())
                return _Refused()
            raise error from error.__cause__

    def handle_message(self, message: Any) -> None:
        """Call what listens for a message."""
        if isinstance(message, _Refused):
            return
        method, identifier = getattr(message, "method", None), getattr(message, "id", None)
        if method == lsp.INITIALIZE:
            self.introduced = True
        if method is not None and identifier is not None:
            refused = self._refusal()
            if refused is not None:
                self._send_response(identifier, error=refused.to_response_error())
                return
            if method == lsp.SHUTDOWN:
                self._cancel_requests()
        elif method is not None and not self.introduced and method != lsp.EXIT:
            return
        super().handle_message(message)

    def _cancel_requests(self) -> None:
        """Answer what is still being worked at: pygls would stumble over the first that it cancels."""
        for future in list(self._request_futures.values()):
            future.cancel()

    def _refusal(self) -> JsonRpcException | None:
        """Why no request can be answered now."""
        if not self.introduced:
            return JsonRpcServerNotInitialized("initialize comes first")
        return JsonRpcInvalidRequest("nothing comes after shutdown but exit") if self._shutdown else None

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
