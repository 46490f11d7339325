"""What StringLookup, IntegerLookup and TextVectorization share: Keras' `layers/preprocessing/index_lookup.py`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.keras.kinds import Context, is_object, is_unknown, plain_number
from seqlint.keras.layers.preprocessing.base_encoding import (
    at_least,
    is_true,
    last_axis,
    learned,
    no_sparse_index,
    one_hot,
    refuse,
    sparse_rows,
    words,
)
from seqlint.keras.nested import broadcast, is_list, is_numeric, leaves, nested_shape
from seqlint.keras.weights import Weight, weight
from seqlint.values.shape import Dim, Shape, Size, UnknownShape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seqlint.values.call import Call
    from seqlint.values.refusal import Refused


_ALL_DIGITS = re.compile(r"\s*[-+]?\d+\s*", re.ASCII)


class Lookup(msgspec.Struct, frozen=True):
    """A table from words to numbers. The attributes are Keras' arguments of the same names."""

    callee: str
    max_tokens: Any
    num_oov_indices: Any
    mask_token: Any
    oov_token: Any
    vocabulary: Any
    idf_weights: Any
    invert: Any
    output_mode: Any
    sparse: Any
    pad_to_max_tokens: Any

    def check(self) -> None:
        """Refuse arguments that do not go together."""
        at_least(2, self.max_tokens, self.callee, "max_tokens", none=True)
        at_least(0, self.num_oov_indices, self.callee, "num_oov_indices")
        no_sparse_index(self.sparse, self.output_mode, self.callee)
        for argument, value, wrong, wanted in self._demands():
            if wrong:
                raise refuse(self.callee, argument, value, wanted, "")

    def _demands(self) -> tuple[tuple[str, Any, bool, str], ...]:
        index, tf_idf = self.output_mode == "int", self.output_mode == "tf_idf"
        weighted = self.idf_weights is not None and not is_unknown(self.idf_weights)
        missing = self.idf_weights is None
        return (
            (
                "vocabulary",
                self.vocabulary,
                isinstance(plain_number(self.vocabulary), (int, float)) or self.vocabulary == "",
                "a list or the path of a file",
            ),
            ("mask_token", self.mask_token, self._no_word(self.mask_token), "a word or None"),
            (
                "num_oov_indices",
                self.num_oov_indices,
                isinstance(self.num_oov_indices, float) and self.vocabulary is not None,
                "an integer",
            ),
            (
                "max_tokens",
                None,
                is_true(self.pad_to_max_tokens) and self.max_tokens is None,
                "given next to `pad_to_max_tokens`",
            ),
            ("output_mode", self.output_mode, is_true(self.invert) and not index, "'int' next to `invert`"),
            ("idf_weights", self.idf_weights, weighted and not tf_idf, "left out unless `output_mode` is 'tf_idf'"),
            ("idf_weights", self.idf_weights, isinstance(self.idf_weights, str), "a list of numbers"),
            (
                "idf_weights",
                None,
                tf_idf and missing and self.vocabulary is not None,
                "given next to `vocabulary`",
            ),
        )

    def _no_word(self, token: Any) -> bool:
        return self.callee != "IntegerLookup" and isinstance(plain_number(token), (int, float))

    def check_tokens(self, call: Call) -> None:
        """Refuse special words of wrong types, and weights that do not go with the vocabulary."""
        if self.callee == "IntegerLookup" and self._no_integer(call, self.mask_token):
            raise refuse(self.callee, "mask_token", self.mask_token, "an integer or None", "TypeError: Cannot convert")
        if self.callee == "IntegerLookup" and self._wrong_number(call):
            keras = f"TypeError: Cannot convert {self.oov_token!r} to EagerTensor of dtype int64"
            raise refuse(self.callee, "oov_token", self.oov_token, "an integer", keras)
        listed = is_list(call, self.mask_token) and any(leaf is None for leaf in leaves(call, self.mask_token))
        if call.target.major >= 3 and listed:
            keras = "ValueError: Attempt to convert a value (None) with an unsupported type to a Tensor."
            raise refuse(self.callee, "mask_token", self.mask_token, "one entry or None", keras)
        for name, token in (("mask_token", self.mask_token), ("oov_token", self.oov_token if self.invert else None)):
            if self.callee == "StringLookup" and any(isinstance(word, (int, float)) for word in leaves(call, token)):
                raise refuse(self.callee, name, token, "a word", "TypeError: Cannot convert to EagerTensor")
        no_word = self.oov_token is None or nested_shape(call, self.oov_token) not in {(), None}
        if self.callee == "StringLookup" and is_true(self.invert) and no_word:
            keras = "ValueError: Attempt to convert a value (None) to a Tensor"
            raise refuse(self.callee, "oov_token", self.oov_token, "a word next to `invert`", keras)
        no_sparse_index(is_list(call, self.sparse) and bool(call.items(self.sparse)), self.output_mode, self.callee)
        weights, vocabulary = nested_shape(call, self.idf_weights), nested_shape(call, self.vocabulary)
        if self.idf_weights is None or weights is None:
            return
        older = call.target.major < 3 and self.vocabulary is None
        if older or not is_numeric(call, self.idf_weights):
            keras = "RuntimeError: … was called before `adapt()`" if older else "ValueError"
            refused = refuse(self.callee, "idf_weights", self.idf_weights, "a list of numbers", keras)
            raise refused.when_applied(late=older)
        if vocabulary and weights and weights[0] != vocabulary[0]:
            keras = f"ValueError: `idf_weights` must be the same length as vocabulary ({vocabulary[0]})."
            wanted = f"a list of {vocabulary[0]} numbers, one for each entry of the vocabulary"
            raise refuse(self.callee, "idf_weights", self.idf_weights, wanted, keras)

    def _wrong_number(self, call: Call) -> bool:
        """Whether the number for unknown entries is none; it is used with `invert` only, and by Keras 2 at once."""
        older, token = call.target.major < 3, self.oov_token
        if not is_true(self.invert):
            return older and not is_numeric(call, token) and token is not None
        return token is None or isinstance(token, str if older else (str, float)) or is_list(call, token)

    @staticmethod
    def _no_integer(call: Call, token: Any) -> bool:
        if call.target.major >= 3:
            return isinstance(token, (float, str))
        return token is not None and not is_numeric(call, token)

    def check_vocabulary(self, call: Call) -> None:
        """Refuse a written vocabulary that is empty, repeats a word, has special words in it, or is too long."""
        self.check_tokens(call)
        items = None if isinstance(self.vocabulary, str) else call.items(self.vocabulary)
        if is_object(self.vocabulary, Context(self.callee, "vocabulary", call)):
            keras = "AttributeError: 'dict' object has no attribute 'size'"
            raise refuse(self.callee, "vocabulary", self.vocabulary, "a list or the path of a file", keras)
        if items is None:
            return
        self._check_words(call, self._tokens(items))
        size = self._size(call)
        if isinstance(size, int) and isinstance(self.max_tokens, int) and size > self.max_tokens:
            raise self._refuse_vocabulary(
                f"at most {self.max_tokens} entries with the special ones; it has {size}",
                "Attempted to set a vocabulary larger than the maximum vocab size.",
            )

    def _check_words(self, call: Call, tokens: Sequence[Any]) -> None:
        if any(is_list(call, item) for item in tokens):
            raise self._refuse_vocabulary("a flat list", "TypeError: unhashable type: 'numpy.ndarray'")
        words_ = "integers" if self.callee == "IntegerLookup" else "words"
        plain = [item for item in tokens if isinstance(item, (str, int, float))]
        if not tokens:
            raise self._refuse_vocabulary(f"a list of {words_}", "Cannot set an empty vocabulary.")
        if self._are_wrong(call, tokens):
            raise self._refuse_vocabulary(f"a list of {words_}", "Failed to convert a NumPy array to a Tensor.")
        if len(set(plain)) < len(plain):
            raise self._refuse_vocabulary(f"a list of different {words_}", "The passed vocabulary has a repeated term.")
        for special in (self.mask_token, self.oov_token if self.invert is True else None):
            if special is not None and any(word in plain for word in leaves(call, special)):
                keras = "Found reserved token at unexpected location in `vocabulary`."
                raise self._refuse_vocabulary(f"a list without the special entry {special!r}", keras)

    def _are_wrong(self, call: Call, tokens: Sequence[Any]) -> bool:
        """Whether numpy makes an array of them that is none of the layer's kind: one text makes texts of all."""
        texts = [item for item in tokens if isinstance(item, str)]
        if call.target.major < 3:
            wrong = str if self.callee == "IntegerLookup" else int
            return any(item is None or isinstance(item, wrong) for item in tokens)
        if any(item is None for item in tokens):
            return True
        if self.callee == "IntegerLookup":
            return any(_ALL_DIGITS.fullmatch(text) is None for text in texts)
        return not texts and all(isinstance(item, (int, float)) for item in tokens)

    def _refuse_vocabulary(self, wanted: str, keras: str) -> Refused:
        return refuse(self.callee, "vocabulary", self.vocabulary, wanted, f"ValueError: {keras}")

    def unfitted(self, call: Call) -> Refused | None:
        """Keras 2's refusal to be applied before there is a vocabulary, which gives the rows their length."""
        if call.target.major >= 3 or self.vocabulary is not None or self.output_mode == "int":
            return None
        if is_unknown(self.output_mode) or is_unknown(self.pad_to_max_tokens):
            return None
        if is_true(self.pad_to_max_tokens) and (
            self.output_mode != "tf_idf" or self.num_oov_indices in {1, self.max_tokens}
        ):
            return None
        keras = (
            f"RuntimeError: When using `output_mode={self.output_mode}` and `pad_to_max_tokens=False`, "
            "you must set the layer's vocabulary before calling it."
        )
        return refuse(self.callee, "vocabulary", None, "given, or learned by `adapt` before the layer is used", keras)

    def weights(self, call: Call) -> tuple[Weight, ...]:
        """Keras 2 keeps the words' weights as a variable until they are learned."""
        padded = is_true(self.pad_to_max_tokens) and self.vocabulary is None
        if call.target.major >= 3 or self.output_mode != "tf_idf" or not padded:
            return ()
        return weight("idf_weights", self.num_oov_indices, trainable=False)

    def _specials(self) -> tuple[Any, ...]:
        """The special words with which the table begins: padding, then unknown ones."""
        masked = (self.mask_token,) if self.output_mode == "int" and self.mask_token is not None else ()
        return masked + (self.oov_token,) * (self.num_oov_indices if isinstance(self.num_oov_indices, int) else 0)

    def _tokens(self, items: Sequence[Any]) -> Sequence[Any]:
        """The words of a written vocabulary, without special ones at its start."""
        specials = self._specials()
        return items[len(specials) :] if specials and tuple(items[: len(specials)]) == specials else items

    def _size(self, call: Call) -> Dim | None:
        """Entries of a written vocabulary with mask and unknown words; None if it is not written down."""
        if isinstance(self.num_oov_indices, Size):
            return None
        items = None if isinstance(self.vocabulary, str) else call.items(self.vocabulary)
        count = words(call, self.vocabulary) if items is None else len(self._tokens(items))
        return None if count is None else count + len(self._specials())

    def depth(self, call: Call) -> Dim:
        """How long a row is."""
        padded = is_true(self.pad_to_max_tokens)
        if padded and isinstance(self.max_tokens, (int, Size)):
            return self.max_tokens
        if padded and isinstance(self.max_tokens, float) and call.target.major >= 3:
            keras = f"ValueError: Cannot convert '(None, {self.max_tokens})' to a shape. Found invalid dimension"
            raise refuse(self.callee, "max_tokens", self.max_tokens, "an integer", keras)
        size = None if self.vocabulary is None else self._size(call)
        return learned() if size is None else size

    def numbers(self, call: Call) -> Dim | None:
        """How many different numbers stand for words; None where that is not written down."""
        given = self.vocabulary is not None and self.output_mode == "int" and self.invert is False
        return self._size(call) if given and not is_unknown(self.vocabulary) else None

    def output(self, call: Call, shape: Shape) -> Shape | UnknownShape:
        """The output shape."""
        sizes = nested_shape(call, self.mask_token) if call.target.major < 3 else None
        if sizes and broadcast(sizes, shape) is None:
            raise refuse(
                self.callee, "mask_token", self.mask_token, "one value", "ValueError: Dimensions must be equal"
            )
        spread = isinstance(self.num_oov_indices, float) and self.num_oov_indices not in {0, 1}
        if spread and call.target.major < 3 and self.callee == "IntegerLookup":
            keras = f"TypeError: Expected int64, but got {self.num_oov_indices} of type 'float'."
            raise refuse(self.callee, "num_oov_indices", self.num_oov_indices, "an integer", keras)
        if self.output_mode == "int":
            return (broadcast(sizes, shape) or shape) if sizes else shape
        depth = self.depth(call)
        rows = one_hot(shape, depth) if self.output_mode == "one_hot" else last_axis(shape, depth)
        return sparse_rows(call, self.sparse, rows)

    def dtype(self, _: str | None) -> str | None:
        """The output dtype."""
        if self.output_mode != "int":
            return "float32"
        return None if self.invert else "int64"
