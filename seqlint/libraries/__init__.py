"""What calls into other libraries give: one module or package a library, one function a call.

`seqlint.libraries.<root>` holds the callees whose path starts with `<root>.`; importing it registers them. Python's own
library shares the package `standard`. A library of which every call gives the same answer (a plot) registers one callee
for its whole path with `everything_under`.
"""

from __future__ import annotations

import builtins as python
import os
import sys
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from seqlint.values.callee import REGISTRY, Callee

if TYPE_CHECKING:
    from collections.abc import Callable

_FOLDER = os.path.dirname(__file__)

_PREFIXES: dict[str, Callee] = {}


def everything_under(*paths: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register `(call, arguments) → value` for every path below these that has no callee of its own."""

    def declare(body: Callable[..., Any]) -> Callable[..., Any]:
        for path in paths:
            _PREFIXES[path] = Callee(path, body, raw=True, lifted=False, cache={})
        return body

    return declare


@cache
def _load(root: str) -> bool:
    """Import the module of a library if seqlint has one; a package's files are all imported."""
    if root in sys.stdlib_module_names and root != "builtins":
        return _load("standard")
    folder = os.path.join(_FOLDER, root)
    if os.path.isdir(folder):
        import_module(f"{__name__}.{root}")
        for file in sorted(os.listdir(folder)):
            if file.endswith(".py") and file != "__init__.py":
                import_module(f"{__name__}.{root}.{file[:-3]}")
        return True
    if os.path.isfile(f"{folder}.py"):
        import_module(f"{__name__}.{root}")
        return True
    return False


def find(path: str) -> Any:
    """The callee of that canonical path, or the nearest one for everything under a path above it; else None.

    What is no callee (a layer of another library) is found by a `find` of the library's own. Python's own names are no
    part of "everything", so that a star import does not hide `len`.
    """
    root = path.partition(".")[0]
    if not root.isidentifier() or not _load(root):
        return None
    if path.startswith("tensorflow.experimental.numpy."):
        return find(path.removeprefix("tensorflow.experimental."))
    found = REGISTRY.get(path) or REGISTRY.get(
        path.replace("tensorflow.compat.v1.", "tensorflow.").replace("tensorflow.compat.v2.", "tensorflow.")
    )
    if found is not None:
        return found
    own = getattr(sys.modules.get(f"{__name__}.{root}"), "find", None)
    if own is not None:
        return own(path.partition(".")[2])
    above = "" if hasattr(python, path.rpartition(".")[2]) else path
    while "." in above:
        above = above.rpartition(".")[0]
        if above in _PREFIXES:
            return _PREFIXES[above]
    return None


def has(root: str) -> bool:
    """Whether seqlint has a module for that library."""
    return root.isidentifier() and _load(root)
