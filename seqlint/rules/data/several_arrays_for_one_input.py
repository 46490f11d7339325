"""SEQ424."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.evaluate.program import Program
from seqlint.keras.events import Fit, Validation
from seqlint.rules import words
from seqlint.rules.rule import Finding, Severity, rule
from seqlint.values.array import Array
from seqlint.values.containers import ListRecord
from seqlint.values.shape import equal

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ424", Severity.ERROR, subject=Program)
def several_arrays_for_one_input(program: Program) -> Iterator[Finding]:
    """A list of several arrays is given to a model with one input or one output.

    ## What it does
    Reports `fit([a, b], y)` and `fit(x, [p, q])` on a Sequential.

    ## Why is this bad?
    A list means one array for each input, or one for each output. A Sequential has one of each: Keras 3 takes the
    first array and forgets the others, or cannot match the labels.

    ## What Keras says
    For several inputs Keras 3 says nothing, and Keras 2 `Layer "sequential" expects 1 input(s), but it received 2 input
    tensors`. For several labels Keras 3 stops with `ValueError: y_true and y_pred have different structures`.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(80, 10)
    age, height = np.random.rand(80), np.random.rand(80)
    model = keras.Sequential([
        keras.Input((10,)),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(2),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, [age, height])
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(80, 10)
    age, height = np.random.rand(80), np.random.rand(80)
    model = keras.Sequential([
        keras.Input((10,)),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(2),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, np.column_stack([age, height]))
    ```

    ## Fix safety
    No fix: whether the columns belong side by side or into a model with several inputs is yours to choose.

    ## References
    - [Keras: the functional API](https://keras.io/guides/functional_api/)
    """
    for fit in program.each(Fit):
        model = fit.model
        if isinstance(fit, Validation) or model.kind != "Sequential" or model.open or model.broken is not None:
            continue
        if not isinstance(model.input, tuple):
            continue
        for name, value in (("x", fit.x), ("y", fit.y)):
            count = _several(program, value)
            if count and not (name == "y" and fit.target.major < _STRICT):
                yield _finding(fit, name, count)


_MOST = 8
"""A longer list is one of samples that were not made an array."""
_STRICT = 3
"""The Keras that matches labels with outputs."""


def _several(program: Program, value: Any) -> int:
    """How many arrays of samples a list holds; 0 for one or none, and for what is no list of arrays."""
    record = program.record(value)
    items = record.items if isinstance(record, ListRecord) else ()
    if not 1 < len(items) <= _MOST or not all(isinstance(item, Array) and item.rank for item in items):
        return 0
    return len(items) if all(equal(item.axis(0), items[0].axis(0)) is True for item in items) else 0


def _finding(fit: Fit, name: str, count: int) -> Finding:
    place = fit.bound.place(name) or fit.place
    silent = name == "x" and fit.target.major >= _STRICT
    side = "input" if name == "x" else "output"
    stops = "Layer expects 1 input(s)" if name == "x" else "y_true and y_pred have different structures"
    return Finding(
        place=place,
        severity=Severity.WARNING if silent else None,
        label=f"{count} arrays, one {side}",
        message=words.sentences(
            f"{words.snippet(place)} is a list of {count} arrays, one for each {side}; a Sequential has one {side}.",
            "Keras says nothing: it takes the first array and forgets the others."
            if silent
            else f"Keras stops in {fit.method}(): ValueError: {stops}.",
            "Put the columns side by side, np.column_stack or np.hstack, or write a model with the functional API.",
        ),
        stack=fit.stack,
    )
