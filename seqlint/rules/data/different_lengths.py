"""SEQ405."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit, LibraryCall
from seqlint.rules import words
from seqlint.rules.meeting import origin
from seqlint.rules.rule import Finding, Severity, rule
from seqlint.rules.split import unequal
from seqlint.values.array import Array
from seqlint.values.shape import equal, render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ405", Severity.ERROR, subject=Fit | LibraryCall)
def different_lengths(subject: Fit | LibraryCall) -> Iterator[Finding]:
    """Features and labels have different numbers of samples.

    ## What it does
    Compares the first axis of the data with that of the labels, and that of `sample_weight` with both.

    ## Why is this bad?
    Each sample needs its label. With 100 samples and 80 labels nobody can say which belong together.

    ## What Keras says
    `ValueError: Data cardinality is ambiguous. Make sure all arrays contain the same number of samples.`, in
    `fit()`; `ValueError: Dimensions 100 and 80 are not compatible`, in `from_tensor_slices()`.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.rand(80)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.rand(100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y)
    ```

    ## Fix safety
    No fix: which side is wrong is not in the program.

    ## References
    - [Keras: training](https://keras.io/api/models/model_training_apis/)
    """
    if isinstance(subject, Fit):
        yield from _weights(subject)
    pair = unequal(subject)
    if pair is None or pair.split is not None:
        return
    x, y = pair.x, pair.y
    yield Finding(
        place=pair.place,
        label=f"{words.number(y.axis(0))} {pair.noun}s for {words.number(x.axis(0))} samples",
        message=words.sentences(
            f"{pair.data} has {words.counted(x.axis(0), 'sample')}, {render(x.shape)}; {pair.labels} has "
            f"{words.counted(y.axis(0), pair.noun)}, {render(y.shape)}.",
            pair.stops,
            f"Give each sample its {pair.noun}.",
        ),
        related=(*origin(x), *origin(y)),
        stack=subject.stack,
    )


def _weights(fit: Fit) -> Iterator[Finding]:
    """`sample_weight` with another number of weights than there are labels."""
    given = fit.bound.given.get("sample_weight")
    weights, labels = None if given is None else given.value, fit.y
    if given is None or not isinstance(weights, Array) or not isinstance(labels, Array):
        return
    if not weights.rank or not labels.rank or equal(weights.axis(0), labels.axis(0)) is not False:
        return
    name = words.snippet(given.place, "`sample_weight`")
    yield Finding(
        place=given.place or fit.place,
        label=f"{words.number(weights.axis(0))} weights for {words.number(labels.axis(0))} samples",
        message=words.sentences(
            f"{name} has {words.counted(weights.axis(0), 'weight')}, {render(weights.shape)}; "
            f"{words.snippet(fit.bound.place('y'), 'y')} has {words.counted(labels.axis(0), 'label')}.",
            f"Keras stops in {fit.method}(): ValueError: Data cardinality is ambiguous.",
            "Give each sample its weight.",
        ),
        related=(*origin(weights), *origin(labels)),
        stack=fit.stack,
    )
