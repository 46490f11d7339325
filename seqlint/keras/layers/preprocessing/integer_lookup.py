"""IntegerLookup (Keras: `layers/preprocessing/integer_lookup.py`)."""

from __future__ import annotations

from typing import Annotated, Any

from seqlint.keras.kinds import Anything, Boolean, Kind, choice, is_unknown
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_encoding import COUNT, mode, refuse, row_rank
from seqlint.keras.layers.preprocessing.base_encoding import salt as salt_value
from seqlint.keras.layers.preprocessing.base_lookup import Lookup
from seqlint.values.call import Call
from seqlint.values.shape import Shape, UnknownShape

_KERAS2 = """max_tokens num_oov_indices mask_token oov_token vocabulary vocabulary_dtype idf_weights invert output_mode
    sparse pad_to_max_tokens"""


@layer(kwargs=False, keras2=_KERAS2, tags="preprocessing")
def IntegerLookup(
    call: Call,
    max_tokens: Annotated[Any, COUNT] = None,
    num_oov_indices: Annotated[Any, COUNT] = 1,
    mask_token: Anything = None,
    oov_token: Anything = -1,
    vocabulary: Anything = None,
    vocabulary_dtype: Annotated[Any, choice("int64")] = "int64",
    idf_weights: Anything = None,
    invert: Boolean = False,
    output_mode: Annotated[Any, mode("int", "one_hot", "multi_hot", "count", "tf_idf", old="binary tf-idf")] = "int",
    sparse: Boolean = False,
    pad_to_max_tokens: Boolean = False,
    oov_method: Annotated[Any, choice("floormod", "farmhash")] = "floormod",
    salt: Annotated[Any, Kind("an integer or a pair of integers", salt_value)] = None,
    name: Anything = None,
    *,
    trainable: Anything = True,
) -> Facets:
    """Turns whole numbers with gaps, such as customer numbers, into numbers without gaps.

    The vocabulary of known numbers is given, or `adapt(data)` collects it, the most frequent first. Numbers that
    are not in it get the number for unknown ones, 0 without a mask.

    Args:
        max_tokens: the most entries of the vocabulary that `adapt` keeps, the special ones included; None for all.
        num_oov_indices: how many numbers there are for unknown values. With 0 an unknown value is an error.
        mask_token: a value that stands for padding and gets number 0.
        oov_token: what unknown values become with `invert`.
        vocabulary: the list of known values, or the path of a file with one in each line.
        vocabulary_dtype: the number type of the vocabulary; only 'int64'.
        idf_weights: how rare each value of the vocabulary is, for 'tf_idf'.
        invert: do the opposite: from positions to values.
        output_mode: 'int' for the position, 'one_hot' for a row with a single 1 for each value, 'multi_hot', 'count'
            or 'tf_idf' for one row for all values of a sample.
        sparse: whether the rows come as a sparse tensor.
        pad_to_max_tokens: make rows `max_tokens` long although the vocabulary is shorter.
        oov_method: how unknown values are spread over several numbers: by remainder or by a hash.
        salt: numbers that change that hash; only with `oov_method='farmhash'`.
        name: the layer's name in the summary.
        trainable: without effect here: there is nothing to train.

    Examples:
        (None, 1) → IntegerLookup(vocabulary=[12, 7]) → (None, 1), 0 parameters
        (None, 1) → IntegerLookup(vocabulary=[12, 7], output_mode='one_hot') → (None, 3), 0 parameters
        (None, 1) → IntegerLookup(max_tokens=1) → InvalidValue
    """
    lookup = Lookup(
        "IntegerLookup",
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
    if salt is not None and not is_unknown(salt) and oov_method == "floormod":
        wanted = "left out unless `oov_method` is 'farmhash'"
        raise refuse(
            "IntegerLookup", "salt", salt, wanted, "ValueError: `salt` can only be used when `oov_method='farmhash'`."
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
