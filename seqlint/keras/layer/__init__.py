"""What a layer is: the `@layer` decorator, the layer's record in the store, and how one is made and applied.

A layer's twin is one function with Keras' own signature. Its body sees one concrete or symbolic case of arguments at a
time and returns `Facets`: what goes out for what comes in, and which weights there are. Binding, checking, unknown
arguments, names and places are done here once for all layers.
"""

from __future__ import annotations

from seqlint.keras.layer.apply import Application, apply
from seqlint.keras.layer.construct import construct, refusal_of
from seqlint.keras.layer.facets import ANY_RANK, Facets, Rank, at_least, exactly
from seqlint.keras.layer.name import snake
from seqlint.keras.layer.record import Layer, layers_inside
from seqlint.keras.layer.type import LayerType, layer

__all__ = [
    "ANY_RANK",
    "Application",
    "Facets",
    "Layer",
    "LayerType",
    "Rank",
    "apply",
    "at_least",
    "construct",
    "exactly",
    "layer",
    "layers_inside",
    "refusal_of",
    "snake",
]
