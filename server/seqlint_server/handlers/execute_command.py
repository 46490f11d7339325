"""workspace/executeCommand: the model at the cursor in words, as a table, as a picture and as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from lsprotocol.converters import get_converter
from pygls.exceptions import JsonRpcInvalidParams

from .. import convert
from ..convert.panel import panel

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ..server import SeqlintServer
    from ..view import View

    Answer = Callable[[SeqlintServer, View, int], Awaitable[Any]]


async def explain(ls: SeqlintServer, view: View, offset: int) -> str | None:
    """The walk through the model, in Markdown."""
    return await ls.session.ask(lambda: ls.session.engine.walk(view.analysis, offset))


async def summary(ls: SeqlintServer, view: View, offset: int) -> str | None:
    """The table that `model.summary()` prints."""
    return await ls.session.ask(lambda: ls.session.engine.summary(view.analysis, offset))


async def picture(ls: SeqlintServer, view: View, offset: int) -> str | None:
    """The model as SVG."""
    return await ls.session.ask(lambda: ls.session.engine.picture(view.analysis, offset))


async def model(ls: SeqlintServer, view: View, offset: int) -> dict[str, Any] | None:
    """The model as plain data, for a side panel."""
    found = await ls.session.ask(lambda: ls.session.engine.panel(view.analysis, offset))
    return None if found is None else panel(found, view, ls.abilities)


COMMANDS: dict[str, Answer] = {f"seqlint.{answer.__name__}": answer for answer in (explain, summary, picture, model)}


async def _answer(ls: SeqlintServer, answer: Answer, arguments: tuple[Any, ...]) -> Any:
    """What a command says of the model at the cursor; None where there is none."""
    where = _place(arguments)
    view = await ls.session.shapes(where.text_document.uri, now=True)
    if view is None or view.analysis is None:
        return None
    offset = view.inward(convert.offset_of(view.text, where.position, ls.abilities.encoding))
    return None if offset is None else await answer(ls, view, offset)


def _place(arguments: tuple[Any, ...]) -> lsp.TextDocumentPositionParams:
    """The place that a command is asked about.

    Raises:
        JsonRpcInvalidParams: the arguments are not one place.
    """
    try:
        (given,) = arguments
        return get_converter().structure(convert.plain(given), lsp.TextDocumentPositionParams)
    except Exception as error:
        words = 'seqlint\'s commands take one argument: {"textDocument": {"uri": …}, "position": {"line", "character"}}'
        raise JsonRpcInvalidParams(words) from error


def _command(server: SeqlintServer, answer: Answer) -> Callable[..., Any]:
    async def command(*arguments: Any) -> Any:
        return await _answer(server, answer, arguments)

    return command


def register(server: SeqlintServer) -> None:
    """Answer the commands."""
    for name, answer in COMMANDS.items():
        server.command(name)(_command(server, answer))
