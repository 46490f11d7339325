"""KerasCV: its layers that Keras has taken over under the same name."""

from __future__ import annotations

from typing import Any

from seqlint.keras import lookup


def find(name: str) -> Any:
    """Keras' own layer of that name, which does the same."""
    module, _, last = name.rpartition(".")
    return lookup.find(f"keras.layers.{last}") if module == "layers" else None
