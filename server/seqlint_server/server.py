"""The server: a session, and the handlers of the folder `handlers` around it."""

from __future__ import annotations

import asyncio
import sys
from importlib import import_module
from pkgutil import iter_modules
from threading import Event
from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls.exceptions import FeatureRequestError
from pygls.io_ import StdoutWriter, run_async
from pygls.lsp.server import LanguageServer

from . import handlers
from .abilities import Abilities
from .pipe import Pipe
from .protocol import Protocol
from .session import DEBOUNCE, Session

if TYPE_CHECKING:
    from typing import BinaryIO

    from .engine import Engine

_NOTEBOOKS = lsp.NotebookDocumentSyncOptions(
    notebook_selector=[
        lsp.NotebookDocumentFilterWithCells(
            notebook=lsp.NotebookDocumentFilterNotebookType(notebook_type="jupyter-notebook"),
            cells=[lsp.NotebookCellLanguage(language="python")],
        )
    ],
    save=False,
)


class SeqlintServer(LanguageServer):
    """A language server with a session.

    Attributes:
        session: what is open and what is known about it.
        abilities: what the client can do.
        finished: whether the client has said that it is about to leave.
        pictures: whether it was started for a client that shows images but does not say so.
    """

    def __init__(self, session: Session, version: str) -> None:
        super().__init__(
            "seqlint",
            version,
            text_document_sync_kind=lsp.TextDocumentSyncKind.Incremental,
            notebook_document_sync=_NOTEBOOKS,
            protocol_cls=Protocol,
            max_workers=1,
        )
        self.session = session
        self.abilities = Abilities()
        self.finished = False
        self.pictures = False
        self._told: set[str] = set()

    def start_io(self, stdin: BinaryIO | None = None, stdout: BinaryIO | None = None) -> None:
        """Talk over pipes, standard input and output where none are named, until the client leaves."""
        self._stop_event = Event()
        self.protocol.set_writer(StdoutWriter(stdout or sys.stdout.buffer))
        pipe = Pipe(stdin or sys.stdin.buffer)
        try:
            asyncio.run(run_async(self._stop_event, pipe, self.protocol, None, self.report_server_error))
        except (BrokenPipeError, KeyboardInterrupt, SystemExit):
            return
        finally:
            self.shutdown()  # type: ignore[no-untyped-call]  # pygls says nothing of it

    def report_server_error(self, error: Exception, source: type[Exception]) -> None:
        """Log an error that no request waits for; the user is not disturbed."""
        if source is not FeatureRequestError:
            self.log(f"{type(error).__name__}: {error}")

    def log(self, message: str) -> None:
        """Write a line into the client's log of the server."""
        self.window_log_message(lsp.LogMessageParams(lsp.MessageType.Error, message))

    def warn(self, message: str) -> None:
        """Tell the user something, once."""
        if message not in self._told:
            self._told.add(message)
            self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Warning, message))


def create_server(*, engine: Engine | None = None, debounce: float = DEBOUNCE) -> SeqlintServer:
    """Make a server with all its handlers.

    Args:
        engine: what reads programs; seqlint itself where none is given.
        debounce: how many seconds of quiet after a key stroke start an analysis.
    """
    from seqlint import __version__

    if engine is None:
        from .engine import Seqlint

        engine = Seqlint()
    server = SeqlintServer(Session(engine, debounce=debounce), __version__)
    server.session.failed = server.log
    server.session.complained = server.warn
    for module in sorted(iter_modules(handlers.__path__), key=lambda module: module.name):
        import_module(f"{handlers.__name__}.{module.name}").register(server)
    return server
