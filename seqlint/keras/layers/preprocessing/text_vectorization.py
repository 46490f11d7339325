"""TextVectorization (Keras: `layers/preprocessing/text_vectorization.py`)."""

from __future__ import annotations

from typing import Annotated, Any

from seqlint.keras.kinds import Anything, Boolean, Context, Kind, choice, is_unknown, plain_number
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_encoding import COUNT, mode, refuse, row_rank
from seqlint.keras.layers.preprocessing.base_lookup import Lookup
from seqlint.keras.nested import is_list, is_numeric
from seqlint.values.array import Array
from seqlint.values.call import Call
from seqlint.values.containers import DictRecord
from seqlint.values.refusal import IncompatibleAxis, IncompatibleRank, Refused
from seqlint.values.shape import NONE, Open, Shape, Size, Symbol, UnknownShape, unknown_shape
from seqlint.values.store import Ref

_ROWS = 2


def _length(value: Any, context: Context) -> Any:
    """A length that Keras compares with Python's own integers."""
    if isinstance(value, Array) and value.rank == 0 and value.dtype is not None:
        keras = "ValueError: `output_sequence_length` must be either None or an integer when `output_mode` is 'int'."
        raise context.refuse(value, "a Python int (this is a numpy integer: wrap it in `int(…)`)", keras)
    return COUNT.check(value, context)


LENGTH = Kind("an integer or None", _length)


def _name_or_function(*names: str) -> Kind:
    """One of a few strings, None, or a function."""
    known = choice(*names)

    def check(value: Any, context: Context) -> Any:
        plain = isinstance(plain_number(value), (str, int, float)) or context.call.items(value) is not None
        record = context.call.store.heap.get(value.id) if isinstance(value, Ref) else None
        plain = plain or isinstance(record, DictRecord)
        return known.check(value, context) if plain else value

    return Kind(f"{known.name}, None or a function", check, takes_objects=True)


def _ngrams(value: Any, context: Context) -> Any:
    items = context.call.items(value)
    numbers = is_numeric(context.call, value) and not any(
        isinstance(item, float) or is_list(context.call, item) for item in items or ()
    )
    numpy = isinstance(value, Array) and value.rank == 0 and value.dtype is not None
    if numpy and context.call.target.major >= 3:
        raise context.refuse(value, "a Python integer, a tuple of them or None")
    if isinstance(value, (str, float)) or (items is not None and not (numbers and isinstance(value, tuple))):
        raise context.refuse(value, "an integer, a tuple of integers or None")
    return value


@layer(
    keras2="""max_tokens standardize split ngrams output_mode output_sequence_length pad_to_max_tokens vocabulary
        idf_weights sparse ragged encoding""",
    tags="preprocessing text strings",
)
def TextVectorization(
    call: Call,
    max_tokens: Annotated[Any, COUNT] = None,
    standardize: Annotated[
        Any, _name_or_function("lower_and_strip_punctuation", "lower", "strip_punctuation")
    ] = "lower_and_strip_punctuation",
    split: Annotated[Any, _name_or_function("whitespace", "character")] = "whitespace",
    ngrams: Annotated[Any, Kind("an integer, a tuple of integers or None", _ngrams)] = None,
    output_mode: Annotated[Any, mode("int", "one_hot", "multi_hot", "count", "tf_idf", old="binary tf-idf")] = "int",
    output_sequence_length: Annotated[Any, LENGTH] = None,
    pad_to_max_tokens: Boolean = False,
    vocabulary: Anything = None,
    idf_weights: Anything = None,
    sparse: Boolean = False,
    ragged: Boolean = False,
    encoding: Anything = "utf-8",
    name: Anything = None,
) -> Facets:
    """Turns texts into sequences of word numbers, or into one row of numbers for each text.

    Each text is cleaned, split into words, and every word replaced by its number in the vocabulary: 0 is padding, 1 an
    unknown word. `adapt(texts)` collects the vocabulary, the most frequent word first. The input is one string for each
    sample: `Input(shape=(1,), dtype='string')`. Usually an `Embedding` follows.

    Args:
        max_tokens: the most words that `adapt` keeps, the special ones included; 10,000 to 20,000 are usual.
        standardize: how a text is cleaned: by default lower case and no punctuation. None changes nothing.
        split: where a text is cut: at spaces ('whitespace') or after every letter ('character').
        ngrams: also take runs of this many words as one; (2,) takes pairs only.
        output_mode: 'int' for a sequence of numbers; 'multi_hot', 'count' or 'tf_idf' for one row a text.
        output_sequence_length: cut or pad every sequence to this many numbers. Without it the length varies, and
            layers that need a fixed one cannot follow.
        pad_to_max_tokens: make rows `max_tokens` long although the vocabulary is shorter.
        vocabulary: the list of words instead of `adapt`, without the special ones.
        idf_weights: how rare each word of the vocabulary is, for 'tf_idf'.
        sparse: whether rows come as a sparse tensor.
        ragged: whether sequences come with different lengths instead of padding.
        encoding: how the text is stored in bytes.
        name: the layer's name in the summary.

    Examples:
        (None, 1) → TextVectorization(1000, output_sequence_length=20) → (None, 20), 0 parameters
        (None, 1) → TextVectorization(1000) → (None, None), 0 parameters
        (None,) → TextVectorization(output_mode='multi_hot', vocabulary=['a', 'b']) → (None, 3), 0 parameters
        (None, 1) → TextVectorization(1000, output_mode='count', output_sequence_length=20) → InvalidValue
    """
    _check(call, output_mode, output_sequence_length, ragged)
    length = output_sequence_length if isinstance(output_sequence_length, (int, Size)) else NONE
    lookup = Lookup(
        "TextVectorization",
        max_tokens,
        1,
        "",
        "[UNK]",
        vocabulary,
        idf_weights,
        False,
        output_mode,
        sparse,
        pad_to_max_tokens,
    )
    lookup.check()
    lookup.check_vocabulary(call)
    if call.target.major >= 3:
        _check_length(output_mode, output_sequence_length)

    def output(shape: Shape) -> Shape | UnknownShape:
        if call.target.major < 3:
            tokens = _split2(shape, split, ngrams)
            if split is None and output_sequence_length is not None and any(isinstance(size, Open) for size in shape):
                return (NONE,) * len(shape)
            _check_length(output_mode, output_sequence_length)
            row_rank(call, output_mode, tokens)
            if output_mode != "int":
                return lookup.output(call, tokens)
            return tokens if output_sequence_length is None else (*tokens[:-1], length)
        if output_mode == "int":
            return (shape[0], length) if shape else (length,)
        if is_unknown(split):
            return unknown_shape("how texts are split is not known", lookup.depth(call))
        return lookup.output(call, (*shape, NONE) if split is not None else (*shape, 1) if len(shape) <= 1 else shape)

    def computes(shape: Shape, _: bool) -> None:
        wide = len(shape) > 1 and isinstance(shape[-1], int) and shape[-1] != 1
        if wide and split is not None and not is_unknown(split):
            keras = "ValueError: the input rank must be 1 or the last shape dimension must be 1"
            facts = {"axis": -1, "expected": 1, "found": shape[-1], "shape": shape, "why": "axis"}
            raise Refused(IncompatibleAxis, None, keras, **facts)

    return Facets(
        output,
        lambda _: lookup.weights(call),
        dtype=lookup.dtype,
        unfitted=lookup.unfitted(call),
        numbers=lookup.numbers(call),
        computes=computes,
    )


def _check(call: Call, output_mode: Any, length: Any, ragged: Any) -> None:
    if output_mode == "one_hot" and call.target.major < 3:
        modes = "one of 'int', 'multi_hot', 'count', 'tf_idf'"
        raise refuse(
            "TextVectorization", "output_mode", output_mode, modes, "ValueError: Unkown value for `output_mode`"
        )
    if output_mode == "int" and isinstance(length, (str, float, tuple)):
        raise refuse("TextVectorization", "output_sequence_length", length, "an integer or None", "ValueError")
    if length is not None and not isinstance(length, Size) and output_mode != "int" and not is_unknown(output_mode):
        raise refuse(
            "TextVectorization",
            "output_sequence_length",
            length,
            "left out unless `output_mode` is 'int'",
            "ValueError: `output_sequence_length` must not be set if `output_mode` is not 'int'.",
        )
    if ragged is True and (output_mode != "int" or (length is not None and call.target.major < 3)):
        raise refuse("TextVectorization", "ragged", ragged, "False with these arguments", "ValueError")


def _check_length(output_mode: Any, length: Any) -> None:
    """Keras makes a shape of it."""
    if output_mode == "int" and isinstance(length, int) and length < 0:
        keras = f"ValueError: Cannot convert '(None, {length})' to a shape. Negative dimensions are not allowed."
        raise refuse("TextVectorization", "output_sequence_length", length, "an integer or None", keras).when_applied()


def _split2(shape: Shape, split: Any, ngrams: Any) -> Shape:
    """The shape of the words in Keras 2, which wants one string a sample where it splits."""
    if split is None:
        return shape if ngrams is None or not shape else (*shape[:-1], NONE)
    if len(shape) > 1 and shape[-1] != 1 and not isinstance(shape[-1], Symbol):
        raise Refused(
            IncompatibleRank,
            keras="ValueError: the input rank must be 1 or the last shape dimension must be 1.",
            expected="ndim=1",
            wanted=1,
            shape=shape,
        )
    return (*shape[:-1], NONE) if len(shape) > _ROWS else (NONE, NONE)
