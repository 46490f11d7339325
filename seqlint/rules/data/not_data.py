"""SEQ431."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit, Validation
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.functions import Function

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ431", Severity.ERROR, subject=Fit)
def not_data(fit: Fit) -> Iterator[Finding]:
    """Something that is no data is given where the data belongs.

    ## What it does
    Reports a function, a class, a model, a number or a text that `fit`, `evaluate` or `predict` gets as its data.

    ## Why is this bad?
    Keras takes arrays, tensors, datasets and generators. A function with `yield` in it is no generator yet: calling it
    gives one. A path is not read.

    ## What Keras says
    `ValueError: Unrecognized data type: x=<function batches at …>` in Keras 3, `ValueError: Failed to find data
    adapter that can handle input: <class 'function'>` in Keras 2.

    ## Example
    ```python
    import keras
    import numpy as np

    def batches():
        for _ in range(10):
            yield np.random.rand(32, 8), np.random.rand(32, 1)

    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(batches)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    def batches():
        for _ in range(10):
            yield np.random.rand(32, 8), np.random.rand(32, 1)

    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(batches())
    ```

    ## Fix safety
    Safe: the function without its call cannot be meant.

    ## References
    - [Keras: training](https://keras.io/api/models/model_training_apis/)
    """
    place = fit.bound.place("x")
    if not fit.strange or place is None or fit.method.endswith("_on_batch"):
        return
    value = fit.bound.value("x")
    older = fit.target.major < 3
    said = "Failed to find data adapter that can handle input" if older else "Unrecognized data type"
    function = isinstance(value, Function)
    yield Finding(
        place=place,
        label="no data",
        message=words.sentences(
            f"{fit.method}() wants data; {words.snippet(place)} is {fit.strange}"
            f"{', which would have to be called' if function else ''}.",
            f"Keras stops in {fit.method}(): ValueError: {said}.",
            f"Call it: {place.text()}()." if function and value.name != "<lambda>" else "Give an array or a dataset.",
        ),
        fixes=_fixes(fit) if function and not _wants_arguments(value) else (),
        cause=(fit.place, "data"),
        stack=fit.stack,
    )


def _wants_arguments(function: Function) -> bool:
    params = getattr(function.place.node, "params", None)
    plain = [] if params is None else [*params.posonly_params, *params.params, *params.kwonly_params]
    return function.name == "<lambda>" or any(param.default is None for param in plain)


def _fixes(fit: Fit) -> tuple[Fix, ...]:
    from seqlint.source.edit import Edit

    place = fit.bound.place("x")
    if place is None or isinstance(fit, Validation):
        return ()
    end = place.span().end
    return (Fix("Call it", (Edit(end, end, "()"),)),)
