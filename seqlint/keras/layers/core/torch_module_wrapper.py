"""TorchModuleWrapper (Keras: `utils/torch_utils.py`)."""

from __future__ import annotations

from seqlint.keras.kinds import Anything
from seqlint.keras.layer import Facets, layer
from seqlint.keras.weights import Weight, weight
from seqlint.values.shape import Shape, UnknownShape, unknown_shape, unknown_size

_REASON = "`TorchModuleWrapper` runs a PyTorch module that seqlint does not follow"


@layer(generations=(3,))
def TorchModuleWrapper(module: Anything, name: Anything = None, output_shape: Anything = None) -> Facets:
    """Runs a PyTorch module as a layer; it needs Keras' torch backend.

    What goes out is decided by the module.

    Args:
        module: the PyTorch module.
        name: the layer's name in the summary.
        output_shape: the shape that the module gives, if Keras cannot find it out.
    """

    def output(_: Shape) -> UnknownShape:
        return unknown_shape(_REASON)

    def weights(_: Shape) -> tuple[Weight, ...]:
        return weight("weights", unknown_size(_REASON))

    return Facets(output, weights)
