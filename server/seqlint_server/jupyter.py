"""How JupyterLab finds the server: the entry point that `jupyter-lsp` looks for."""

from __future__ import annotations

import sys
from typing import Any

# `python -m` would look for modules in the folder of the notebooks first, and run a file of the user that is named like
# one of them; of the path, only that entry is empty.
_START = "import sys; sys.path[:] = filter(None, sys.path); from seqlint.cli import start; start()"


def spec(_: object) -> dict[str, dict[str, Any]]:
    """The server as `jupyter-lsp` describes servers; it runs in the environment that Jupyter runs in."""
    return {
        "seqlint": {
            "version": 2,
            "argv": [sys.executable, "-c", _START, "server", "--pictures"],
            "languages": ["python"],
            "mime_types": ["text/x-python", "text/x-ipython"],
            "display_name": "seqlint",
            "requires_documents_on_disk": False,
        }
    }
