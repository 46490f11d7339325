"""The names of the output formats: the files in the folder `output`, found without importing them."""

from __future__ import annotations

import os
from functools import cache

_FOLDER = os.path.join(os.path.dirname(__file__), "output")


@cache
def formats() -> tuple[str, ...]:
    """The names of all formats."""
    return tuple(sorted(f[:-3] for f in os.listdir(_FOLDER) if f.endswith(".py") and not f.startswith("_")))
