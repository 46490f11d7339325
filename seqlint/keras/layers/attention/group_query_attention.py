"""GroupQueryAttention (Keras: `layers/attention/grouped_query_attention.py`)."""

from __future__ import annotations

from seqlint.keras.kinds import Anything, Boolean, Constraint, Initializer, Regularizer, Seed
from seqlint.keras.layer import Facets, layer


@layer(
    generations=(3,),
    several="two tensors (the query and the value, which may be the same)",
    tags="attention",
)
def GroupQueryAttention(
    head_dim: Anything,
    num_query_heads: Anything,
    num_key_value_heads: Anything,
    dropout: Anything = 0.0,
    use_bias: Boolean = True,
    sliding_window: Anything = None,
    flash_attention: Anything = None,
    kernel_initializer: Initializer = "glorot_uniform",
    bias_initializer: Initializer = "zeros",
    kernel_regularizer: Regularizer = None,
    bias_regularizer: Regularizer = None,
    activity_regularizer: Regularizer = None,
    kernel_constraint: Constraint = None,
    bias_constraint: Constraint = None,
    use_gate: Boolean = False,
    seed: Seed = None,
) -> Facets:
    """Lets each step of a sequence look at all others, where several query heads share one key and value head.

    It is `MultiHeadAttention` with fewer keys and values to compute and to keep. It takes query and value, so it needs
    the functional API.

    Args:
        head_dim: how many numbers each head works with.
        num_query_heads: how many heads the queries have.
        num_key_value_heads: how many heads keys and values have; the query heads are a multiple of it.
        dropout: the share of scores that is dropped while training.
        use_bias: whether the projections have biases.
        sliding_window: how many neighbours a step looks at; all without it.
        flash_attention: whether the faster kernel of the hardware is used.
        kernel_initializer: how the weights of the projections start.
        bias_initializer: how their biases start.
        kernel_regularizer: a penalty on large weights, added to the loss.
        bias_regularizer: a penalty on large biases.
        activity_regularizer: a penalty on large outputs.
        kernel_constraint: a limit that the weights are pulled back to after each step.
        bias_constraint: a limit that the biases are pulled back to after each step.
        use_gate: whether a learned gate weakens or lets through each output.
        seed: a number that makes dropout the same in every run.

    Examples:
        (None, 10, 8) → GroupQueryAttention(4, 2, 1) → SeveralInputs
    """
    return Facets()
