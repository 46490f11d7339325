"""seqlint inside IPython and Jupyter: `%load_ext seqlint` checks each cell before it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from seqlint.ipython.extension import Extension

_loaded: dict[int, Extension] = {}


def load_ipython_extension(shell: Any) -> None:
    """What `%load_ext seqlint` calls."""
    if id(shell) not in _loaded:
        from seqlint.ipython.extension import Extension

        _loaded[id(shell)] = Extension(shell)
    _loaded[id(shell)].start()


def unload_ipython_extension(shell: Any) -> None:
    """What `%unload_ext seqlint` calls."""
    extension = _loaded.pop(id(shell), None)
    if extension is not None:
        extension.stop()
