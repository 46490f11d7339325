"""FlaxLayer (Keras: `utils/jax_layer.py`)."""

from __future__ import annotations

from seqlint.keras.kinds import Anything
from seqlint.keras.layer import Facets, layer
from seqlint.keras.weights import Weight, weight
from seqlint.values.shape import Shape, UnknownShape, unknown_shape, unknown_size

_REASON = "`FlaxLayer` runs a Flax module that seqlint does not follow"


@layer(generations=(3,))
def FlaxLayer(module: Anything, method: Anything = None, variables: Anything = None) -> Facets:
    """Runs a module written in Flax as a layer.

    What goes out is decided by the module.

    Args:
        module: the Flax module.
        method: which of its methods is called; the usual one without it.
        variables: its first parameters, if they exist already.
    """

    def output(_: Shape) -> UnknownShape:
        return unknown_shape(_REASON)

    def weights(_: Shape) -> tuple[Weight, ...]:
        return weight("weights", unknown_size(_REASON))

    return Facets(output, weights)
