"""Dot (Keras: `layers/merging/dot.py`)."""

from __future__ import annotations

from seqlint.keras.kinds import Anything, Boolean
from seqlint.keras.layer import Facets, layer


@layer(several="a list of two tensors (it multiplies them)", tags="merge")
def Dot(axes: Anything, normalize: Boolean = False) -> Facets:
    """Gives the scalar product of its two inputs along one axis.

    output = Σ a · b: large where both point in the same direction, for instance a user and a film. It takes two
    tensors, so it needs the functional API: `Dot(axes=1)([a, b])`.

    Args:
        axes: the axis along which products are summed, or a pair with one axis for each input.
        normalize: whether both are scaled to length 1 first; the result is then the cosine of their angle.

    Examples:
        (None, 8) → Dot(axes=1) → SeveralInputs
    """
    return Facets()
