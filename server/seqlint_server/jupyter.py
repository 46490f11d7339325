"""How JupyterLab finds the server: the entry point that `jupyter-lsp` looks for."""

from __future__ import annotations

import sys
from typing import Any


def spec(_: object) -> dict[str, dict[str, Any]]:
    """The server as `jupyter-lsp` describes servers; it runs in the environment that Jupyter runs in."""
    return {
        "seqlint": {
            "version": 2,
            "argv": [sys.executable, "-m", "seqlint", "server", "--pictures"],
            "languages": ["python"],
            "mime_types": ["text/x-python", "text/x-ipython"],
            "display_name": "seqlint",
            "requires_documents_on_disk": False,
        }
    }
