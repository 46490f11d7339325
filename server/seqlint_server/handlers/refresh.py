"""workspace/…/refresh: asking the client to ask again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..server import SeqlintServer


def refresh(ls: SeqlintServer) -> None:
    """Let the client ask again for everything that it can be told to ask for."""
    if "diagnostics" in ls.abilities.refreshes and ls.abilities.pulls:
        ls.workspace_diagnostic_refresh(None)
    if "inlayHint" in ls.abilities.refreshes:
        ls.workspace_inlay_hint_refresh(None)
    if "codeLens" in ls.abilities.refreshes:
        ls.workspace_code_lens_refresh(None)


def register(server: SeqlintServer) -> None:
    """Nothing arrives: these requests go to the client."""
