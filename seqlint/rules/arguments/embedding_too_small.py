"""SEQ218."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.events import Fit, LayerUse
from seqlint.keras.layer import Layer
from seqlint.rules import words
from seqlint.rules.meeting import origin
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.array import Array, is_float, is_integer
from seqlint.values.shape import Size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.array import Labels
    from seqlint.values.place import Place


@rule("SEQ218", Severity.ERROR, subject=Fit | LayerUse)
def embedding_too_small(subject: Fit | LayerUse) -> Iterator[Finding]:
    """The vocabulary is larger than the embedding.

    ## What it does
    Compares the largest index in the data with `input_dim` of an Embedding that receives it, and looks for data
    that is no index at all; the vocabulary of a layer that numbers words with the Embedding after it; with Keras 2 the
    data of a CategoryEncoding with its `num_tokens`.

    ## Why is this bad?
    An Embedding is a table with `input_dim` rows, numbered from 0. An index beyond the last row finds nothing. Real
    numbers are cut to integers: 0.7 becomes row 0.

    ## What Keras says
    In `fit()`, on a CPU: `indices[0,0] = 999 is not in [0, 500)`. On a GPU such rows are zeros, and nothing is
    said. Real numbers are cut in silence.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.randint(0, 1000, (100, 12))
    y = np.random.rand(100)
    model = keras.Sequential([
        keras.Input((12,)),
        keras.layers.Embedding(500, 8),
        keras.layers.GlobalAveragePooling1D(),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.randint(0, 1000, (100, 12))
    y = np.random.rand(100)
    model = keras.Sequential([
        keras.Input((12,)),
        keras.layers.Embedding(1000, 8),
        keras.layers.GlobalAveragePooling1D(),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y)
    ```

    ## Fix safety
    Safe: the table gets the rows that are asked for.

    ## References
    - [Keras: Embedding](https://keras.io/api/layers/core_layers/embedding/)
    """
    if isinstance(subject, LayerUse):
        yield from _misses_vocabulary(subject)
        return
    fit = subject
    yield from _beyond_the_tokens(fit)
    features, uses = fit.features, fit.model.uses
    first = uses[0].layer if uses else None
    if (
        not isinstance(features, Array)
        or not isinstance(first, Layer)
        or first.type.name != "Embedding"
        or fit.method.startswith("predict")
    ):
        return
    rows, place = first.argument("input_dim"), first.bound.place("input_dim") or first.place
    if features.labels is not None and features.labels.kind == "words":
        yield from _misses_words(fit, features.labels, rows, place)
    if features.range is None or not isinstance(rows, int):
        return
    low, high = features.range
    data = words.snippet(fit.bound.place("x"), "the data")
    if is_integer(features.dtype) and high >= rows:
        yield Finding(
            place=place,
            label=f"indices up to {high:g}, {rows} rows",
            message=words.sentences(
                f"{data} holds indices up to {high:g}; the table has {words.counted(rows, 'row')}, 0 to {rows - 1}.",
                f"Keras stops in {fit.method}() on a CPU: indices … = {high:g} is not in [0, {rows}).",
                f"Give it {int(high) + 1} rows.",
            ),
            related=origin(features),
            fixes=_fixes(place, int(high) + 1),
            stack=fit.stack,
        )
    elif is_float(features.dtype) and features.content is None and low >= 0 and high <= 1:
        yield Finding(
            place=fit.bound.place("x") or fit.place,
            severity=Severity.WARNING,
            label="real numbers are no indices",
            message=words.sentences(
                f"{data} holds real numbers from {low:g} to {high:g}; an Embedding takes indices.",
                "Keras says nothing and cuts them to integers: nearly all become row 0.",
                "Give it integers, or start with Dense.",
            ),
            related=(Related(first.place, "looks rows up"), *origin(features)),
            stack=fit.stack,
        )


def _misses_words(fit: Fit, vocabulary: Labels, rows: Any, place: Place) -> Iterator[Finding]:
    """A table whose rows are fewer than the numbers of the vocabulary's words, whatever their number is."""
    missing = vocabulary.classes - rows if isinstance(rows, Size) and vocabulary.classes is not None else None
    if not isinstance(missing, int) or missing <= 0:
        return
    text = words.snippet(place)
    yield Finding(
        place=place,
        severity=Severity.WARNING,
        label=f"{missing} too few: the words are numbered from 1",
        message=words.sentences(
            f"The words have the numbers from 1 on, and 0 fills the rows up: the table needs "
            f"{words.counted(missing, 'row')} more than {text}.",
            f"Keras stops in {fit.method}() on a CPU when the last word comes: "
            f"indices … is not in [0, {text.strip('`')}).",
            f"Write {text.strip('`')} + {missing}.",
        ),
        related=() if vocabulary.place is None else (Related(vocabulary.place, "numbers of words"),),
        stack=fit.stack,
    )


def _misses_vocabulary(use: LayerUse) -> Iterator[Finding]:
    """A table with fewer rows than the layer before it has words: the words are written down."""
    before, table = use.before, use.layer
    if not isinstance(before, Layer) or not isinstance(table, Layer) or table.type.name != "Embedding":
        return
    rows, count = table.argument("input_dim"), before.facets.numbers
    place = table.bound.place("input_dim") or table.place
    if not isinstance(count, int) or not isinstance(rows, int) or count <= rows:
        return
    yield Finding(
        place=place,
        severity=Severity.WARNING,
        label=f"numbers up to {count - 1}, {rows} rows",
        message=words.sentences(
            f"{before.title} has a vocabulary of {words.number(count)}, numbered 0 to {count - 1}; the table has "
            f"{words.counted(rows, 'row')}, 0 to {rows - 1}.",
            f"Keras stops on a CPU when one of the last words comes: indices … = {count - 1} is not in [0, {rows}).",
            f"Give it {count} rows.",
        ),
        related=(Related(before.place, f"gives numbers up to {count - 1}"),),
        fixes=_fixes(place, count),
        stack=use.stack,
    )


def _beyond_the_tokens(fit: Fit) -> Iterator[Finding]:
    """Data beyond `num_tokens` of a CategoryEncoding, which Keras 2 refuses; Keras 3 leaves it out."""
    features, uses = fit.features, fit.model.uses
    first = uses[0].layer if uses else None
    if fit.target.major >= 3 or not isinstance(first, Layer) or first.type.name != "CategoryEncoding":
        return
    tokens = first.argument("num_tokens")
    if not isinstance(features, Array) or features.range is None or not isinstance(tokens, int):
        return
    low, high = features.range
    proven = features.content is not None or low == high
    if not proven or (high < tokens and low >= 0):
        return
    place = first.bound.place("num_tokens") or first.place
    data = words.snippet(fit.bound.place("x"), "the data")
    yield Finding(
        place=place,
        label=f"values up to {high:g}, {tokens} tokens",
        message=words.sentences(
            f"{data} holds values from {low:g} to {high:g}; CategoryEncoding takes 0 to {tokens - 1}.",
            f"Keras stops in {fit.method}(): InvalidArgumentError: Input values must be in the range 0 <= values < "
            f"num_tokens with num_tokens={tokens}.",
            f"Give it {int(high) + 1} tokens." if low >= 0 else "Number the categories from 0.",
        ),
        related=origin(features),
        stack=fit.stack,
    )


def _fixes(place: Place, rows: int) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    if not place.text().isdigit():
        return ()
    return (Fix(f"{rows} rows", (replace_node(place.chunk, place.node, str(rows)),)),)
