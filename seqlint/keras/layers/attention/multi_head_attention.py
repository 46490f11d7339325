"""MultiHeadAttention (Keras: `layers/attention/multi_head_attention.py`)."""

from __future__ import annotations

from seqlint.keras.kinds import Anything, Boolean, Constraint, Initializer, Regularizer, Seed
from seqlint.keras.layer import Facets, layer

_KERAS2 = """
    num_heads key_dim value_dim dropout use_bias output_shape attention_axes kernel_initializer bias_initializer
    kernel_regularizer bias_regularizer activity_regularizer kernel_constraint bias_constraint
    softmax_robust_masking
"""


@layer(
    several="two tensors (the query and the value, which may be the same)",
    keras2=_KERAS2,
    removed="softmax_robust_masking",
    tags="attention",
)
def MultiHeadAttention(
    num_heads: Anything,
    key_dim: Anything,
    value_dim: Anything = None,
    dropout: Anything = 0.0,
    use_bias: Boolean = True,
    output_shape: Anything = None,
    attention_axes: Anything = None,
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
    *,
    softmax_robust_masking: Anything = False,
) -> Facets:
    """Lets each step of a sequence look at all others, with {num_heads} views at once (the heart of a transformer).

    Each head projects query, key and value to {key_dim} numbers and computes softmax(query · keyᵀ / √{key_dim}) ·
    value; the heads' results are joined and projected. It takes query and value, so it needs the functional API:
    `MultiHeadAttention(2, 16)(x, x)`.

    Args:
        num_heads: how many views there are.
        key_dim: how many numbers queries and keys have in each head.
        value_dim: how many numbers values have in each head; as `key_dim` without it.
        dropout: the share of scores that is dropped while training.
        use_bias: whether the projections have biases.
        output_shape: the number of features that go out; as many as the query has without it.
        attention_axes: the axes that look at each other; all but batch, heads and features without it.
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
        softmax_robust_masking: only in Keras 2: how masked positions are left out.

    Examples:
        (None, 10, 8) → MultiHeadAttention(2, 4) → SeveralInputs
    """
    return Facets()
