"""SEQ413."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.keras.layer import Layer
from seqlint.rules import words
from seqlint.rules.meeting import origin
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.array import Array

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.keras.models import Model


@rule("SEQ413", Severity.ERROR, subject=Fit)
def object_array(fit: Fit) -> Iterator[Finding]:
    """The data is an array of objects or strings.

    ## What it does
    Reports features or labels that are lists of different lengths, strings, or columns of text.

    ## Why is this bad?
    A model computes with numbers in a box of one shape. Sequences of different lengths have to be padded; texts and
    categories have to become numbers.

    ## What Keras says
    `ValueError: Invalid dtype: object`, in `fit()`.

    ## Example
    ```python
    import keras

    (x_train, y_train), _ = keras.datasets.imdb.load_data(num_words=1000)
    model = keras.Sequential([
        keras.Input((None,)),
        keras.layers.Embedding(1000, 8),
        keras.layers.GlobalAveragePooling1D(),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(x_train, y_train)
    ```

    ## Use instead
    ```python
    import keras

    (x_train, y_train), _ = keras.datasets.imdb.load_data(num_words=1000)
    x_train = keras.utils.pad_sequences(x_train, maxlen=100)
    model = keras.Sequential([
        keras.Input((None,)),
        keras.layers.Embedding(1000, 8),
        keras.layers.GlobalAveragePooling1D(),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(x_train, y_train)
    ```

    ## Fix safety
    No fix for objects and texts: to which length, or to which numbers, is yours to choose. A Python list becomes an
    array, unsafely: what is in it decides whether Keras takes that.

    ## References
    - [Keras: pad_sequences](https://keras.io/api/data_loading/timeseries/)
    """
    yield from _lists(fit)
    for name, array in (("x", fit.x), ("y", fit.y)):
        if (
            not isinstance(array, Array)
            or array.dtype not in {"object", "str"}
            or (name == "x" and _reads_text(fit.model))
        ):
            continue
        yield Finding(
            place=fit.bound.place(name) or fit.place,
            label=f"dtype {array.dtype}: no box of numbers",
            message=words.sentences(
                f"{words.snippet(fit.bound.place(name), name)} holds "
                f"{'texts' if array.dtype == 'str' else 'objects (lists of different lengths, or texts)'}.",
                f"Keras stops in {fit.method}(): ValueError: Invalid dtype: {array.dtype}.",
                "Pad sequences with keras.utils.pad_sequences; turn texts and categories into numbers.",
            ),
            related=origin(array),
            cause=(fit.place, "data"),
            stack=fit.stack,
        )


def _reads_text(model: Model) -> bool:
    """Whether a layer may take strings."""
    return model.open is not None or any(
        not isinstance(use.layer, Layer) or use.layer.has("strings") for use in model.uses
    )


def _lists(fit: Fit) -> Iterator[Finding]:
    """Data in a Python list, which Keras 3 does not take."""
    name = next(iter(fit.lists), "") if fit.target.major >= 3 else ""
    place = fit.bound.place(name)
    if place is None:
        return
    yield Finding(
        place=place,
        label="a Python list",
        message=words.sentences(
            f"{words.snippet(place)} is a Python list; Keras 3 takes arrays and tensors.",
            f"Keras stops in {fit.method}().",
            "Make it an array: np.array(…).",
        ),
        fixes=_arrays(fit),
        cause=(fit.place, "data"),
        stack=fit.stack,
    )


_NUMPY = re.compile(r"^\s*import numpy(?: as (?P<name>\w+))?\s*$", re.MULTILINE)


def _arrays(fit: Fit) -> tuple[Fix, ...]:
    """Each list as an array, where the program shows how it names numpy."""
    from seqlint.source.edit import wrap_node

    match = _NUMPY.search(fit.place.document.text)
    places = [place for place in map(fit.bound.place, fit.lists) if place is not None]
    if match is None or len(places) < len(fit.lists):
        return ()
    name = match["name"] or "numpy"
    edits = tuple(wrap_node(place.chunk, place.node, f"{name}.array(", ")") for place in places)
    return (Fix(f"{name}.array(…)", edits, "unsafe"),)
