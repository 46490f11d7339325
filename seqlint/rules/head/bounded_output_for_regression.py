"""SEQ321."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.meeting import Meeting, meeting
from seqlint.rules.rule import Finding, Fix, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ321", Severity.WARNING, subject=Fit)
def bounded_output_for_regression(fit: Fit) -> Iterator[Finding]:
    """The last activation cannot reach the targets.

    ## What it does
    Reports sigmoid, tanh or another bounded activation at the end of a regression whose targets are known to lie
    outside of its range.

    ## Why is this bad?
    Sigmoid gives numbers from 0 to 1. Targets up to 100 are out of its reach: the model sticks to the bound.

    ## What Keras says
    Nothing: it trains.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.uniform(0, 100, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.uniform(0, 100, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y)
    ```

    ## Fix safety
    Unsafe: scaling the targets to the activation's range is the other way.

    ## References
    - [Keras: regression losses](https://keras.io/api/losses/regression_losses/)
    """
    met = meeting(fit)
    if met is None or met.objective.kind != "regression" or met.prediction is None or met.prediction.activation is None:
        return
    low, high = met.prediction.activation.range
    limits = met.labels.range
    if limits is None or met.kind in {"one-hot", "multi-hot"} or met.refused or met.collides:
        return
    above = high is not None and limits[1] > high
    below = low is not None and limits[0] < low
    if not above and not below:
        return
    given = (
        f"{low:g} to {high:g}"
        if low is not None and high is not None
        else f"{low:g} up"
        if low is not None
        else f"up to {high:g}"
    )
    yield Finding(
        place=met.prediction.place,
        label=f"gives {given}, the targets reach {limits[0]:g} to {limits[1]:g}",
        message=words.sentences(
            f"{met.prediction.name} gives numbers from {given}; {met.name} reaches from {limits[0]:g} to "
            f"{limits[1]:g}.",
            "Keras says nothing, and the model sticks to the bound.",
            "Take the activation away, or scale the targets.",
        ),
        related=met.origin(),
        fixes=_fixes(met),
        cause=(fit.place, "amounts"),
        stack=fit.stack,
    )


def _fixes(met: Meeting) -> tuple[Fix, ...]:
    from seqlint.source.edit import remove_argument

    layer = met.prediction.layer if met.prediction is not None else None
    argument = layer.bound.given.get("activation") if layer is not None and layer.has("dense") else None
    if layer is None or argument is None or argument.whole is None:
        return ()
    edit = remove_argument(layer.place.chunk, layer.place.node, argument.whole.node)
    return (Fix("Take the activation away", (edit,), "unsafe"),)
