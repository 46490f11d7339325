"""StringLookup (Keras: `layers/preprocessing/string_lookup.py`)."""

from __future__ import annotations

from typing import Annotated, Any

from seqlint.keras.kinds import Anything, Boolean, Kind
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_encoding import COUNT, mode, row_rank
from seqlint.keras.layers.preprocessing.base_encoding import salt as salt_value
from seqlint.keras.layers.preprocessing.base_lookup import Lookup
from seqlint.values.call import Call
from seqlint.values.shape import Shape, UnknownShape

_KERAS2 = """max_tokens num_oov_indices mask_token oov_token vocabulary idf_weights encoding invert output_mode sparse
    pad_to_max_tokens"""


@layer(kwargs=False, keras2=_KERAS2, tags="preprocessing strings")
def StringLookup(
    call: Call,
    max_tokens: Annotated[Any, COUNT] = None,
    num_oov_indices: Annotated[Any, COUNT] = 1,
    mask_token: Anything = None,
    oov_token: Anything = "[UNK]",  # noqa: S107  # a word of a vocabulary
    vocabulary: Anything = None,
    idf_weights: Anything = None,
    invert: Boolean = False,
    output_mode: Annotated[Any, mode("int", "one_hot", "multi_hot", "count", "tf_idf", old="binary tf-idf")] = "int",
    pad_to_max_tokens: Boolean = False,
    sparse: Boolean = False,
    encoding: Anything = "utf-8",
    name: Anything = None,
    salt: Annotated[Any, Kind("an integer or a pair of integers", salt_value)] = None,
    *,
    trainable: Anything = True,
) -> Facets:
    """Turns words into the numbers that they have in a vocabulary.

    The vocabulary is given, or `adapt(data)` collects it, the most frequent word first. Words that are not in it
    get the number for unknown words, 0 without a mask. An `Embedding` or a `Dense` can take the numbers or rows.

    Args:
        max_tokens: the most entries of the vocabulary that `adapt` keeps, the special ones included; None for all.
        num_oov_indices: how many numbers there are for unknown words. With 0 an unknown word is an error.
        mask_token: a word that stands for padding and gets number 0.
        oov_token: the word that unknown ones become with `invert`.
        vocabulary: the list of words, or the path of a file with one in each line.
        idf_weights: how rare each word of the vocabulary is, for 'tf_idf'.
        invert: do the opposite: from numbers to words.
        output_mode: 'int' for the number, 'one_hot' for a row with a single 1 for each word, 'multi_hot', 'count' or
            'tf_idf' for one row for all words of a sample.
        pad_to_max_tokens: make rows `max_tokens` long although the vocabulary is shorter.
        sparse: whether the rows come as a sparse tensor.
        encoding: how the text is stored in bytes.
        name: the layer's name in the summary.
        salt: numbers that change how unknown words are spread over several numbers.
        trainable: without effect here: there is nothing to train.

    Examples:
        (None, 1) → StringLookup(vocabulary=['a', 'b']) → (None, 1), 0 parameters
        (None, 1) → StringLookup(vocabulary=['a', 'b'], output_mode='one_hot') → (None, 3), 0 parameters
        (None, 1) → StringLookup(max_tokens=1) → InvalidValue
        (None, 1) → StringLookup(vocabulary=['a', 'a']) → InvalidValue
    """
    lookup = Lookup(
        "StringLookup",
        max_tokens,
        num_oov_indices,
        mask_token,
        oov_token,
        vocabulary,
        idf_weights,
        invert,
        output_mode,
        sparse,
        pad_to_max_tokens,
    )
    lookup.check()
    lookup.check_vocabulary(call)

    def output(shape: Shape) -> Shape | UnknownShape:
        row_rank(call, output_mode, shape)
        return lookup.output(call, shape)

    return Facets(
        output,
        lambda _: lookup.weights(call),
        dtype=lookup.dtype,
        unfitted=lookup.unfitted(call),
        numbers=lookup.numbers(call),
    )
