"""TFSMLayer (Keras: `export/tfsm_layer.py`)."""

from __future__ import annotations

from seqlint.keras.kinds import Anything
from seqlint.keras.layer import Facets, layer
from seqlint.keras.weights import Weight, weight
from seqlint.values.shape import Shape, UnknownShape, unknown_shape, unknown_size

_REASON = "`TFSMLayer` reads a saved model that is not in the program"


@layer(kwargs=False, generations=(3,))
def TFSMLayer(
    filepath: Anything,
    call_endpoint: Anything = "serve",
    call_training_endpoint: Anything = None,
    trainable: Anything = True,
    name: Anything = None,
    dtype: Anything = None,
) -> Facets:
    """Runs a model that was saved in TensorFlow's SavedModel format, as one layer.

    What goes in and out is written in the saved model, not in the program.

    Args:
        filepath: the folder of the saved model.
        call_endpoint: which of its functions is called: 'serve' for models that Keras exported, often
            'serving_default' for others.
        call_training_endpoint: the function that is called in training instead.
        trainable: whether its weights may be trained further.
        name: the layer's name in the summary.
        dtype: the number type that the layer computes in.
    """

    def output(_: Shape) -> UnknownShape:
        return unknown_shape(_REASON)

    def weights(_: Shape) -> tuple[Weight, ...]:
        return weight("weights", unknown_size(_REASON))

    return Facets(output, weights)
