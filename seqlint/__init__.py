"""seqlint reads tf.keras.Sequential programs and says what their parts do, and where they go wrong.

The Python API is `check_text` and `check_path`; both give a `Report`, which is plain data.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from seqlint.check import check_path, check_text
    from seqlint.config import Settings
    from seqlint.report import Report

__all__ = ["Report", "Settings", "__version__", "check_path", "check_text"]

__version__ = "0.1.0"

# Nothing is imported before it is used: `seqlint check` on a file without Keras needs almost none of it.
_HOMES = {
    "Report": "seqlint.report",
    "Settings": "seqlint.config",
    "check_path": "seqlint.check",
    "check_text": "seqlint.check",
    "load_ipython_extension": "seqlint.ipython",
    "unload_ipython_extension": "seqlint.ipython",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
