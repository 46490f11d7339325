"""Real clients: what they say about themselves, and a server of their own."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from lsprotocol.converters import get_converter

HERE = Path(__file__).parent
CLIENTS = sorted(path.stem for path in (HERE / "capabilities").glob("*.json"))
PULLING = [name for name in CLIENTS if name.startswith("vscode") or name == "neovim-0.11.4"]
FAKE = [sys.executable, str(HERE / "fake.py")]


def environment() -> dict[str, str]:
    """What a server's process needs to find seqlint, installed or not."""
    root = HERE.parents[1]
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(root), str(root / "server")])}


def parameters(client: str, **more: Any) -> lsp.InitializeParams:
    """What a client sends first."""
    captured = json.loads((HERE / "capabilities" / f"{client}.json").read_text())
    given = {"processId": None, "rootUri": None, **captured, **more}
    return get_converter().structure(given, lsp.InitializeParams)
