"""What calls into other libraries give: one module or package a library, one function a call.

`seqlint.libraries.<root>` holds the callees whose path starts with `<root>.`; importing it registers them.
"""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module

from seqlint.values.callee import REGISTRY, Callee

_FOLDER = os.path.dirname(__file__)


@cache
def _load(root: str) -> bool:
    """Import the module of a library if seqlint has one; a package's files are all imported."""
    folder = os.path.join(_FOLDER, root)
    if os.path.isdir(folder):
        for file in sorted(os.listdir(folder)):
            if file.endswith(".py"):
                import_module(f"{__name__}.{root}.{file[:-3]}" if file != "__init__.py" else f"{__name__}.{root}")
        return True
    if os.path.isfile(f"{folder}.py"):
        import_module(f"{__name__}.{root}")
        return True
    return False


def find(path: str) -> Callee | None:
    """The callee of that canonical path, or None."""
    _load(path.partition(".")[0])
    return REGISTRY.get(path)


def has(root: str) -> bool:
    """Whether seqlint has a module for that library."""
    return _load(root)
