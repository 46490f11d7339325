"""JaxLayer (Keras: `utils/jax_layer.py`)."""

from __future__ import annotations

from seqlint.keras.kinds import Anything, Seed
from seqlint.keras.layer import Facets, layer
from seqlint.keras.weights import Weight, weight
from seqlint.values.shape import Shape, UnknownShape, unknown_shape, unknown_size

_REASON = "`JaxLayer` runs a JAX function that seqlint does not follow"


@layer(generations=(3,))
def JaxLayer(
    call_fn: Anything,
    init_fn: Anything = None,
    params: Anything = None,
    state: Anything = None,
    seed: Seed = None,
    native_serialization_platforms: Anything = None,
) -> Facets:
    """Runs a function written in JAX as a layer.

    What goes out is decided by the function.

    Args:
        call_fn: the function that computes the output from parameters and inputs.
        init_fn: the function that makes the first parameters.
        params: the first parameters, instead of `init_fn`.
        state: numbers that the function carries along and that are not trained.
        seed: a number that makes random choices the same in every run.
        native_serialization_platforms: the platforms that the saved function must run on.
    """

    def output(_: Shape) -> UnknownShape:
        return unknown_shape(_REASON)

    def weights(_: Shape) -> tuple[Weight, ...]:
        return weight("weights", unknown_size(_REASON))

    return Facets(output, weights)
