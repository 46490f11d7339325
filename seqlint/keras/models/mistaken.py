"""What stands where a layer belongs and is none."""

from __future__ import annotations

from typing import Any

from seqlint.values.functions import Function, Library


def describe(value: Any, record: Any) -> str:
    """What a value that is no layer is, for a message."""
    if isinstance(value, Library):
        kind = "class" if value.name[:1].isupper() else "function"
        return f"the {kind} `{value.name}` itself" + (", without `()`" if kind == "class" else "")
    if isinstance(value, Function):
        return f"the function `{value.name}`"
    if isinstance(value, str):
        return f"the string '{value}'"
    if value is None:
        return "None"
    if isinstance(value, tuple):
        return "a tuple"
    return f"a {type(record if record is not None else value).__name__.removesuffix('Record').lower()}"
