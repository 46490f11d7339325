"""AdditiveAttention (Keras: `layers/attention/additive_attention.py`)."""

from __future__ import annotations

from seqlint.keras.kinds import Anything, Boolean, Seed
from seqlint.keras.layer import Facets, layer


@layer(
    several="a list of tensors (the query, the value and if wanted the key)",
    keras2="use_scale *dropout",
    tags="attention",
)
def AdditiveAttention(use_scale: Boolean = True, dropout: Anything = 0.0, *, seed: Seed = None) -> Facets:
    """Collects for each step of one sequence what matters to it in another (additive attention, after Bahdanau).

    output = softmax(Σ scale · tanh(query + key)) · value. It takes at least two tensors, so it needs the functional
    API: `AdditiveAttention()([query, value])`.

    Args:
        use_scale: whether each feature has a learned factor.
        dropout: the share of scores that is dropped while training.
        seed: a number that makes that choice the same in every run.

    Examples:
        (None, 10, 8) → AdditiveAttention() → SeveralInputs
    """
    return Facets()
