"""What StringLookup, IntegerLookup and TextVectorization share: Keras' `layers/preprocessing/index_lookup.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.keras.kinds import is_unknown
from seqlint.keras.layers.preprocessing.base_encoding import (
    at_least,
    is_true,
    last_axis,
    learned,
    no_sparse_index,
    one_hot,
    refuse,
    words,
)
from seqlint.values.shape import Dim, Shape, Size, UnknownShape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seqlint.values.call import Call
    from seqlint.values.refusal import Refused


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
            ("vocabulary", self.vocabulary, isinstance(self.vocabulary, (int, float)), "a list or the path of a file"),
            ("mask_token", self.mask_token, self._no_word(self.mask_token), "a word or None"),
            (
                "max_tokens",
                None,
                is_true(self.pad_to_max_tokens) and self.max_tokens is None,
                "given next to `pad_to_max_tokens`",
            ),
            ("output_mode", self.output_mode, is_true(self.invert) and not index, "'int' next to `invert`"),
            ("idf_weights", self.idf_weights, weighted and not tf_idf, "left out unless `output_mode` is 'tf_idf'"),
            (
                "idf_weights",
                None,
                tf_idf and missing and self.vocabulary is not None,
                "given next to `vocabulary`",
            ),
        )

    def _no_word(self, token: Any) -> bool:
        return self.callee != "IntegerLookup" and isinstance(token, (int, float, tuple))

    def check_vocabulary(self, call: Call) -> None:
        """Refuse a written vocabulary that is empty, repeats a word, has special words in it, or is too long."""
        items = None if isinstance(self.vocabulary, str) else call.items(self.vocabulary)
        if items is None:
            return
        self._check_words(self._tokens(items))
        size = self._size(call)
        if isinstance(size, int) and isinstance(self.max_tokens, int) and size > self.max_tokens:
            raise self._refuse_vocabulary(
                f"at most {self.max_tokens} entries with the special ones; it has {size}",
                "Attempted to set a vocabulary larger than the maximum vocab size.",
            )

    def _check_words(self, tokens: Sequence[Any]) -> None:
        other, words_ = (str, "integers") if self.callee == "IntegerLookup" else (int, "words")
        plain = [item for item in tokens if isinstance(item, (str, int))]
        if not tokens:
            raise self._refuse_vocabulary(f"a list of {words_}", "Cannot set an empty vocabulary.")
        if any(isinstance(item, other) for item in plain):
            raise self._refuse_vocabulary(f"a list of {words_}", "Failed to convert a NumPy array to a Tensor.")
        if len(set(plain)) < len(plain):
            raise self._refuse_vocabulary(f"a list of different {words_}", "The passed vocabulary has a repeated term.")
        for special in (self.mask_token, self.oov_token if self.invert is True else None):
            if special is not None and special in plain:
                keras = "Found reserved token at unexpected location in `vocabulary`."
                raise self._refuse_vocabulary(f"a list without the special entry {special!r}", keras)

    def _refuse_vocabulary(self, wanted: str, keras: str) -> Refused:
        return refuse(self.callee, "vocabulary", self.vocabulary, wanted, f"ValueError: {keras}")

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
        if is_true(self.pad_to_max_tokens) and isinstance(self.max_tokens, (int, Size)):
            return self.max_tokens
        size = None if self.vocabulary is None else self._size(call)
        return learned() if size is None else size

    def output(self, call: Call, shape: Shape) -> Shape | UnknownShape:
        """The output shape."""
        if self.output_mode == "int":
            return shape
        depth = self.depth(call)
        return one_hot(shape, depth) if self.output_mode == "one_hot" else last_axis(shape, depth)

    def dtype(self, _: str | None) -> str | None:
        """The output dtype."""
        if self.output_mode != "int":
            return "float32"
        return None if self.invert else "int64"
