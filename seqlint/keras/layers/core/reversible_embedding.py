"""ReversibleEmbedding (Keras: `layers/core/reversible_embedding.py`)."""

from __future__ import annotations

from seqlint.keras.kinds import Anything, Boolean, Constraint, Context, Initializer, Regularizer, is_unknown
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.core.base_lora import refuse_lora_with_constraint
from seqlint.keras.layers.core.embedding import Embedding
from seqlint.keras.weights import Weight, lora, weight
from seqlint.keras.whole import EmbeddingSize, LoraRank
from seqlint.values.call import Call
from seqlint.values.shape import Shape


@layer(generations=(3,), tags="embedding", like=Embedding)
def ReversibleEmbedding(
    call: Call,
    input_dim: EmbeddingSize,
    output_dim: EmbeddingSize,
    tie_weights: Boolean = True,
    embeddings_initializer: Initializer = "uniform",
    embeddings_regularizer: Regularizer = None,
    embeddings_constraint: Constraint = None,
    mask_zero: Boolean = False,
    reverse_dtype: Anything = None,
    logit_soft_cap: Anything = None,
    *,
    weights: Anything = None,
    lora_rank: LoraRank = None,
    lora_alpha: Anything = None,
    quantization_config: Anything = None,
) -> Facets:
    """Gives every index a learned vector, and can also go back from vectors to scores for all indices.

    In a Sequential it is an `Embedding`: {input_dim} indices, each with a vector of {output_dim} numbers. The way back
    (`layer(x, reverse=True)`) serves language models, whose last step asks which word comes next.

    Args:
        input_dim: how many indices there are: one more than the highest.
        output_dim: how many numbers form the vector of an index.
        tie_weights: whether the way back uses the same numbers; otherwise it has weights of its own.
        embeddings_initializer: how the vectors start.
        embeddings_regularizer: a penalty on large vectors, added to the loss.
        embeddings_constraint: a limit that the vectors are pulled back to after each step.
        mask_zero: whether index 0 is padding that later layers skip.
        reverse_dtype: the number type of the way back.
        logit_soft_cap: a limit that the scores of the way back approach smoothly.

    Examples:
        (None, 10) → ReversibleEmbedding(100, 8) → (None, 10, 8), 800 parameters
        (None, 10) → ReversibleEmbedding(100, 8, tie_weights=False) → (None, 10, 8), 1_600 parameters
    """
    refuse_lora_with_constraint(call, "ReversibleEmbedding", lora_rank, embeddings_constraint)
    if isinstance(lora_rank, int) and not tie_weights:
        context = Context("ReversibleEmbedding", "lora_rank", call)
        raise context.refuse(lora_rank, "None where `tie_weights=False`", "ValueError").when_applied()
    if weights is not None and not is_unknown(weights):
        keras = "AttributeError: 'ReversibleEmbedding' object has no attribute 'tie_weights'"
        raise Context("ReversibleEmbedding", "weights", call).refuse(weights, "left out", keras)

    def output(shape: Shape) -> Shape:
        return (*shape, output_dim)

    def variables(_: Shape) -> tuple[Weight, ...]:
        back = () if tie_weights else weight("reverse_embeddings", output_dim, input_dim)
        return lora(weight("embeddings", input_dim, output_dim) + back, lora_rank)

    return Facets(output, variables)
