"""ReversibleEmbedding (Keras 3: `layers/core/reversible_embedding.py`)."""

from __future__ import annotations

from seqlint.keras.kinds import Anything, Boolean, Constraint, EmbeddingSize, Initializer, Regularizer
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.core.embedding import Embedding
from seqlint.keras.weights import Weight, weight
from seqlint.values.shape import Shape


@layer(generations=(3,), tags="embedding", like=Embedding)
def ReversibleEmbedding(
    input_dim: EmbeddingSize,
    output_dim: EmbeddingSize,
    tie_weights: Boolean = True,
    embeddings_initializer: Initializer = "uniform",
    embeddings_regularizer: Regularizer = None,
    embeddings_constraint: Constraint = None,
    mask_zero: Boolean = False,
    reverse_dtype: Anything = None,
    logit_soft_cap: Anything = None,
) -> Facets:
    """An Embedding that can also go back: from {output_dim} numbers to a score for each of {input_dim} words.

    In a Sequential it goes forwards, as Embedding does. Language models call it with `reverse=True` as their last step.

    Args:
        tie_weights: whether the way back uses the same table, turned; otherwise it has one of its own.
        reverse_dtype: the number type of the way back.
        logit_soft_cap: a limit that the scores are pressed under softly.

    Examples:
        (None, 100) → ReversibleEmbedding(1000, 16) → (None, 100, 16), 16_000 parameters
        (None, 100) → ReversibleEmbedding(1000, 16, tie_weights=False) → (None, 100, 16), 32_000 parameters
    """

    def output(shape: Shape) -> Shape:
        return (*shape, output_dim)

    def tables(_: Shape) -> tuple[Weight, ...]:
        back = () if tie_weights else weight("reverse_embeddings", output_dim, input_dim)
        return weight("embeddings", input_dim, output_dim) + back

    def dtype(_: str | None) -> str:
        return "float32"

    return Facets(output, tables, dtype)
