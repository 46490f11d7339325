"""initialize, initialized, shutdown: who the client is, and how it comes and goes."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, cast

from lsprotocol import types as lsp
from msgspec.structs import replace

from .. import options as settings
from ..abilities import Abilities
from ..convert import attribute
from . import diagnostics, rename, workspace_diagnostic

if TYPE_CHECKING:
    from seqlint.source.span import PositionEncoding

    from ..server import SeqlintServer

# How often to look whether the client's process is still there, in seconds.
WATCH = 5.0


def initialize(ls: SeqlintServer, params: lsp.InitializeParams) -> None:
    """Learn what the client can do; only what it can do is offered."""
    ls.abilities = replace(
        abilities_of(params.capabilities, str(ls.workspace.position_encoding or "utf-16")),
        pictures=ls.pictures or _shows_images(params),
    )
    ls.session.encoding = ls.abilities.encoding
    ls.session.options, problems = settings.read(params.initialization_options)
    for problem in problems:
        ls.log(problem)
    diagnostics.offer(ls)
    workspace_diagnostic.offer(ls)
    rename.offer(ls)
    if params.process_id is not None and _alive(params.process_id):
        _watch(asyncio.get_running_loop(), params.process_id)


def abilities_of(capabilities: lsp.ClientCapabilities, encoding: str) -> Abilities:
    """A client's capabilities in the server's words."""

    def can(path: str) -> bool:
        return bool(attribute(capabilities, path))

    def form(path: str) -> str:
        known = [str(getattr(kind, "value", kind)) for kind in attribute(capabilities, path) or ()]
        return "markdown" if "markdown" in known else known[0] if known else ""

    formats = attribute(capabilities, "text_document.hover.content_format") or []
    pulls = attribute(capabilities, "text_document.diagnostic") is not None
    # A client that pulls may say under either name what it shows of a diagnostic.
    shown = [f"text_document.{name}" for name in ("publish_diagnostics", "diagnostic")[: 2 if pulls else 1]]
    tags = [tag for name in shown for tag in attribute(capabilities, f"{name}.tag_support.value_set") or ()]
    refreshable = {"diagnostics": "diagnostics", "inlay_hint": "inlayHint", "code_lens": "codeLens"}
    registrable = {"did_change_configuration": "configuration", "did_change_watched_files": "files"}
    return Abilities(
        encoding=cast("PositionEncoding", encoding),
        markdown=lsp.MarkupKind.Markdown in formats,
        pulls=pulls,
        refreshes=frozenset(name for key, name in refreshable.items() if can(f"workspace.{key}.refresh_support")),
        related=any(can(f"{name}.related_information") for name in shown),
        pages=any(can(f"{name}.code_description_support") for name in shown),
        tags=frozenset(int(tag) for tag in tags),
        versioned_edits=can("workspace.workspace_edit.document_changes"),
        actions=can("text_document.code_action.code_action_literal_support"),
        preferred=can("text_document.code_action.is_preferred_support"),
        symbol_tree=can("text_document.document_symbol.hierarchical_document_symbol_support"),
        replaces=can("text_document.completion.completion_item.insert_replace_support"),
        label_offsets=can(
            "text_document.signature_help.signature_information.parameter_information.label_offset_support"
        ),
        collapsed_text=can("text_document.folding_range.folding_range.collapsed_text"),
        prepares=can("text_document.rename.prepare_support"),
        proposal_format=form("text_document.completion.completion_item.documentation_format"),
        signature_format=form("text_document.signature_help.signature_information.documentation_format"),
        configuration=can("workspace.configuration"),
        registers=frozenset(name for key, name in registrable.items() if can(f"workspace.{key}.dynamic_registration")),
    )


def _shows_images(params: lsp.InitializeParams) -> bool:
    """Whether a client shows images in Markdown, as VS Code and its kin do; in a terminal none can be shown."""
    parser = attribute(params.capabilities, "general.markdown.parser")
    name = params.client_info.name.lower() if params.client_info is not None else ""
    return parser == "marked" and "vim" not in name


def shutdown(ls: SeqlintServer, _: None) -> None:
    """Stop all work; the client sends `exit` next."""
    ls.finished = True
    ls.session.shut_down()


def _watch(loop: asyncio.AbstractEventLoop, process: int) -> None:
    """End when the client's process has ended, even if something still holds the pipe open."""
    if not _alive(process):
        os._exit(1)
    loop.call_later(WATCH, _watch, loop, process)


def _alive(process: int) -> bool:
    if os.name == "nt":
        # There os.kill(pid, 0) is Ctrl+C; the closed pipe has to do.
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def register(server: SeqlintServer) -> None:
    """Answer `initialize` and `shutdown`."""
    server.feature(lsp.INITIALIZE)(initialize)
    server.feature(lsp.SHUTDOWN)(shutdown)
