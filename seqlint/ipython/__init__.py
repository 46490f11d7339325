"""seqlint inside IPython and Jupyter: `%load_ext seqlint` checks each cell before it runs."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from seqlint.ipython.extension import Extension

_loaded: dict[int, Extension] = {}


def load_ipython_extension(shell: Any) -> None:
    """What `%load_ext seqlint` calls.

    Raises:
        UsageError: a file of the user's stands before a package that seqlint needs.
    """
    if id(shell) not in _loaded:
        from seqlint.ipython.shadow import NEEDED, shadow

        shadowed = shadow()
        if shadowed is not None:
            from IPython.core.error import UsageError

            name, path = shadowed
            raise UsageError(
                f"seqlint needs the package `{name}`, and your file {path} stands before it. Rename the file and "
                "restart the kernel, or start it in another folder."
            )
        # Later the session may work in a folder that has such files.
        for name in NEEDED:
            import_module(name)
        from seqlint.ipython.extension import Extension

        _loaded[id(shell)] = Extension(shell)
    _loaded[id(shell)].start()


def unload_ipython_extension(shell: Any) -> None:
    """What `%unload_ext seqlint` calls."""
    extension = _loaded.pop(id(shell), None)
    if extension is not None:
        extension.stop()
