"""initialized, workspace/didChangeConfiguration, workspace/didChangeWatchedFiles: what the user sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from .. import options as settings
from ..convert import path_of, plain
from .refresh import refresh

if TYPE_CHECKING:
    from ..server import SeqlintServer

SECTION = "seqlint"
_SETTINGS = (
    "**/{pyproject.toml,seqlint.toml,*requirements*.txt,*requirements*.in,requirements/*.txt,requirements/*.in,"
    "constraints*.txt,environment*.y*ml,conda*.y*ml,*.lock,Pipfile,pixi.toml,setup.cfg,setup.py}"
)
_PROGRAMS = "**/*.{py,ipynb}"


async def initialized(ls: SeqlintServer, _: lsp.InitializedParams) -> None:
    """Ask for the settings, and to hear of changes."""
    ls.session.warm_up()
    registrations = []
    if "configuration" in ls.abilities.registers:
        options = lsp.DidChangeConfigurationRegistrationOptions(section=SECTION)
        registrations.append(lsp.Registration(f"{SECTION}-settings", lsp.WORKSPACE_DID_CHANGE_CONFIGURATION, options))
    if "files" in ls.abilities.registers:
        watchers = lsp.DidChangeWatchedFilesRegistrationOptions(
            [lsp.FileSystemWatcher(_SETTINGS), lsp.FileSystemWatcher(_PROGRAMS)]
        )
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


def files_changed(ls: SeqlintServer, params: lsp.DidChangeWatchedFilesParams) -> None:
    """A file changed: a program, maybe one that open files import, or what says how all are to be read."""
    session = ls.session
    paths = [path_of(change.uri) for change in params.changes]
    if all(path.endswith((".py", ".ipynb")) and not path.endswith("setup.py") for path in paths):
        changed_too = {file.uri: file for path in paths for file in session.imports(path)}
        session.again(changed_too.values())
        if changed_too:
            refresh(ls)
    else:
        session.engine.forget()
        session.folder.forget()
        session.again()
        refresh(ls)
    session.stirred.set()


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
