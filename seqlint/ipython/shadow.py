"""Files of the user that stand before a package that seqlint needs: a notebook's own folder comes first."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec

NEEDED = ("libcst", "msgspec", "typing_extensions")
"""What is imported from outside Python's own library inside a session."""


def shadow() -> tuple[str, str] | None:
    """A package that seqlint needs and the file that is found in its place; nothing is imported for that."""
    for name in NEEDED:
        path = _found(name)
        if path is not None and _lies_here(path):
            return name, path
    return None


def _found(name: str) -> str | None:
    """The file that `import name` gives."""
    loaded = sys.modules.get(name)
    if loaded is not None:
        return getattr(loaded, "__file__", None)
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        return None
    return spec.origin if spec is not None else None


def _lies_here(path: str) -> bool:
    """Whether a module lies in the folder in which the session works."""
    folder, file = os.path.split(os.path.realpath(path))
    return os.path.realpath(os.getcwd()) == (os.path.dirname(folder) if file.startswith("__init__.") else folder)
