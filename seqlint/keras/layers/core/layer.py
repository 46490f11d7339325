"""Layer, the base class of all layers (Keras: `layers/layer.py`)."""

from __future__ import annotations

from seqlint.keras.layer import Facets, layer
from seqlint.values.call import Call
from seqlint.values.refusal import NotALayer, Refused
from seqlint.values.shape import Shape, UnknownShape, unknown_shape


@layer()
def Layer(call: Call) -> Facets:
    """The base class of all layers.

    It does nothing itself: a program defines a subclass of it with its own `build` and `call`. Keras takes it into a
    Sequential, and stops when numbers come.
    """

    def output(_: Shape) -> Shape | UnknownShape:
        return unknown_shape("the base class does not say what it computes")

    def computes(_: Shape, training: bool) -> None:
        keras = "Layer Layer does not have a `call()` method implemented."
        raise Refused(NotALayer, None, keras, what="the base class `Layer` itself, which has no `call`", value=None)

    return Facets(output, computes=computes if call.target.major >= 3 else None)
