"""From a canonical Keras path (`keras.layers.Dense`) to the twin of what it names."""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from seqlint.values.callee import REGISTRY

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call

_FOLDER = os.path.dirname(__file__)

_TOP = {"Sequential": "models", "Model": "models", "Input": "models", "Layer": "layers", "InputSpec": "layers"}
"""Names that Keras exports at its top besides their own module."""


class Invokable(Protocol):
    """Anything of Keras that can be called."""

    def invoke(self, call: Call, arguments: Arguments) -> Any:
        """The value that the call gives; raises `Refused` where Keras would raise."""


@cache
def modules() -> frozenset[str]:
    """Names of the modules of this room."""
    return frozenset(
        file.name.removesuffix(".py")
        for file in os.scandir(_FOLDER)
        if not file.name.startswith("_") and (file.name.endswith(".py") or file.is_dir())
    )


def canonical(path: str) -> str:
    """The path under Keras' own module of a name that Keras also exports at its top."""
    root, _, rest = path.partition(".")
    head = rest.partition(".")[0]
    if rest in {"layers.Input", "engine.Input"}:
        return f"{root}.models.Input"
    return f"{root}.{_TOP[head]}.{rest}" if head in _TOP else path


def find(path: str) -> Invokable | None:
    """The twin that a canonical Keras path names, or None."""
    if path == "keras.__version__":
        import_module("seqlint.keras.backend")
        return REGISTRY[path]
    parts = canonical(path).split(".")
    if len(parts) < 3 or parts[1] not in modules():
        return None
    module = import_module(f"seqlint.keras.{parts[1]}")
    registered = REGISTRY.get(".".join(parts))
    if registered is not None:
        return registered
    own = getattr(module, "find", None)
    found: Invokable | None = own(".".join(parts[2:])) if own is not None else None
    if found is None and len(parts) > 3:
        return find(f"{parts[0]}.{parts[1]}.{parts[-1]}") if parts[2].islower() else None
    return found
