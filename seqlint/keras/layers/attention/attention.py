"""Attention (Keras: `layers/attention/attention.py`)."""

from __future__ import annotations

from seqlint.keras.kinds import Anything, Boolean, Seed
from seqlint.keras.layer import Facets, layer


@layer(
    several="a list of tensors (the query, the value and if wanted the key)",
    keras2="use_scale score_mode *dropout",
    tags="attention",
)
def Attention(
    use_scale: Boolean = False, score_mode: Anything = "dot", dropout: Anything = 0.0, seed: Seed = None
) -> Facets:
    """Collects for each step of one sequence what matters to it in another (dot-product attention).

    output = softmax(query · keyᵀ) · value. It takes at least two tensors, so it needs the functional API:
    `Attention()([query, value])`.

    Args:
        use_scale: whether the scores are multiplied by a learned number.
        score_mode: how a query and a key are compared: 'dot' for their scalar product, 'concat' for a tanh of their
            sum.
        dropout: the share of scores that is dropped while training.
        seed: a number that makes that choice the same in every run.

    Examples:
        (None, 10, 8) → Attention() → SeveralInputs
    """
    return Facets()
