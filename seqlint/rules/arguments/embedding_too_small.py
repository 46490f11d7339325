"""SEQ218."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.events import Fit
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


@rule("SEQ218", Severity.ERROR, subject=Fit)
def embedding_too_small(fit: Fit) -> Iterator[Finding]:
    """The vocabulary is larger than the embedding.

    ## What it does
    Compares the largest index in the data with `input_dim` of an Embedding that receives it, and looks for data
    that is no index at all.

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


def _fixes(place: Place, rows: int) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    if not place.text().isdigit():
        return ()
    return (Fix(f"{rows} rows", (replace_node(place.chunk, place.node, str(rows)),)),)
