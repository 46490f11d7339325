"""Numbers, sizes and shapes as cards, hints and lenses write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.values.shape import NONE, Dim, Symbol, UnknownShape, render_dim

if TYPE_CHECKING:
    from seqlint.values.shape import Shape

BYTES = 4
"""Bytes of a float32 parameter."""


def number(value: Dim | None) -> str:
    """A number with thousands commas; a symbol by its name; `?` where it is not known."""
    if value is None:
        return "?"
    return f"{value:,}" if isinstance(value, int) else render_dim(value)


def memory(parameters: int) -> str:
    """The memory of float32 parameters: `198.8 KiB`."""
    amount = float(parameters * BYTES)
    for unit in ("B", "KiB", "MiB"):
        if amount < 1024:
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1024
    return f"{amount:.1f} GiB"


def short_memory(parameters: int) -> str:
    """The memory of float32 parameters without decimals where it is large: `199 KiB`."""
    text = memory(parameters)
    value, unit = text.split(" ")
    return f"{float(value):.0f} {unit}" if float(value) >= 10 else text


def plain(shape: Shape | UnknownShape | None) -> list[int | str | None] | None:
    """A shape for machine formats: integers, None for an open or nameless size, the name of a named one."""
    if not isinstance(shape, tuple):
        return None
    return [_plain_dim(dim) for dim in shape]


def _plain_dim(dim: Dim) -> int | str | None:
    if dim is NONE:
        return None
    if isinstance(dim, Symbol):
        return render_dim(dim) if dim.named else None
    return dim if isinstance(dim, int) else None


def sample(shape: Shape | UnknownShape | None) -> str:
    """What one sample of a shape is, in short: `784`, `28×28×1`."""
    if not isinstance(shape, tuple) or len(shape) < 2:
        return "?"
    return "×".join(render_dim(dim) for dim in shape[1:])
