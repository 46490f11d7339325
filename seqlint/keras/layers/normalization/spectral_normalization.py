"""SpectralNormalization (Keras: `layers/normalization/spectral_normalization.py`)."""

from __future__ import annotations

from seqlint.keras.amounts import Positive
from seqlint.keras.inner import Inner, inner_layer
from seqlint.keras.kinds import Anything, Context
from seqlint.keras.layer import Facets, at_least, layer
from seqlint.keras.weights import Weight, weight
from seqlint.values.call import Call
from seqlint.values.refusal import Refused, UndefinedAxis
from seqlint.values.shape import Open, Shape, UnknownShape

_STEPS = 3
"""Axes of the input of a recurrent layer."""
_KERNELS = ("kernel", "embeddings")


@layer(rank=at_least(1), tags="wrapper normalization")
def SpectralNormalization(call: Call, layer: Anything, power_iterations: Positive = 1) -> Facets:
    """Keeps the wrapped layer's kernel from growing: it is divided by the most that it can stretch an input.

    kernel ← kernel / σ, where σ is its largest singular value. It steadies the discriminator of a GAN. The factor is
    estimated with one vector that is kept and not trained.

    Args:
        layer: the layer whose weights are kept in bounds; it needs a `kernel` (Dense, Conv2D …) or `embeddings`.
        power_iterations: how many rounds the estimate takes at each step; 1 is usual.

    Examples:
        (None, 16) → SpectralNormalization(Dense(8)) → (None, 8), 144 parameters, 8 non-trainable
        (None, 28, 28, 1) → SpectralNormalization(Conv2D(4, 3)) → (None, 26, 26, 4), 44 parameters, 4 non-trainable
        (None, 16) → SpectralNormalization(Flatten()) → InvalidValue
    """
    inner = inner_layer(layer, Context("SpectralNormalization", "layer", call))

    def output(shape: Shape) -> Shape | UnknownShape:
        return inner.output(shape)

    def weights(shape: Shape) -> tuple[Weight, ...]:
        inside = inner.layer
        checked = call.target.major == 2 or (inside is not None and inside.has("convolution"))
        if checked and not inner.fits(shape):
            raise inner.refuse_rank(shape)
        if inside is not None and inside.type.last_axis and isinstance(shape[-1], Open):
            raise Refused(UndefinedAxis, axis=-1, shape=shape)
        if len(shape) < _STEPS and inside is not None and inside.has("recurrent"):
            raise _no_kernel(inner)
        found = inner.weights(shape)
        return found + weight("vector_u", 1, _kernel(inner, found).shape[-1], trainable=False)

    return Facets(output, weights, inner=inner.refs, within=lambda shape: shape)


def _kernel(inner: Inner, found: tuple[Weight, ...]) -> Weight:
    if inner.layer is None:
        return inner.unknown_weights()[0]
    hidden = inner.layer.has("recurrent") or (
        inner.layer.has("wrapper") and inner.layer.type.name != "SpectralNormalization"
    )
    for each in found:
        if each.name in _KERNELS and not hidden:
            return each
    raise _no_kernel(inner)


def _no_kernel(inner: Inner) -> Refused:
    context = Context("SpectralNormalization", "layer", inner.call)
    return context.refuse(
        inner.value,
        "a layer with a `kernel` or `embeddings`",
        "ValueError: object has no attribute 'kernel' nor 'embeddings'",
    )
