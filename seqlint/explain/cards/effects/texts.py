"""What the arguments of layers that turn words, categories and numbers into indices or rows do here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.explain.amount import number
from seqlint.explain.cards.effects.words import change, choice, only, several, switch
from seqlint.explain.layers import brief
from seqlint.explain.sheet import code

if TYPE_CHECKING:
    from seqlint.explain.cards.effects.words import Effect
    from seqlint.explain.facts import Seen


def _most(value: Any, seen: Seen) -> str:
    if value is None:
        return "All words that `adapt` meets are kept."
    if not isinstance(value, int):
        return ""
    title, mode = seen.layer.title, seen.layer.argument("output_mode")
    if title == "TextVectorization":
        special = "one number for padding and one for unknown words" if mode == "int" else "one place for unknown words"
        return f"The most frequent words are kept, {number(value)} numbers in all, with {special} among them."
    return f"At most {number(value)} entries are kept, the special ones among them." if "Lookup" in title else ""


def _cut(value: Any, seen: Seen) -> str:
    if value is None and seen.layer.argument("output_mode") == "int":
        return "Each batch is as long as its longest text."
    if not isinstance(value, int):
        return ""
    text = f"Every text becomes {several(value, 'number')}: longer ones are cut, shorter ones filled up with 0"
    return f"{text}: {change(seen)}."


def _mode(value: Any, seen: Seen) -> str:
    moved = change(seen)
    if not moved:
        return ""
    one = "word" if seen.layer.has("text") else "value"
    words = {
        "int": f"Each {one} becomes its number",
        "one_hot": f"Each {one} becomes a row with a single 1",
        "multi_hot": f"Each sample becomes one row with a 1 for every {one} that occurs in it",
        "count": f"Each sample becomes one row that counts how often every {one} occurs in it",
        "tf_idf": f"Each sample becomes one row of counts, in which a {one} weighs the more the rarer it is",
    }
    return f"{words[value]}: {moved}." if value in words else ""


def _tokens(value: Any, seen: Seen) -> str:
    moved = change(seen)
    if not isinstance(value, int) or not moved:
        return ""
    return f"Categories 0 … {number(value - 1)} give rows of {several(value, 'number')}: {moved}."


def _bins(value: Any, seen: Seen) -> str:
    if not isinstance(value, int):
        return ""
    if seen.layer.title == "Discretization":
        return f"`adapt` makes {several(value, 'interval')} with about equally many values in each."
    return f"Every value gets a number from 0 to {number(value - 1)}."


def _borders(value: Any, _: Seen) -> str:
    items = value if isinstance(value, (tuple, list)) else ()
    if not items:
        return ""
    return f"{several(len(items), 'border')} make {number(len(items) + 1)} intervals, numbered from 0."


def _unknown(value: Any, seen: Seen) -> str:
    if not isinstance(value, int) or "Lookup" not in seen.layer.title:
        return ""
    if value == 0:
        return "There is no number for unknown values: one is an error."
    return (
        "All unknown values share one number."
        if value == 1
        else f"Unknown values are spread over {number(value)} numbers."
    )


def _given(value: Any, seen: Seen) -> str:
    if value is None:
        return "The words come from `adapt(data)`."
    if isinstance(value, str):
        return f"The words are read from the file {code(value)}, one in each line."
    size = seen.layer.facets.numbers
    return (
        f"The words are written down here, {number(size)} numbers with the special ones."
        if isinstance(size, int)
        else ""
    )


def _runs(value: Any, _: Seen) -> str:
    if value is None:
        return "Words count one by one."
    if isinstance(value, int):
        return f"Words, and runs of up to {number(value)} words, each have a number of their own."
    return f"Runs of {brief(value)} words each have a number of their own." if isinstance(value, tuple) else ""


_CLEANED = {
    "lower_and_strip_punctuation": "Letters become small ones, and punctuation goes.",
    "lower": "Letters become small ones; punctuation stays.",
    "strip_punctuation": "Punctuation goes; letters stay as they are.",
}
_SPLIT = {
    "whitespace": "A text is cut at spaces: every word has a number.",
    "character": "A text is cut after every letter: every letter has a number.",
}

EFFECTS: dict[str, Effect] = {
    "max_tokens": _most,
    "output_sequence_length": _cut,
    "output_mode": _mode,
    "num_tokens": _tokens,
    "num_bins": _bins,
    "bin_boundaries": _borders,
    "num_oov_indices": _unknown,
    "vocabulary": _given,
    "ngrams": _runs,
    "standardize": choice(_CLEANED, "Texts are taken as they are."),
    "split": only("TextVectorization")(choice(_SPLIT, "A text is not cut: all of it is one word.")),
    "pad_to_max_tokens": switch(
        "Rows are `max_tokens` long, even where fewer words are known.", "Rows are as long as the vocabulary."
    ),
    "sparse": switch(
        "The rows come as a sparse tensor: only what is not 0 is stored.", "All numbers are stored, zeros too."
    ),
    "invert": only("StringLookup", "IntegerLookup")(
        switch("Numbers become the values of the vocabulary again.", "Values become their numbers.")
    ),
}
"""By the argument's name."""
