"""LayerNormalization (Keras: `layers/normalization/layer_normalization.py`)."""

from __future__ import annotations

from seqlint.keras.amounts import Axes, Epsilon
from seqlint.keras.axes import distinct, in_range, sizes_at
from seqlint.keras.kinds import Boolean, Constraint, Context, Initializer, Regularizer
from seqlint.keras.layer import Facets, layer
from seqlint.keras.weights import Weight, weight
from seqlint.values.call import Call
from seqlint.values.shape import Shape

_KERAS2 = """axis epsilon center scale beta_initializer gamma_initializer beta_regularizer gamma_regularizer
    beta_constraint gamma_constraint"""


_ROWS = 2
"""Axes of the input for which Keras 2 has a fast way, which takes no True for an axis."""


@layer(keras2=_KERAS2, tags="normalization")
def LayerNormalization(
    call: Call,
    axis: Axes = -1,
    epsilon: Epsilon = 0.001,
    center: Boolean = True,
    scale: Boolean = True,
    beta_initializer: Initializer = "zeros",
    gamma_initializer: Initializer = "ones",
    beta_regularizer: Regularizer = None,
    gamma_regularizer: Regularizer = None,
    beta_constraint: Constraint = None,
    gamma_constraint: Constraint = None,
    *,
    rms_scaling: Boolean = False,
) -> Facets:
    """Brings the values of each sample to mean 0 and spread 1, then scales and shifts them by learned numbers.

    output = gamma · (x - mean) / √(variance + {epsilon}) + beta, with mean and variance taken over axis {axis} of each
    sample on its own. It does the same in training and prediction and does not depend on the batch, which suits
    sequences and small batches. The shape stays.

    Args:
        axis: the axis, or axes, over which mean and variance are taken: -1, the last, for features. One factor and
            one shift is learned for each position of these axes.
        epsilon: a small number that avoids a division by zero.
        center: whether a learned beta is added.
        scale: whether a learned gamma multiplies.
        beta_initializer: how the shifts start.
        gamma_initializer: how the factors start.
        beta_regularizer: a penalty on large shifts, added to the loss.
        gamma_regularizer: a penalty on large factors, added to the loss.
        beta_constraint: a limit that the shifts are pulled back to after each step.
        gamma_constraint: a limit that the factors are pulled back to after each step.
        rms_scaling: divide by the spread without subtracting the mean, and without shifts; `RMSNormalization` is the
            layer for it now.

    Examples:
        (None, 64) → LayerNormalization() → (None, 64), 128 parameters
        (None, 10, 16) → LayerNormalization() → (None, 10, 16), 32 parameters
        (None, 10, 16) → LayerNormalization(axis=[1, 2]) → (None, 10, 16), 320 parameters
        (None, 16) → LayerNormalization(axis=3) → IncompatibleAxis
    """

    def output(shape: Shape) -> Shape:
        in_range(axis, shape)
        if call.target.major < 3:
            distinct(axis, shape, least=1)
            if axis is True and len(shape) == _ROWS:
                keras = "TypeError: Exception encountered when calling layer 'layer_normalization'"
                raise Context("LayerNormalization", "axis", call).refuse(axis, "1, as a number", keras)
        return shape

    def weights(shape: Shape) -> tuple[Weight, ...]:
        factors, shifts = scale or rms_scaling, center and not rms_scaling
        sizes = sizes_at(axis, shape) if factors or shifts else ()
        return (weight("gamma", *sizes) if factors else ()) + (weight("beta", *sizes) if shifts else ())

    return Facets(output, weights)
