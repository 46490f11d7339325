"""`Tokenizer`: texts to word numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from seqlint.keras.kinds import size_of
from seqlint.values.array import Array, Labels, array
from seqlint.values.callee import callee
from seqlint.values.containers import DictRecord, Sequence, SequenceRecord
from seqlint.values.ops import length_of
from seqlint.values.shape import Dim, unknown_size
from seqlint.values.store import Ref
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call

_PATH = "keras.preprocessing.text.Tokenizer"


class Tokenizer(msgspec.Struct, frozen=True, eq=False):
    """A Keras `Tokenizer`: its record in the store.

    Attributes:
        num_words: one more than the highest word number that it gives; None without a limit.
        index: the dictionary from words to numbers, an object of the store.
        words: size of the vocabulary, with one for the number 0.
    """

    type_path: ClassVar[str] = _PATH

    num_words: Dim | None
    index: Ref
    words: Dim

    @property
    def width(self) -> Dim:
        """Columns of a matrix of texts."""
        return self.words if self.num_words is None else self.num_words

    def join(self, other: Tokenizer) -> Any:
        """One tokenizer for two paths."""
        return self if self.index == other.index else unknown("the tokenizer differs between paths")


@callee(_PATH, "keras.preprocessing.text.text.Tokenizer")
def make(
    call: Call,
    num_words: Any = None,
    filters: Any = None,
    lower: Any = True,
    split: Any = " ",
    char_level: Any = False,
    oov_token: Any = None,
    analyzer: Any = None,
    document_count: Any = 0,
    nb_words: Any = None,
) -> Any:
    """A new tokenizer."""
    limit = num_words if nb_words is None else nb_words
    size = None if limit is None else size_of(limit)
    if limit is not None and size is None:
        size = unknown_size("`num_words` is not in the program")
    words = unknown_size("the number of different words is in the texts")
    index = call.store.new(DictRecord({}, open=True, length=words))
    return call.store.new(Tokenizer(size, index, words + 1))


def _tokenizer(call: Call, value: Any) -> Tokenizer | None:
    found: Tokenizer | None = call.store.record(value, Tokenizer)
    return found


@callee(f"{_PATH}.fit_on_texts", f"{_PATH}.fit_on_sequences")
def fit_on_texts(call: Call, self: Any, texts: Any) -> None:
    """Learns the words of texts: the dictionary grows."""
    found = _tokenizer(call, self)
    if found is not None:
        words = unknown_size("the number of different words is in the texts")
        call.store[found.index] = DictRecord({}, open=True, length=words)
        call.store[self] = msgspec.structs.replace(found, words=words + 1)


@callee(f"{_PATH}.word_index", f"{_PATH}.index_word", f"{_PATH}.word_counts", f"{_PATH}.word_docs", attribute=True)
def word_index(call: Call, self: Any) -> Any:
    """The dictionary from words to numbers."""
    found = _tokenizer(call, self)
    return unknown("the tokenizer is not known", call.place) if found is None else found.index


@callee(f"{_PATH}.num_words", attribute=True)
def num_words(call: Call, self: Any) -> Any:
    """The limit that it was made with."""
    found = _tokenizer(call, self)
    return unknown("the tokenizer is not known", call.place) if found is None else found.num_words


def _numbers(call: Call, limit: Dim | None, words: Dim | None = None) -> Ref:
    """A list of word numbers of some length."""
    limits = (1, limit - 1) if isinstance(limit, int) else None
    facts = None if words is None else Labels("words", words, low=1, place=call.place)
    number = Array((), "int64", limits, facts, library=None)
    return call.store.new(SequenceRecord(Sequence(number, unknown_size("it is the number of words in the text"))))


@callee(f"{_PATH}.texts_to_sequences", f"{_PATH}.texts_to_sequences_generator")
def texts_to_sequences(call: Call, self: Any, texts: Any) -> Any:
    """One list of word numbers for each text."""
    found = _tokenizer(call, self)
    rows = length_of(texts, call)
    count = unknown_size("the number of texts is not in the program") if rows is None else rows
    limit = found.num_words if found else None
    words = found.words if found and limit is None else None
    return call.store.new(SequenceRecord(Sequence(_numbers(call, limit, words), count)))


@callee(f"{_PATH}.texts_to_matrix", f"{_PATH}.sequences_to_matrix")
def texts_to_matrix(call: Call, self: Any, texts: Any, mode: Any = "binary") -> Any:
    """One row for each text, one column for each word."""
    found = _tokenizer(call, self)
    rows = length_of(texts, call)
    count = unknown_size("the number of texts is not in the program") if rows is None else rows
    width = unknown_size("the number of words is not in the program") if found is None else found.width
    limits = (0.0, 1.0) if mode in ("binary", "freq") else None
    return array((count, width), "float64", call.place, "one row a text, one column a word", range=limits)


@callee(f"{_PATH}.sequences_to_texts")
def sequences_to_texts(call: Call, self: Any, sequences: Any) -> Any:
    """The texts that belong to lists of word numbers."""
    rows = length_of(sequences, call)
    count = unknown_size("the number of texts is not in the program") if rows is None else rows
    return call.store.new(SequenceRecord(Sequence(unknown("the texts are not in the program", call.place), count)))


@callee("keras.preprocessing.text.one_hot", "keras.preprocessing.text.hashing_trick")
def one_hot(
    call: Call,
    input_text: Any = None,
    n: Any = None,
    hash_function: Any = None,
    filters: Any = None,
    lower: Any = True,
    split: Any = " ",
    analyzer: Any = None,
    text: Any = None,
) -> Any:
    """A text as a list of numbers below n, one for each word."""
    return _numbers(call, None if n is None else size_of(n))


@callee("keras.preprocessing.text.text_to_word_sequence")
def text_to_word_sequence(
    call: Call, input_text: Any = None, filters: Any = None, lower: Any = True, split: Any = " ", text: Any = None
) -> Any:
    """A text as a list of words."""
    word = unknown("the words are in the text", call.place)
    return call.store.new(SequenceRecord(Sequence(word, unknown_size("it is the number of words in the text"))))


@callee("keras.preprocessing.text.tokenizer_from_json")
def tokenizer_from_json(call: Call, json_string: Any) -> Any:
    """A tokenizer that was saved."""
    index = call.store.new(DictRecord({}, open=True))
    return call.store.new(Tokenizer(None, index, unknown_size("the number of different words is in the saved file")))
