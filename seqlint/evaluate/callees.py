"""From a canonical path to what seqlint knows of it."""

from __future__ import annotations

from functools import cache
from typing import Any

from seqlint import libraries
from seqlint.keras import lookup


@cache
def find(path: str) -> Any:
    """What can be invoked under a canonical path: a layer class, a Keras entry, a library callee; None if unknown."""
    if path.startswith("keras."):
        return lookup.find(path)
    return libraries.find(path)
