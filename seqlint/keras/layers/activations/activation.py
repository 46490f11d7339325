"""Activation (Keras: `layers/activations/activation.py`)."""

from __future__ import annotations

from seqlint.keras import kinds
from seqlint.keras.layer import Facets, at_least, layer
from seqlint.values.call import Call


@layer(tags="activation")
def Activation(call: Call, activation: kinds.Activation) -> Facets:
    """Sends every value through one function and keeps the shape.

    `Dense(64, activation='relu')` is `Dense(64)` followed by `Activation('relu')`. It stands alone where something
    has to come between, for instance `BatchNormalization`. `softmax` looks at all values of the last axis together.

    Args:
        activation: the function: its name ('relu', 'sigmoid', 'softmax' …) or a callable.

    Examples:
        (None, 64) → Activation('relu') → (None, 64), 0 parameters
        (None, 28, 28, 8) → Activation('relu') → (None, 28, 28, 8), 0 parameters
    """
    soft = getattr(activation, "name", None) == "softmax"
    return Facets(rank=at_least(2) if soft and call.target.major < 3 else None)
