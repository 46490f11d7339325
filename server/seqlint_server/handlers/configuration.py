"""initialized, workspace/didChangeConfiguration, workspace/didChangeWatchedFiles: what the user sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from .. import options as settings
from ..convert import plain
from .refresh import refresh

if TYPE_CHECKING:
    from ..server import SeqlintServer

SECTION = "seqlint"
_WATCHED = "**/{pyproject.toml,seqlint.toml,requirements*.txt,environment.y*ml,*.lock}"


async def initialized(ls: SeqlintServer, _: lsp.InitializedParams) -> None:
    """Ask for the settings, and to hear of changes."""
    ls.session.warm_up()
    registrations = []
    if "configuration" in ls.abilities.registers:
        options = lsp.DidChangeConfigurationRegistrationOptions(section=SECTION)
        registrations.append(lsp.Registration(f"{SECTION}-settings", lsp.WORKSPACE_DID_CHANGE_CONFIGURATION, options))
    if "files" in ls.abilities.registers:
        watchers = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher(_WATCHED)])
        registrations.append(lsp.Registration(f"{SECTION}-files", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, watchers))
    if registrations:
        try:
            await ls.client_register_capability_async(lsp.RegistrationParams(registrations))
        except JsonRpcException as refused:
            ls.log(f"The client does not tell of changed settings and files: {refused}")
    if ls.abilities.configuration:
        await _ask(ls)


async def changed(ls: SeqlintServer, params: lsp.DidChangeConfigurationParams) -> None:
    """Take over new settings: asked for where the client can be asked, else as they came."""
    if ls.abilities.configuration:
        await _ask(ls)
    else:
        _use(ls, params.settings)


def files_changed(ls: SeqlintServer, _: lsp.DidChangeWatchedFilesParams) -> None:
    """A file changed that says which Keras a project uses, or what seqlint should do."""
    ls.session.engine.forget()
    ls.session.again()
    refresh(ls)


async def _ask(ls: SeqlintServer) -> None:
    item = lsp.ConfigurationItem(section=SECTION)
    answer = await ls.workspace_configuration_async(lsp.ConfigurationParams([item]))
    if answer and answer[0] is not None:
        _use(ls, answer[0])


def _use(ls: SeqlintServer, given: Any) -> None:
    options, problems = settings.read(plain(given))
    for problem in problems:
        ls.log(problem)
    if options != ls.session.options:
        ls.session.configure(options)
        refresh(ls)


def register(server: SeqlintServer) -> None:
    """Listen for settings and project files."""
    server.feature(lsp.INITIALIZED)(initialized)
    server.feature(lsp.WORKSPACE_DID_CHANGE_CONFIGURATION)(changed)
    server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)(files_changed)
