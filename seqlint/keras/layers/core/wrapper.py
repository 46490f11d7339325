"""Wrapper (Keras: `layers/core/wrapper.py`)."""

from __future__ import annotations

from typing import Annotated, Any

from seqlint.keras.kinds import Context, Kind
from seqlint.keras.layer import Facets, layer
from seqlint.values.array import Array


def _layer(value: Any, context: Context) -> Any:
    if isinstance(value, (str, int, float, tuple, Array)) or value is None:
        raise context.refuse(
            value, "a Keras layer", "ValueError: Layer supplied to Wrapper isn't a supported layer type."
        )
    return value


@layer(several="a subclass that defines `call` (it only holds a layer)", tags="wrapper")
def Wrapper(layer: Annotated[Any, Kind("a Keras layer", _layer)]) -> Facets:
    """The base class of layers that hold another layer, such as `TimeDistributed`.

    It does nothing itself: a program defines a subclass of it.

    Args:
        layer: the layer inside.
    """
    return Facets()
