"""Embedding (Keras: `layers/core/embedding.py`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.kinds import Anything, Boolean, Constraint, Context, Initializer, Regularizer
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layer.given import check_given
from seqlint.keras.layers.core.base_lora import refuse_lora_with_constraint
from seqlint.keras.nested import is_list
from seqlint.keras.weights import Weight, lora, weight
from seqlint.keras.whole import EmbeddingSize, LoraRank
from seqlint.values.call import Call
from seqlint.values.shape import NONE, Shape, Size

if TYPE_CHECKING:
    from seqlint.values.refusal import Refused


@layer(
    tags="embedding",
    removed="sparse",
    deprecated="input_length=",
    keras2="input_dim output_dim embeddings_initializer embeddings_regularizer activity_regularizer "
    "embeddings_constraint mask_zero input_length sparse",
)
def Embedding(
    call: Call,
    input_dim: EmbeddingSize,
    output_dim: EmbeddingSize,
    embeddings_initializer: Initializer = "uniform",
    embeddings_regularizer: Regularizer = None,
    embeddings_constraint: Constraint = None,
    mask_zero: Boolean = False,
    weights: Anything = None,
    lora_rank: LoraRank = None,
    lora_alpha: Anything = None,
    quantization_config: Anything = None,
    *,
    activity_regularizer: Regularizer = None,
    input_length: Anything = None,
    sparse: Boolean = False,
) -> Facets:
    """A table with {output_dim} learned numbers for each of {input_dim} words; each index is replaced by its row.

    output = table[index]. Words that are used alike get rows that are alike. The input holds whole numbers from 0 to
    {input_dim} - 1; one axis is added at the end: {input} becomes {output}.

    Args:
        input_dim: how many rows the table has: the largest index plus 1. With a tokenizer that is the number of words
            plus 1, since 0 stands for padding.
        output_dim: how many numbers stand for one word. 16 to 300 is usual; more needs more text to learn from.
        embeddings_initializer: how the rows start before training.
        embeddings_regularizer: a penalty on large numbers in the table, against overfitting.
        embeddings_constraint: a limit that the rows are pulled back to after each step.
        mask_zero: whether index 0 is padding, which later layers (LSTM, GRU, GlobalAveragePooling1D …) then skip.
        weights: rows to start with, such as word vectors trained elsewhere.
        lora_rank: train a low-rank correction of the table instead of the table (fine-tuning).
        lora_alpha: the scale of that correction.
        quantization_config: how the table is stored in fewer bits.
        activity_regularizer: a penalty on large numbers in the rows that go out.
        input_length: the length of the sequences. Only Keras 2 uses it; Keras 3 warns and takes the length from the
            input.
        sparse: whether gradients are kept sparse; only in Keras 2.

    Examples:
        (None, 100) → Embedding(10000, 16) → (None, 100, 16), 160_000 parameters
        (None, None) → Embedding(500, 8) → (None, None, 8), 4_000 parameters
        (None, 5, 7) → Embedding(10, 4) → (None, 5, 7, 4), 40 parameters
        (None, 100) → Embedding(0, 16) → InvalidValue
    """
    if sparse and mask_zero and call.target.major == 2:
        keras = "ValueError: `mask_zero` cannot be enabled when `tf.keras.layers.Embedding` is used with sparse…"
        raise Context("Embedding", "mask_zero", call).refuse(mask_zero, "False where `sparse=True`", keras)
    if sparse and activity_regularizer is not None and call.target.major == 2:
        keras = "TypeError: Failed to convert elements of SparseTensor"
        context = Context("Embedding", "activity_regularizer", call)
        raise context.refuse(activity_regularizer, "None with sparse=True", keras).when_applied()
    refuse_lora_with_constraint(call, "Embedding", lora_rank, embeddings_constraint)
    if weights is not None and call.target.major >= 3 and lora_rank is None:
        given = weights if is_list(call, weights) else (weights,)
        table = weight("embeddings", input_dim, output_dim)
        check_given(call, table, given, callee="Embedding", argument="weights", owner="embedding")

    def output(shape: Shape) -> Shape:
        return (*shape, output_dim)

    def variables(_: Shape) -> tuple[Weight, ...]:
        return lora(weight("embeddings", input_dim, output_dim), lora_rank)

    def dtype(_: str | None) -> str:
        return "float32"

    if call.target.major >= 3:
        return Facets(output, variables, dtype)
    length = input_length if input_length and isinstance(input_length, (int, Size)) else NONE
    return Facets(output, variables, dtype, declares=(length,), misdeclared=_no_length(call, input_length))


def _no_length(call: Call, value: Any) -> Refused | None:
    """Keras 2 makes the input shape of it where the layer comes first."""
    wrong = isinstance(value, (str, float)) or (isinstance(value, int) and value < 0) or bool(call.items(value))
    if not value or not wrong:
        return None
    keras = "TypeError: Dimension value must be integer or None or have an __index__ method"
    return Context("Embedding", "input_length", call).refuse(value, "the length of the sequences, one integer", keras)
